import Basics
import Foundation
import Testing

@testable import Reports

@Suite("Rounding of entries and of groups") struct RoundingTests {
  @Test(
    "a duration becomes a multiple of the step; half a step rounds up",
    arguments: [
      (900, .nearest, 0, 0), (900, .nearest, 449, 0), (900, .nearest, 450, 900), (900, .nearest, 900, 900),
      (900, .nearest, 1349, 900), (900, .nearest, 1350, 1800), (7, .nearest, 3, 0), (7, .nearest, 4, 7),
      (900, .nearest, -450, 0),
      (900, .up, 0, 0), (900, .up, 1, 900), (900, .up, 900, 900), (900, .up, 901, 1800), (900, .up, -1, 0),
      (900, .down, 899, 0), (900, .down, 900, 900), (900, .down, 1799, 900), (900, .down, -1, -900),
    ] as [(Int, Rounding.Mode, Int, Int)])
  func multiples(_ step: Int, _ mode: Rounding.Mode, _ seconds: Int, _ rounded: Int) {
    #expect(Rounding(step: step, mode: mode).apply(seconds) == rounded)
  }

  /// Entries of 10, 10 and 25 minutes in one task.
  static let rows = [600, 600, 1500].enumerated().map { index, seconds in
    ReportSupport.row(index + 1, at: ReportSupport.monday + index * 7200, in: .gmt, seconds: seconds)
  }

  @Test(
    "either each entry is rounded or the sum of each group",
    arguments: [
      (Rounding(step: 900), 900 + 900 + 1800), (Rounding(step: 900, unit: .group), 2700),
      (Rounding(step: 1800, mode: .up), 5400), (Rounding(step: 1800, mode: .up, unit: .group), 3600),
      (Rounding(step: 1800, mode: .down), 0), (Rounding(step: 1800, mode: .down, unit: .group), 1800),
    ])
  func units(_ rounding: Rounding, _ rounded: Int) throws {
    var rules = ReportSupport.rules(.project, .task)
    rules.rounding = rounding
    let groups = try ReportSupport.aggregator(Self.rows, rules).groups()
    #expect(groups.map(\.amount) == [ReportAmount(seconds: 2700, rounded: rounded)])
  }

  @Test("a total is the sum of its rounded groups", arguments: Rounding.Unit.allCases)
  func totals(_ unit: Rounding.Unit) throws {
    var rules = ReportSupport.rules(.user, .day)
    rules.rounding = Rounding(step: 360, mode: .up, unit: unit)
    let groups = try ReportSupport.aggregator(AggregatorTests.rows(seed: 5), rules).groups()
    let leaves = groups.flatMap(\.groups)
    #expect(leaves.allSatisfy { $0.amount.rounded % 360 == 0 && $0.amount.rounded >= $0.amount.seconds })
    #expect(ReportGroup.sum(groups.map(\.amount)) == ReportGroup.sum(leaves.map(\.amount)))
    if unit == .group { #expect(leaves.allSatisfy { $0.amount.rounded - $0.amount.seconds < 360 }) }
  }

  @Test("an entry across midnight is rounded by day in its parts, by week as a whole")
  func parts() throws {
    let row = ReportSupport.row(at: ReportSupport.monday + 86_400 - 600, in: .gmt, seconds: 1200)
    for (level, rounded) in [(ReportLevel.day, [900, 900]), (.week, [900]), (.month, [900])] {
      var rules = ReportSupport.rules(level)
      rules.rounding = Rounding(step: 900)
      #expect(try ReportSupport.aggregator([row], rules).groups().map(\.amount.rounded) == rounded)
    }
  }
}
