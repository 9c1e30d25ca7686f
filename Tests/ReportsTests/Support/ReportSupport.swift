import Basics
import Foundation
import Testing

@testable import Reports

/// Rows and zones for the tests of reports.
enum ReportSupport {
  static func zone(_ name: String) throws -> Basics.TimeZone {
    let zone = Basics.TimeZone.load(named: name) { FileManager.default.contents(atPath: $0).map { Array($0) } }
    return try #require(zone)
  }

  /// An entry in the client's form: the wall clock according to Foundation, and its offset.
  static func row(
    _ id: Int = 1, at instant: Int, in zone: Foundation.TimeZone, seconds: Int, changes: JSONObject = [:]
  ) -> JSONValue {
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
    func wall(_ seconds: Int) -> JSONValue {
      .string(LocalTime(Instant(seconds: seconds), at: UTCOffset(seconds: offset)).text)
    }
    var row: JSONObject = [
      "id": JSONValue(id), "start": wall(instant), "end": wall(instant + seconds), "duration": JSONValue(seconds),
      "timezone": .string(UTCOffset(seconds: offset).gmtText), "project": "Website", "project_id": 5201,
      "task": "Write report", "task_id": 42, "customer": "Acme", "customer_id": 3101, "user": "Ada", "user_id": 9001,
      "is_billable": true, "event_type": "WORK",
    ]
    for change in changes { row[change.key] = change.value }
    return .object(row)
  }

  /// An aggregator that has counted all rows.
  static func aggregator(
    _ rows: [JSONValue], _ rules: Aggregator.Rules, in zone: Basics.TimeZone = .utc
  ) throws -> Aggregator {
    var aggregator = Aggregator(rules, machineZone: zone)
    for row in rows { try aggregator.add(row) }
    aggregator.finish(accountZone: zone)
    return aggregator
  }

  /// The seconds of each group of the first level, by name.
  static func sums(_ aggregator: Aggregator) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: aggregator.groups().map { ($0.label.name ?? "", $0.amount.seconds) })
  }

  static func rules(_ levels: ReportLevel...) -> Aggregator.Rules { Aggregator.Rules(levels: levels) }

  /// 2026-03-02 00:00:00 UTC, a Monday.
  static let monday = 1_772_409_600
}

/// Pseudorandom numbers, the same in every run (a linear congruential generator).
struct ReportDice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

/// A week with a clock change, and the length of the day it is on.
struct ChangeWeek: CustomTestStringConvertible, Sendable {
  var zone: String
  /// The Monday of the week, and the day of the change.
  var monday: String
  var oddDay: String
  var hours: Double

  var testDescription: String { "\(zone) \(oddDay)" }

  static let all = [
    ChangeWeek(zone: "Europe/Berlin", monday: "2026-03-23", oddDay: "2026-03-29", hours: 23),
    ChangeWeek(zone: "Europe/Berlin", monday: "2026-10-19", oddDay: "2026-10-25", hours: 25),
    ChangeWeek(zone: "America/New_York", monday: "2026-03-02", oddDay: "2026-03-08", hours: 23),
    ChangeWeek(zone: "America/New_York", monday: "2026-10-26", oddDay: "2026-11-01", hours: 25),
    ChangeWeek(zone: "Australia/Lord_Howe", monday: "2026-03-30", oddDay: "2026-04-05", hours: 24.5),
    ChangeWeek(zone: "Australia/Lord_Howe", monday: "2026-09-28", oddDay: "2026-10-04", hours: 23.5),
  ]

  func timeZone() throws -> Foundation.TimeZone {
    let known = Foundation.TimeZone(identifier: zone)
    return try #require(known)
  }

  /// The midnight of a day according to Foundation.
  func midnight(_ day: String) throws -> Int {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = try timeZone()
    format.dateFormat = "yyyy-MM-dd"
    return Int(try #require(format.date(from: day)).timeIntervalSince1970)
  }
}
