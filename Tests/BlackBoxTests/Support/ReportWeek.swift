import struct Basics.LocalTime
import struct Basics.UTCOffset
import Foundation
import Sandbox
import Testing

/// A week with a clock change, and a workspace with entries across its nights.
struct ReportWeek: CustomTestStringConvertible, Sendable {
  var zone: String
  /// Monday and Sunday of the week.
  var from: String
  var to: String

  var testDescription: String { "\(zone) \(from)" }

  static let all = [
    ReportWeek(zone: "Europe/Berlin", from: "2026-03-23", to: "2026-03-29"),
    ReportWeek(zone: "Europe/Berlin", from: "2026-10-19", to: "2026-10-25"),
    ReportWeek(zone: "America/New_York", from: "2026-03-02", to: "2026-03-08"),
    ReportWeek(zone: "America/New_York", from: "2026-10-26", to: "2026-11-01"),
    ReportWeek(zone: "Australia/Lord_Howe", from: "2026-03-30", to: "2026-04-05"),
    ReportWeek(zone: "Australia/Lord_Howe", from: "2026-09-28", to: "2026-10-04"),
  ]

  /// Adds up the seconds of each day, second by second of UTC, for entries `start instant,seconds`.
  static let python = """
    import sys, json, zoneinfo, datetime
    zone = zoneinfo.ZoneInfo(sys.argv[1])
    days = {}
    for entry in sys.argv[2:]:
        start, seconds = map(int, entry.split(","))
        for second in range(start, start + seconds, 30):
            day = str(datetime.datetime.fromtimestamp(second, zone).date())
            days[day] = days.get(day, 0) + 30
    print(json.dumps(days))
    """

  private struct NoSuchZone: Error {}

  /// The entries as the instants they start at and their lengths: one every five hours and a bit, of very different
  /// lengths, some of them across midnight and one across more than a day.
  private func entries() throws -> [(start: Int, seconds: Int)] {
    guard let timeZone = TimeZone(identifier: zone) else { throw NoSuchZone() }
    let monday = try wallClock(from + " 00:00:00", in: timeZone)
    return (0..<32).map { index in
      (Int(monday.timeIntervalSince1970) + index * 18_630, index == 20 ? 100_020 : 600 + index * 7890 % 24_000)
    }
  }

  /// The entries for the program above.
  func lines() throws -> [String] { try entries().map { "\($0.start),\($0.seconds)" } }

  /// The seeded workspace with these entries instead of its own, in an account of that zone.
  func workspace() throws -> Workspace {
    guard let timeZone = TimeZone(identifier: zone) else { throw NoSuchZone() }
    let tasks = [42, 8301, 8303, 8306]
    var workspace = Workspace.seeded(timeZone: timeZone)
    for id in workspace.events.ids { workspace.events[id] = nil }
    for (index, entry) in try entries().enumerated() {
      let offset = timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(entry.start)))
      workspace.enter(
        tasks[index % tasks.count], at: LocalTime(wallSeconds: entry.start + offset), for: entry.seconds, offset: offset
      )
    }
    return workspace
  }

  /// Three entries on Monday, 2 March 2026, in Berlin: a gap of 44:30 following the first, an overlap of five minutes of the
  /// others. Their IDs are 6401 to 6403.
  static let plain: Workspace = {
    var workspace = Workspace()
    let seeded = Workspace.seeded(timeZone: .gmt)
    workspace.accounts = seeded.accounts
    workspace.users = seeded.users
    workspace.customers = seeded.customers
    workspace.projects = seeded.projects
    workspace.tasks = seeded.tasks
    workspace.timeZone = "Europe/Berlin"
    for (time, seconds) in [("09:00:00", 4530), ("11:00:00", 1800), ("11:25:00", 600)] {
      guard let start = LocalTime("2026-03-02 " + time) else { continue }
      workspace.enter(42, at: start, for: seconds, offset: 3600)
    }
    return workspace
  }()
}

extension Workspace {
  /// Adds an entry of the current user.
  fileprivate mutating func enter(_ task: Int, at start: LocalTime, for seconds: Int, offset: Int) {
    events.upsert(
      Event(
        id: events.nextID, accountID: 700_001, userID: 9001, taskID: task, start: start, duration: seconds,
        zone: UTCOffset(seconds: offset), createdAt: start))
  }
}
