import Basics
import Testing

@testable import Reports

@Suite("A report as a JSON document") struct ReportDocumentTests {
  private func report(_ levels: [ReportLevel], _ rounding: Rounding? = nil) throws -> Report {
    var rules = Aggregator.Rules(levels: levels)
    rules.rounding = rounding
    rules.keepsSpans = true
    let changes: [JSONObject] = [[:], ["task": "Overview", "task_id": 8308], ["project": nil, "project_id": nil]]
    let rows = changes.enumerated().map { index, change in
      ReportSupport.row(
        index + 1, at: ReportSupport.monday + index * 7200, in: .gmt, seconds: 5400 - index * 1500, changes: change)
    }
    let aggregator = try ReportSupport.aggregator(rows, rules)
    return Report(
      from: "2026-03-02", to: "2026-03-08", levels: levels, rounding: rounding, groups: aggregator.groups(),
      gaps: rounding == nil ? nil : aggregator.gaps())
  }

  @Test("it has seconds on every level")
  func plain() throws {
    let json = try report([.project, .task]).json
    #expect(json["by"] == ["project", "task"])
    #expect(json["total"] == ["seconds": 11_700])
    #expect(json["groups"]?.array?.first?["key"] == "Website")
    #expect(json["groups"]?.array?.first?["id"] == 5201)
    #expect(json["groups"]?.array?.first?["groups"]?.array?.map { $0["seconds"]?.int } == [5400, 3900])
    #expect(json["groups"]?.array?.last?["key"] == .null)
    #expect(json["gaps"] == nil)
  }

  @Test("it has rounded seconds, gaps and overlaps where they were requested")
  func rounded() throws {
    let json = try report([.day], Rounding(step: 900, mode: .up)).json
    #expect(json["round"] == ["seconds": 900, "mode": "up", "per": "entry"])
    #expect(json["total"] == ["seconds": 11_700, "rounded_seconds": 12_600])
    #expect(json["gaps"]?.array?.map { $0["seconds"]?.int } == [1800, 3300])
    #expect(json["gaps"]?.array?.first?["end"] == "2026-03-02 02:00:00")
    #expect(json["gaps"]?.array?.first?["end_rfc3339"] == "2026-03-02T02:00:00+00:00")
    #expect(json["overlaps"] == [])
  }

  @Test(
    "durations have seconds, or are whole minutes",
    arguments: [
      (0, "0:00:00", "0:00"), (5400, "1:30:00", "1:30"), (360_000, "100:00:00", "100:00"), (-5400, "-1:30:00", "-1:30"),
    ])
  func clocks(_ seconds: Int, _ clock: String, _ minutes: String) {
    #expect(HoursFormat.clock(seconds, isWholeMinutes: false) == clock)
    #expect(HoursFormat.clock(seconds, isWholeMinutes: true) == minutes)
  }

  @Test(
    "hours have the digits of their fraction",
    arguments: [(0, 2, "0.00"), (150, 2, "1.50"), (3389, 4, "0.3389"), (-150, 2, "-1.50"), (10_001, 4, "1.0001")])
  func decimals(_ fractions: Int, _ digits: Int, _ text: String) {
    #expect(HoursFormat.decimal(fractions, digits: digits) == text)
  }
}
