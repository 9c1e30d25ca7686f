import Basics

/// Why a written time cannot be used: a phrase without a full stop.
struct TimeProblem: Error {
  var text: String
}

/// Times as people and programs write them into tables.
enum WrittenTime {
  /// Reads `2026-11-25 09:00`, `25.11.2026 9:00 am`, RFC 3339, or a time of day on the day of `start`.
  ///
  /// - Parameters:
  ///   - zone: the zone of a local time. Of the two instants of a repeated hour, the first is used that is after `start`.
  ///   - start: the start of the entry whose end is read.
  static func read(_ text: String, in zone: TimeZone, after start: Instant? = nil) throws(TimeProblem) -> Instant {
    let text = text.trimmed
    if let start, let time = TimeExpression(text), time.timeOfDay != nil {
      return try resolve(time, on: start, in: zone, after: start)
    }
    let words = text.split(maxSplits: 1, omittingEmptySubsequences: true) { $0 == " " || $0 == "T" || $0 == "t" }
    guard let day = words.first else { throw TimeProblem(text: "the time is missing") }
    let date = try isoDate(String(day))
    guard words.count == 2 else { throw TimeProblem(text: "\(text.quoted) has no time of day") }
    guard let time = TimeExpression(date + " " + String(words[1]).trimmed) else {
      throw TimeProblem(text: "invalid time \(text.quoted): expected for example 2026-11-25 09:00")
    }
    return try resolve(time, on: nil, in: zone, after: start)
  }

  private static func resolve(
    _ time: TimeExpression, on day: Instant?, in zone: TimeZone, after start: Instant?
  ) throws(TimeProblem) -> Instant {
    do throws(TTError) {
      let resolved = try time.resolve(now: Instant(seconds: 0), in: zone, on: day)
      return resolved.isRepeatedHour
        ? instant(of: resolved.local, in: zone, after: start) ?? resolved.instant : resolved.instant
    } catch {
      throw TimeProblem(text: error.message)
    }
  }

  /// The instant of a local time: of two, the first that is after `start`. Nil where the zone skips it.
  static func instant(of local: LocalTime, in zone: TimeZone, after start: Instant? = nil) -> Instant? {
    let instants = zone.instants(of: local)
    if let start, let later = instants.first(where: { $0 > start }) { return later }
    return instants.first
  }

  /// The instants of two local times of one entry. If a clock set back leaves a choice, they are as far apart as the times
  /// are; else the earlier ones are used.
  ///
  /// - Throws: the local time that the zone skips.
  static func instants(from first: LocalTime, to last: LocalTime, in zone: TimeZone) throws(SkippedTime) -> (
    start: Instant, end: Instant
  ) {
    let starts = zone.instants(of: first)
    let ends = zone.instants(of: last)
    for start in starts {
      if let end = ends.first(where: { $0.seconds - start.seconds == last.seconds(since: first) }) {
        return (start, end)
      }
    }
    guard let start = starts.first else { throw SkippedTime(local: first) }
    guard let end = ends.first(where: { $0 > start }) ?? ends.first else { throw SkippedTime(local: last) }
    return (start, end)
  }

  /// A local time that does not exist.
  struct SkippedTime: Error {
    let local: LocalTime
  }

  /// A date as `yyyy-MM-dd`, if it can be read in one order only.
  private static func isoDate(_ text: String) throws(TimeProblem) -> String {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" || $0 == "." }
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } && (1...4).contains(part.utf8.count) ? Int(part) : nil
    }
    let invalid = TimeProblem(text: "invalid date \(text.quoted): expected for example 2026-11-25")
    guard parts.count == 3, numbers.count == 3 else { throw invalid }
    let (first, second, third) = (numbers[0], numbers[1], numbers[2])
    if parts[0].utf8.count == 4 { return try date(first, second, third, text) }
    let isAmbiguous = parts[2].utf8.count != 4 || first <= 12 && second <= 12 && first != second
    if isAmbiguous {
      throw TimeProblem(text: "the date \(text.quoted) can be read in two orders: expected for example 2026-11-25")
    }
    return first > 12 ? try date(third, second, first, text) : try date(third, first, second, text)
  }

  private static func date(_ year: Int, _ month: Int, _ day: Int, _ text: String) throws(TimeProblem) -> String {
    guard year > 0, let date = LocalTime(year: year, month: month, day: day) else {
      throw TimeProblem(text: "there is no day \(text.quoted)")
    }
    return date.dateText
  }
}
