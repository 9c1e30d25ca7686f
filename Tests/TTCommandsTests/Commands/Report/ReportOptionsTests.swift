import Basics
import Reports
import Testing

@testable import TTCommands

@Suite("The flags of tt report") struct ReportOptionsTests {
  static func options(_ words: [String]) throws -> ReportOptions {
    try ReportOptions(try parsed(["report"] + words))
  }

  @Test("without flags a report is by project, unrounded, with bars on a terminal only")
  func defaults() throws {
    let options = try Self.options([])
    #expect(options.levels == [.project])
    #expect(options.rounding == nil && options.billable == nil && options.minGapSeconds == nil)
    #expect(options.includesRunning && !options.includesPlanned && options.bars == .auto)
  }

  @Test(
    "levels can be given in one value or in several",
    arguments: [
      (["--by", "day"], [.day]), (["--by", "user,month"], [.user, .month]),
      (["--by=week", "--by", "task"], [.week, .task]),
    ] as [([String], [ReportLevel])])
  func levels(_ words: [String], _ levels: [ReportLevel]) throws {
    #expect(try Self.options(words).levels == levels)
  }

  @Test("most flags can be combined")
  func all() throws {
    let options = try Self.options(
      "--round 6m:down --round-per group --not-billable --no-running --planned --gaps --min 5m --bars never".split(
        separator: " "
      )
      .map(String.init))
    #expect(options.rounding == Rounding(step: 360, mode: .down, unit: .group))
    #expect(options.billable == false)
    #expect(!options.includesRunning && options.includesPlanned)
    #expect(options.minGapSeconds == 300)
    #expect(options.bars == .never)
  }

  @Test(
    "a rounding is a duration of at most a day, with a mode or without",
    arguments: [
      ("15m", Rounding(step: 900)), ("15m:up", Rounding(step: 900, mode: .up)),
      ("0:15:nearest", Rounding(step: 900)), ("7s", Rounding(step: 7)), ("1h:down", Rounding(step: 3600, mode: .down)),
      ("24h", Rounding(step: 86_400)),
    ])
  func rounding(_ word: String, _ rounding: Rounding) throws {
    #expect(try Self.options(["--round", word]).rounding == rounding)
  }

  @Test(
    "an invalid duration or mode is a usage error",
    arguments: ["", "15", "0m", "-15m", "25h", "15m:", "15m:upp", "up", ":up"])
  func wrongRounding(_ word: String) {
    let error = #expect(throws: TTError.self) { try Self.options(["--round=\(word)"]) }
    #expect(error?.failure == .usage)
  }

  @Test(
    "invalid values and combinations are usage errors",
    arguments: [
      ["--by", "moth"], ["--by", ""], ["--by", "day,day"], ["--by", "day,week,month"], ["--by", "day,"],
      ["--round", "15"], ["--round-per", "group"], ["--round-per", "day"], ["--billable", "--not-billable"],
      ["--min", "5m"], ["--gaps", "--min", "5"], ["--bars", "sometimes"], ["a-word"],
    ])
  func wrong(_ words: [String]) {
    let error = #expect(throws: TTError.self) { try Self.options(words) }
    #expect(error?.failure == .usage)
  }
}
