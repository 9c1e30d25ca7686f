import Basics
import Foundation
import Testing

@testable import TTCommands

/// What people and scripts see of a report.
@Suite struct ReportTextTests {
  static func report(_ levels: [ReportLevel], round: String? = nil) throws -> Report {
    var rules = Aggregator.Rules(levels: levels)
    rules.rounding = try round.map { word in try Rounding(word) }
    let changes: [JSONObject] = [
      [:], ["task": "Überblick", "task_id": 8308],
      ["project": nil, "project_id": nil, "task": "\u{1B}[2J", "task_id": 3],
    ]
    let rows = changes.enumerated().map { index, change in
      ReportSupport.row(
        index, at: ReportSupport.monday + index * 7200, in: .gmt, seconds: 5400 - index * 1500, changes: change)
    }
    return Report(
      from: "2026-03-02", to: "2026-03-08", levels: levels, rounding: rules.rounding,
      groups: try ReportSupport.tally(rows, rules).groups(), gaps: nil)
  }

  @Test("a table has its levels indented, hours both ways, shares and a total")
  func table() throws {
    let text = ReportText(report: try Self.report([.project, .task]), barsWithin: nil, width: nil)
    let lines = [
      "PROJECT / TASK  HOURS  DECIMAL     %",
      "Website          2:35     2.58   79%",
      "  Write report   1:30     1.50   46%",
      "  Überblick      1:05     1.08   33%",
      "(no project)     0:40     0.67   21%",
      "  ␛[2J           0:40     0.67   21%",
      "TOTAL            3:15     3.25  100%",
    ]
    #expect(text.lines == lines)
  }

  @Test("raw and rounded lengths stand side by side")
  func rounded() throws {
    let lines = ReportText(report: try Self.report([.project], round: "15m:up"), barsWithin: nil, width: nil).lines
    #expect(lines.first == "PROJECT       HOURS  ROUNDED  DECIMAL     %")
    #expect(lines.last == "TOTAL          3:15     3:30     3.50  100%")
  }

  @Test("bars fit the width, and are left out where there is no room for them", arguments: 30...140)
  func bars(_ width: Int) throws {
    let report = try Self.report([.project, .task])
    let bare = ReportText(report: report, barsWithin: nil, width: width).lines
    let lines = ReportText(report: report, barsWithin: width, width: width).lines
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= max(width, 36) })
    #expect(zip(lines, bare).allSatisfy { $0.hasPrefix($1) })
    #expect(lines.contains { $0.contains("█") } == (width >= 36 + 2 + 5))
    #expect(lines.last?.contains("█") == false)
  }

  @Test(
    "a bar is exact to an eighth of a column, and never nothing for something",
    arguments: [
      (80, 80, "██████████"), (40, 80, "█████"), (1, 80, "▏"), (1, 8000, "▏"), (79, 80, "█████████▉"), (0, 80, ""),
    ])
  func eighths(_ value: Int, _ longest: Int, _ bar: String) {
    #expect(Bar.text(value, of: longest, columns: 10) == bar)
  }

  @Test(
    "hours are told to the nearest minute and hundredth",
    arguments: [
      (0, "0:00", "0.00"), (5400, "1:30", "1.50"), (29, "0:00", "0.01"), (30, "0:01", "0.01"), (3599, "1:00", "1.00"),
      (360_000, "100:00", "100.00"), (-5400, "-1:30", "-1.50"), (4530, "1:16", "1.26"),
    ])
  func hours(_ seconds: Int, _ clock: String, _ decimal: String) {
    #expect(HoursFormat.clock(seconds) == clock)
    #expect(HoursFormat.decimal(seconds) == decimal)
  }

  @Test("JSON has seconds on every level, and rounded ones where that was asked for")
  func json() throws {
    let plain = try Self.report([.project, .task]).json
    #expect(plain["by"] == ["project", "task"])
    #expect(plain["total"] == ["seconds": 11_700])
    #expect(plain["groups"]?.array?.first?["key"] == "Website")
    #expect(plain["groups"]?.array?.first?["id"] == 5201)
    #expect(plain["groups"]?.array?.first?["groups"]?.array?.map { $0["seconds"]?.int } == [5400, 3900])
    #expect(plain["groups"]?.array?.last?["key"] == .null)
    #expect(plain["gaps"] == nil)
    let rounded = try Self.report([.day], round: "15m:up").json
    #expect(rounded["round"] == ["seconds": 900, "mode": "up", "per": "entry"])
    #expect(rounded["total"] == ["seconds": 11_700, "rounded_seconds": 12_600])
  }

  @Test("rows are the groups of the last level")
  func rows() throws {
    let report = try Self.report([.day, .task], round: "1h")
    #expect(report.columns.map(\.key) == ["day", "task", "seconds", "hours", "rounded_seconds", "rounded_hours"])
    let first = try #require(report.rows.first)
    #expect(report.rows.count == 3)
    #expect(
      first.compact == #"{"day":"2026-03-02","task":"Write report","task_id":42,"seconds":5400,"hours":1.5,"#
        + #""rounded_seconds":7200,"rounded_hours":2}"#)
  }
}
