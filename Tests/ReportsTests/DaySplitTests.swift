import Basics
import Foundation
import Testing

@testable import Reports

@Suite("Splitting entries at the account's local midnights") struct DaySplitTests {
  @Test("an entry from midnight to midnight lies in one day, however many hours that has", arguments: ChangeWeek.all)
  func wholeDay(_ week: ChangeWeek) throws {
    let start = try week.midnight(week.oddDay)
    let length = Int(week.hours * 3600)
    let row = ReportSupport.row(at: start, in: try week.timeZone(), seconds: length)
    let aggregator = try ReportSupport.aggregator(
      [row], ReportSupport.rules(.day), in: try ReportSupport.zone(week.zone))
    #expect(ReportSupport.sums(aggregator) == [week.oddDay: length])
  }

  @Test("one more second belongs to the next day", arguments: ChangeWeek.all)
  func oneSecondMore(_ week: ChangeWeek) throws {
    let start = try week.midnight(week.oddDay)
    let row = ReportSupport.row(at: start, in: try week.timeZone(), seconds: Int(week.hours * 3600) + 1)
    let aggregator = try ReportSupport.aggregator(
      [row], ReportSupport.rules(.day), in: try ReportSupport.zone(week.zone))
    #expect(ReportSupport.sums(aggregator).values.sorted() == [1, Int(week.hours * 3600)])
  }

  @Test("the days of a week with a clock change are those found by counting minutes", arguments: ChangeWeek.all)
  func countedByMinutes(_ week: ChangeWeek) throws {
    let zone = try week.timeZone()
    let monday = try week.midnight(week.monday)
    var dice = ReportDice(state: UInt64(monday))
    var rows: [JSONValue] = []
    var byDay: [String: Int] = [:]
    for id in 1...60 {
      let start = monday + Int.random(in: 0..<7 * 1440, using: &dice) * 60
      let minutes = Int.random(in: 1...(id % 10 == 0 ? 4000 : 600), using: &dice)
      rows.append(ReportSupport.row(id, at: start, in: zone, seconds: minutes * 60))
      for minute in 0..<minutes {
        let instant = start + minute * 60
        let wall = instant + zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
        byDay[String(Instant(seconds: wall).rfc3339.prefix(10)), default: 0] += 60
      }
    }
    let aggregator = try ReportSupport.aggregator(
      rows, ReportSupport.rules(.day), in: try ReportSupport.zone(week.zone))
    #expect(ReportSupport.sums(aggregator) == byDay)
  }

  @Test(
    "an entry recorded at another offset than the account's is split by its own",
    arguments: [("GMT+09:00", 3600), ("GMT 09:00", 3600), ("GMT-03:30", 3600)])
  func otherClock(_ offset: String, _ first: Int) throws {
    let row = ReportSupport.row(
      at: ReportSupport.monday, in: .gmt, seconds: 7200,
      changes: ["start": "2026-03-02 23:00:00", "timezone": .string(offset)])
    let berlin = try ReportSupport.zone("Europe/Berlin")
    let aggregator = try ReportSupport.aggregator([row], ReportSupport.rules(.day), in: berlin)
    #expect(ReportSupport.sums(aggregator) == ["2026-03-02": first, "2026-03-03": 7200 - first])
  }

  @Test("a day skipped by its zone gets no part of an entry across it")
  func skippedDay() throws {
    let apia = try #require(TimeZone(identifier: "Pacific/Apia"))
    // 2011-12-29 20:00 in Apia; 30 December did not take place there.
    let row = ReportSupport.row(at: 1_325_224_800, in: apia, seconds: 12 * 3600)
    let aggregator = try ReportSupport.aggregator(
      [row], ReportSupport.rules(.day), in: try ReportSupport.zone("Pacific/Apia"))
    #expect(ReportSupport.sums(aggregator) == ["2011-12-29": 4 * 3600, "2011-12-31": 8 * 3600])
  }

  @Test("the zone is needed only for entries that reach another day, and only in reports by calendar")
  func needsZone() throws {
    let evening = ReportSupport.row(at: ReportSupport.monday + 20 * 3600, in: .gmt, seconds: 4 * 3600)
    let night = ReportSupport.row(at: ReportSupport.monday + 20 * 3600, in: .gmt, seconds: 4 * 3600 + 1)
    for (row, level, needsZone) in [
      (evening, ReportLevel.day, false), (night, .day, true), (night, .month, true), (night, .task, false),
    ] {
      var aggregator = Aggregator(ReportSupport.rules(level), machineZone: .utc)
      try aggregator.add(row)
      #expect(aggregator.needsZone == needsZone)
    }
  }

  @Test(
    "weeks begin on the configured weekday and are named after that day",
    arguments: [
      (1, "2026-03-01", "2026-02-23"), (1, "2026-03-02", "2026-03-02"), (7, "2026-03-01", "2026-03-01"),
      (7, "2026-03-07", "2026-03-01"), (6, "2026-03-06", "2026-02-28"), (1, "2027-01-01", "2026-12-28"),
    ])
  func weeks(_ weekStart: Int, _ day: String, _ first: String) throws {
    let day = try #require(LocalTime(dateText: day))
    #expect(ReportLevel.week.label(of: day, weekStart: weekStart).name == first)
    #expect(ReportLevel.month.label(of: day, weekStart: weekStart).name == String(day.dateText.prefix(7)))
  }

  @Test("an extreme duration or year is counted, an impossible duration is an error")
  func bounds() throws {
    let lastDay = ReportSupport.row(
      at: ReportSupport.monday, in: .gmt, seconds: 3_000_000_000, changes: ["start": "9999-12-31 20:00:00"])
    let aggregator = try ReportSupport.aggregator([lastDay], ReportSupport.rules(.day))
    #expect(aggregator.groups().map(\.amount.seconds) == [3_000_000_000])
    for wrong: JSONValue in [9_000_000_000_000_000_000, -9_000_000_000_000, "90", 1.5.json] {
      let row = ReportSupport.row(at: 0, in: .gmt, seconds: 60, changes: ["duration": wrong])
      let error = #expect(throws: TTError.self) { try ReportSupport.aggregator([row], ReportSupport.rules(.day)) }
      #expect(error?.failure == .api)
    }
  }
}

extension Double {
  fileprivate var json: JSONValue { JSONNumber(self).map(JSONValue.number) ?? .null }
}
