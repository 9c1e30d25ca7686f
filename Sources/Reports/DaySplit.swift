import Basics

/// Splits an entry at the midnights of its zone.
enum DaySplit {
  /// The part of an entry that lies within one local day.
  struct Part: Equatable, Sendable {
    /// A time on that day; nil when the entry has no readable start.
    var day: LocalTime?
    var seconds: Int
  }

  /// True when the entry may reach the next local day, so that its zone has to be known.
  static func reachesNextDay(_ entry: ReportEntry) -> Bool {
    guard let start = entry.start, entry.seconds > 0 else { return false }
    let second = start.hour * 3600 + start.minute * 60 + start.second
    // Clocks change at night: only an entry that starts before the change can meet midnight earlier than its own clock
    // suggests.
    let margin = start.hour < 5 ? 3 * 3600 : 0
    return second + entry.seconds > 86_400 - margin
  }

  /// The parts of an entry by local day, in order. They add up to its duration, even on days of 23 or 25 hours.
  static func parts(_ entry: ReportEntry, account: TimeZone) -> [Part] {
    guard reachesNextDay(entry), var day = entry.start, var cursor = entry.startInstant(account)?.seconds else {
      return [Part(day: entry.start, seconds: entry.seconds)]
    }
    let zone = entry.zone(account)
    let end = cursor + entry.seconds
    var parts: [Part] = []
    while true {
      let next = day.midnight.adding(days: 1).midnight
      let boundary = zone.startOfDay(of: next).seconds
      guard boundary < end, next > day else { break }
      // A zone that skips a whole day has two boundaries at the same instant.
      if boundary > cursor { parts.append(Part(day: day, seconds: boundary - cursor)) }
      cursor = max(cursor, boundary)
      day = next
    }
    return parts + [Part(day: day, seconds: end - cursor)]
  }
}
