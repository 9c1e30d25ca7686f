import Basics
import Reports
import Testing

@testable import TTCommands

@Suite("A report as text and as rows") struct ReportTextTests {
  /// Three tasks by project, or their sum by day; rounded up to quarters of an hour, or not.
  static func report(_ levels: [ReportLevel], isRounded: Bool = false) -> Report {
    let tasks = [
      (ReportLabel(id: 42, name: "Write report"), 5400, 5400), (ReportLabel(id: 8308, name: "Überblick"), 3900, 4500),
      (ReportLabel(id: 3, name: "\u{1B}[2J"), 2400, 2700),
    ].map { label, seconds, rounded in
      ReportGroup(
        level: .task, label: label, amount: ReportAmount(seconds: seconds, rounded: isRounded ? rounded : seconds))
    }
    func group(_ level: ReportLevel, _ label: ReportLabel, _ tasks: [ReportGroup]) -> ReportGroup {
      let amount = ReportAmount(
        seconds: tasks.reduce(0) { $0 + $1.amount.seconds }, rounded: tasks.reduce(0) { $0 + $1.amount.rounded })
      return ReportGroup(level: level, label: label, amount: amount, groups: levels.count > 1 ? tasks : [])
    }
    let groups =
      levels[0] == .day
      ? [group(.day, ReportLabel(name: "2026-03-02"), tasks)]
      : [
        group(.project, ReportLabel(id: 5201, name: "Website"), Array(tasks[..<2])),
        group(.project, ReportLabel(), Array(tasks[2...])),
      ]
    return Report(
      from: "2026-03-02", to: "2026-03-08", levels: levels,
      rounding: isRounded ? Rounding(step: 900, mode: .up) : nil, groups: groups)
  }

  @Test("a table has indented levels, hours in both formats, shares and a total")
  func table() {
    let text = ReportText(report: Self.report([.project, .task]), barsWithin: nil, width: nil)
    let lines = [
      "PROJECT / TASK    HOURS  DECIMAL     %",
      "Website         2:35:00   2.5833   79%",
      "  Write report  1:30:00   1.5000   46%",
      "  Überblick     1:05:00   1.0833   33%",
      "(no project)    0:40:00   0.6667   21%",
      "  ␛[2J          0:40:00   0.6667   21%",
      "TOTAL           3:15:00   3.2500  100%",
    ]
    #expect(text.lines == lines)
  }

  @Test("tracked and rounded durations are shown side by side")
  func rounded() {
    let lines = ReportText(report: Self.report([.project], isRounded: true), barsWithin: nil, width: nil).lines
    #expect(lines.first == "PROJECT         HOURS  ROUNDED  DECIMAL     %")
    #expect(lines.last == "TOTAL         3:15:00     3:30     3.50  100%")
  }

  @Test("bars fit the width, and are left out if there is no room for them", arguments: 30...140)
  func bars(_ width: Int) {
    let report = Self.report([.project, .task])
    let bare = ReportText(report: report, barsWithin: nil, width: width).lines
    let lines = ReportText(report: report, barsWithin: width, width: width).lines
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= max(width, 38) })
    #expect(zip(lines, bare).allSatisfy { $0.hasPrefix($1) })
    #expect(lines.contains { $0.contains("█") } == (width >= 38 + 2 + 5))
    #expect(lines.last?.contains("█") == false)
  }

  @Test(
    "a bar is exact to an eighth of a column, and never empty for a positive value",
    arguments: [
      (80, 80, "██████████"), (40, 80, "█████"), (1, 80, "▏"), (1, 8000, "▏"), (79, 80, "█████████▉"), (0, 80, ""),
    ])
  func eighths(_ value: Int, _ maxValue: Int, _ bar: String) {
    #expect(Bar.text(value, of: maxValue, columns: 10) == bar)
  }

  @Test("rows are the groups of the last level")
  func rows() throws {
    let report = Self.report([.day, .task], isRounded: true)
    #expect(report.columns.map(\.key) == ["day", "task", "seconds", "hours", "rounded_seconds", "rounded_hours"])
    #expect(report.idKey == "task_id")
    let second = try #require(report.rows.dropFirst().first)
    #expect(report.rows.count == 3)
    #expect(
      second.compact == #"{"day":"2026-03-02","task":"Überblick","task_id":8308,"seconds":3900,"hours":1.08,"#
        + #""rounded_seconds":4500,"rounded_hours":1.25}"#)
  }
}
