import Basics
import TrackingTime

/// The start, end and duration of a time entry. Two of them determine the third.
struct EntryTimes {
  /// The flag that takes the duration.
  static let durationFlag = Flag(
    name: "duration", value: "DURATION", summary: "duration, such as 1h30m, 45m or 1:30")

  private let start: ResolvedTime?
  private let end: ResolvedTime?
  /// In seconds.
  private let duration: Int?
  private let now: Instant
  /// A leap year, in seconds: a bound against overflow, far above any real entry.
  private static let maxDuration = 366 * 86400

  /// Reads `start`, `end` and `timezone` from the arguments of a call, and the duration from its flag.
  ///
  /// - Throws: a usage error for an invalid argument or duration, or a local time that does not exist.
  init(_ call: ToolCall, arguments: Arguments, session: Session) throws(TTError) {
    now = session.context.clock()
    let values = try Catalog.parseArguments(of: call)
    var zone = try session.zone()
    if case .offset(let offset)? = values["timezone"] { zone = TimeZone(fixed: offset) }
    start = try values.time("start")?.resolve(now: now, in: zone)
    end = try values.time("end")?.resolve(now: now, in: zone)
    guard let word = arguments.value("duration") else {
      duration = nil
      return
    }
    guard let seconds = DurationText.parse(word), seconds > 0, seconds <= Self.maxDuration else {
      throw .invalidValue(word, for: "--duration", expected: "a duration such as 1h30m, 1.5h, 45m or 1:30")
    }
    duration = seconds
  }

  /// Sets the missing one of `start` and `end`.
  ///
  /// - Parameter endsNow: true when a duration alone means an entry that ends now.
  /// - Throws: a usage error when there are too few or too many of them.
  func complete(_ values: inout JSONObject, endsNow: Bool) throws(TTError) {
    guard let duration else {
      if endsNow, start == nil || end == nil {
        throw .usage("two of --start, --end and --duration are required, or --duration alone")
      }
      return
    }
    if start != nil, end != nil {
      throw .usage("--start, --end and --duration cannot all be combined", hint: "specify two of them")
    }
    if let start {
      values["end"] = .string(text(start.instant.seconds + duration, start.offset))
    } else if let end {
      values["start"] = .string(text(end.instant.seconds - duration, end.offset))
    } else if endsNow {
      values["start"] = .string("-\(duration)s")
      values["end"] = .string("-0s")
    } else {
      throw .usage("--duration requires --start or --end")
    }
  }

  private func text(_ seconds: Int, _ offset: UTCOffset) -> String { Instant(seconds: seconds).rfc3339(offset) }
}
