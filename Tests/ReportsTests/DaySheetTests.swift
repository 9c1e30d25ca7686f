import Basics
import Foundation
import Testing

@testable import Reports

@Suite("Entries by day") struct DaySheetTests {
  private static let minute = 60

  /// A sheet of entries in UTC, given by their start in minutes since Monday, midnight, and their length in minutes.
  private func sheet(
    _ entries: [(start: Int, length: Int)], from first: Int = 0, days: Int = 7, now: Int = 7 * 1440,
    running: Int? = nil,
    zone: Basics.TimeZone = .utc, changes: JSONObject = [:]
  ) throws -> DaySheet {
    let rows = entries.enumerated().map { index, entry in
      ReportSupport.row(
        index + 1, at: ReportSupport.monday + entry.start * 60, in: .gmt, seconds: entry.length * 60, changes: changes)
    }
    let monday = try #require(LocalTime(dateText: "2026-03-02"))
    let span = try #require(
      DaySpan(from: monday.adding(days: first), to: monday.adding(days: first + days - 1)))
    return try DaySheet(
      rows, span: span, zone: zone, now: Instant(seconds: ReportSupport.monday + now * 60), runningID: running)
  }

  /// What a day lists: an entry's ID, `gap` or `overlap` with the seconds.
  private func words(_ day: DaySheet.Day) -> [String] {
    day.items.map { item in
      switch item {
      case .entry(let part): "\(part.row["id"]?.int ?? 0) \(part.seconds / 60)"
      case .gap(let gap): "gap \(gap.seconds / 60)"
      case .overlap(let overlap): "overlap \(overlap.seconds / 60)"
      }
    }
  }

  @Test("an entry over midnight counts on both days, as in a report by day")
  func midnight() throws {
    let sheet = try sheet([(1380, 120)], days: 2)
    #expect(sheet.days.map(\.seconds) == [3600, 3600])
    #expect(sheet.days.map { $0.parts.map(\.start.text) } == [["2026-03-02 23:00:00"], ["2026-03-03 00:00:00"]])
    let report = try ReportSupport.aggregator(
      [ReportSupport.row(at: ReportSupport.monday + 1380 * 60, in: .gmt, seconds: 7200)], ReportSupport.rules(.day))
    #expect(ReportSupport.sums(report) == ["2026-03-02": 3600, "2026-03-03": 3600])
  }

  @Test("the entry of the day before counts with the part that is on the first day")
  func lastNight() throws {
    let sheet = try sheet([(-60, 90)], days: 1)
    #expect(sheet.days.map(\.seconds) == [1800])
    #expect(sheet.days[0].parts.first?.row["id"] == 1)
  }

  @Test("gaps and overlaps are between the entries that they concern")
  func places() throws {
    let sheet = try sheet([(540, 60), (630, 60), (660, 60), (690, 10)], days: 1)
    #expect(
      words(sheet.days[0]) == ["1 60", "gap 30", "2 60", "overlap 30", "3 60", "overlap 10", "4 10"])
  }

  @Test("there is no gap over a night, and none of less than a minute")
  func noGap() throws {
    #expect(try words(sheet([(540, 60), (1440 + 540, 60)], days: 2).days[1]) == ["2 60"])
    var sheet = try sheet([(540, 60), (600, 60)], days: 1)
    #expect(words(sheet.days[0]) == ["1 60", "2 60"])
    let rows = [(0, 3600), (3630, 60)].enumerated().map { index, span in
      ReportSupport.row(index + 1, at: ReportSupport.monday + span.0, in: .gmt, seconds: span.1)
    }
    let monday = try #require(LocalTime(dateText: "2026-03-02"))
    sheet = try DaySheet(
      rows, span: .day(monday), zone: .utc, now: Instant(seconds: ReportSupport.monday + 86_400), runningID: nil)
    #expect(sheet.days[0].items.count == 2)
  }

  @Test("the running entry counts up to now, whatever end its row has")
  func running() throws {
    let sheet = try sheet([(540, 0)], days: 1, now: 600, running: 1)
    #expect(sheet.seconds == 3600)
    #expect(sheet.days[0].parts.map(\.isRunning) == [true])
  }

  @Test("days are those up to today, and later ones only with entries")
  func days() throws {
    #expect(try sheet([(540, 60)], now: 1440 + 600).days.map(\.date.dateText) == ["2026-03-02", "2026-03-03"])
    #expect(
      try sheet([(540, 60), (4 * 1440 + 540, 60)], now: 1440).days.map(\.date.dateText)
        == ["2026-03-02", "2026-03-03", "2026-03-06"])
  }

  @Test("a target is that of the days up to and including today")
  func target() throws {
    let weekdays = [8, 8, 8, 8, 6, 4, 0].map { $0 * 3600 }
    #expect(try sheet([], now: 2 * 1440 + 5).target(weekdays) == 24 * 3600)
    #expect(try sheet([], now: 9 * 1440).target(weekdays) == 42 * 3600)
    #expect(try sheet([], from: 7, now: 2 * 1440).target(weekdays) == 0)
    #expect(try sheet([], from: 5, days: 1, now: 5 * 1440).target(weekdays) == 4 * 3600)
  }

  @Test("planned entries and those without an end are left out and counted")
  func leftOut() throws {
    let planned = try sheet([(540, 60)], days: 1, changes: ["event_type": "NOT_LOGGED"])
    #expect(planned.seconds == 0 && planned.plannedCount == 1)
    let open = try sheet([(540, 60)], days: 1, changes: ["end": .null])
    #expect(open.seconds == 0 && open.openCount == 1)
  }

  @Test("days of 23 and 25 hours add up, and entries of other zones are shown by this zone's clock")
  func zones() throws {
    let berlin = try ReportSupport.zone("Europe/Berlin")
    for (date, hours) in [("2026-03-29", 23), ("2026-10-25", 25)] {
      let day = try #require(LocalTime(dateText: date))
      let start = berlin.startOfDay(of: day).seconds
      let row = ReportSupport.row(1, at: start - 3600, in: .gmt, seconds: (hours + 2) * 3600)
      let sheet = try DaySheet(
        [row], span: .day(day), zone: berlin, now: Instant(seconds: start + 10 * 86_400), runningID: nil)
      #expect(sheet.days.map(\.seconds) == [hours * 3600])
      #expect(sheet.days[0].parts.first?.start.text == "\(date) 00:00:00")
    }
  }
}
