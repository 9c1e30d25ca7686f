import Basics
import Testing

@testable import TTCommands

/// The flags of `tt report`.
@Suite struct ReportOptionsTests {
  static func options(_ words: [String]) throws -> ReportOptions {
    guard case .run(let arguments) = try ArgumentParser().parse(["report"] + words) else {
      throw TTError.usage("this is no run")
    }
    return try ReportOptions(arguments)
  }

  @Test("without flags it is by project, unrounded, without bars forced")
  func defaults() throws {
    let options = try Self.options([])
    #expect(options.levels == [.project])
    #expect(options.rounding == nil && options.billable == nil && options.shortestGap == nil)
    #expect(!options.countsRunning && !options.includesPlanned && options.bars == .auto)
  }

  @Test(
    "levels may stand in one word or in several",
    arguments: [
      (["--by", "day"], [.day]), (["--by", "user,month"], [.user, .month]),
      (["--by=week", "--by", "task"], [.week, .task]),
    ] as [([String], [ReportLevel])])
  func levels(_ words: [String], _ levels: [ReportLevel]) throws {
    #expect(try Self.options(words).levels == levels)
  }

  @Test("everything can be asked for at once")
  func all() throws {
    let options = try Self.options(
      "--round 6m:down --round-per group --not-billable --running --planned --gaps --min 5m --bars never".split(
        separator: " "
      )
      .map(String.init))
    #expect(options.rounding == (try Rounding("6m:down", unit: .group)))
    #expect(options.billable == false)
    #expect(options.countsRunning && options.includesPlanned)
    #expect(options.shortestGap == 300)
    #expect(options.bars == .never)
  }

  @Test(
    "what makes no sense is a usage error",
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
