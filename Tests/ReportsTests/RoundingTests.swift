import Basics
import Foundation
import Testing

@testable import TTCommands

/// Rounding, of each entry or of each group's sum.
@Suite struct ReportRoundingTests {
  @Test(
    "a length becomes a multiple of the step",
    arguments: [
      ("15m", 0, 0), ("15m", 449, 0), ("15m", 450, 900), ("15m", 900, 900), ("15m", 1349, 900), ("15m", 1350, 1800),
      ("15m:up", 0, 0), ("15m:up", 1, 900), ("15m:up", 900, 900), ("15m:up", 901, 1800),
      ("15m:down", 899, 0), ("15m:down", 900, 900), ("15m:down", 1799, 900),
      ("0:15:nearest", 450, 900), ("7s", 3, 0), ("7s", 4, 7), ("15m", -450, 0), ("15m:up", -1, 0),
      ("15m:down", -1, -900),
    ])
  func multiples(_ word: String, _ seconds: Int, _ rounded: Int) throws {
    #expect(try Rounding(word).apply(seconds) == rounded)
  }

  @Test(
    "a wrong length or mode is refused", arguments: ["", "15", "0m", "-15m", "25h", "15m:", "15m:upp", "up", ":up"])
  func refused(_ word: String) {
    let error = #expect(throws: TTError.self) { try Rounding(word) }
    #expect(error?.failure == .usage)
  }

  /// Entries of 10, 10 and 25 minutes in one task.
  static let rows = [600, 600, 1500].enumerated().map { index, seconds in
    ReportSupport.row(index + 1, at: ReportSupport.monday + index * 7200, in: .gmt, seconds: seconds)
  }

  @Test(
    "each entry is rounded, or each group's sum",
    arguments: [
      ("15m", Rounding.Unit.entry, 900 + 900 + 1800), ("15m", .group, 2700), ("30m:up", .entry, 5400),
      ("30m:up", .group, 3600), ("30m:down", .entry, 0), ("30m:down", .group, 1800),
    ])
  func units(_ word: String, _ unit: Rounding.Unit, _ rounded: Int) throws {
    var rules = ReportSupport.rules(.project, .task)
    rules.rounding = try Rounding(word, unit: unit)
    let groups = try ReportSupport.tally(Self.rows, rules).groups()
    #expect(groups.map(\.amount) == [ReportAmount(seconds: 2700, rounded: rounded)])
  }

  @Test("a total is the sum of its rounded groups", arguments: Rounding.Unit.allCases)
  func totals(_ unit: Rounding.Unit) throws {
    var rules = ReportSupport.rules(.user, .day)
    rules.rounding = try Rounding("6m:up", unit: unit)
    let groups = try ReportSupport.tally(ReportSumTests.rows(seed: 5), rules).groups()
    let leaves = groups.flatMap(\.groups)
    #expect(leaves.allSatisfy { $0.amount.rounded % 360 == 0 && $0.amount.rounded >= $0.amount.seconds })
    #expect(ReportGroup.sum(groups.map(\.amount)) == ReportGroup.sum(leaves.map(\.amount)))
    if unit == .group { #expect(leaves.allSatisfy { $0.amount.rounded - $0.amount.seconds < 360 }) }
  }

  @Test("an entry across midnight is rounded in its parts by day, and as one by week")
  func parts() throws {
    let row = ReportSupport.row(at: ReportSupport.monday + 86_400 - 600, in: .gmt, seconds: 1200)
    for (level, rounded) in [(ReportLevel.day, [900, 900]), (.week, [900]), (.month, [900])] {
      var rules = ReportSupport.rules(level)
      rules.rounding = try Rounding("15m")
      #expect(try ReportSupport.tally([row], rules).groups().map(\.amount.rounded) == rounded)
    }
  }
}
