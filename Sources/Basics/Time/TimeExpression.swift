/// A point in time as given by a user, for example for `--date`.
public enum TimeExpression: Sendable, Equatable {
  /// A local date and time: `2026-03-02 09:00:00`, `2026-03-02 09:00`.
  case local(LocalTime)
  /// A local time today: `09:00`, `09:00:30`.
  case timeOfDay(hour: Int, minute: Int, second: Int)
  /// RFC 3339 with `Z` or an offset, to the second: `2026-03-02T09:00:00+01:00`.
  case exact(Instant, UTCOffset)
  /// A number of seconds before now: `-15m`, `-1h30m`, `-90s`, `-1d`.
  case ago(seconds: Int)

  /// The accepted forms on one line, for messages and help.
  public static let forms = "yyyy-MM-dd HH:mm:ss, HH:MM, RFC 3339 or -1h30m"

  /// Reads one of the forms; nil for anything else, including dates and times that do not exist.
  public init?(_ text: String) {
    if text.hasPrefix("-") {
      guard let seconds = DurationText.units(String(text.dropFirst())) else { return nil }
      self = .ago(seconds: seconds)
      return
    }
    var cursor = TextCursor(text)
    if let local = LocalTime(&cursor, digits: 2...2) {
      self.init(local, &cursor)
      return
    }
    cursor = TextCursor(text)
    guard let time = LocalTime.timeOfDay(&cursor, hour: 1...2, rest: 2...2), cursor.atEnd, time.hour < 24,
      time.minute < 60,
      time.second < 60
    else { return nil }
    self = .timeOfDay(hour: time.hour, minute: time.minute, second: time.second)
  }

  /// Reads what may follow date and time: nothing, or an optional fraction and an offset.
  private init?(_ local: LocalTime, _ cursor: inout TextCursor) {
    if cursor.atEnd {
      self = .local(local)
      return
    }
    if cursor.take("."), cursor.run(while: { (0x30...0x39).contains($0) }).isEmpty { return nil }
    let rest = cursor.run { _ in true }
    let isNumeric = rest.utf8.count == 6 && (rest.hasPrefix("+") || rest.hasPrefix("-"))
    guard isNumeric || rest.utf8.count == 1, let offset = UTCOffset(rest) else { return nil }
    self = .exact(local.instant(at: offset), offset)
  }
}

/// A point in time in a zone, both as an instant and as a local time.
public struct ResolvedTime: Sendable, Equatable {
  /// The point in time.
  public let instant: Instant
  /// The zone's local time at that point.
  public let local: LocalTime
  /// The zone's offset at that point.
  public let offset: UTCOffset
  /// True if the given local time occurs twice that day; the first occurrence is used (RFC 5545).
  public let isRepeatedHour: Bool

  /// The time in a zone at a point in time.
  public init(_ instant: Instant, in zone: TimeZone, isRepeatedHour: Bool = false) {
    self.instant = instant
    offset = zone.offset(at: instant)
    local = LocalTime(instant, at: offset)
    self.isRepeatedHour = isRepeatedHour
  }
}

extension TimeExpression {
  /// True for a time of day without a day.
  public var isTimeOfDay: Bool { if case .timeOfDay = self { true } else { false } }

  /// Resolves the expression: "today" and "ago" are relative to `now`, local times are those of `zone`. Throws a usage
  /// error for a local time that the zone skips, with the next valid time, and for a point before the year 1.
  ///
  /// - Parameter day: a point in time on the day that a time without a day refers to; nil for today.
  public func resolve(
    now: Instant, in zone: TimeZone, on day: Instant? = nil
  ) throws(TTError) -> ResolvedTime {
    switch self {
    case .local(let local): return try Self.resolve(local, in: zone)
    case .timeOfDay(let hour, let minute, let second):
      let today = zone.local(at: day ?? now)
      guard
        let local = LocalTime(
          year: today.year, month: today.month, day: today.day, hour: hour, minute: minute, second: second)
      else { throw .usage("invalid time of day \(hour):\(minute):\(second)") }
      return try Self.resolve(local, in: zone)
    case .exact(let instant, _): return ResolvedTime(instant, in: zone)
    case .ago(let seconds):
      let (point, wrapped) = now.seconds.subtractingReportingOverflow(seconds)
      guard !wrapped, point > Civil.earliest + 366 * Civil.secondsPerDay else {
        throw .usage("\(DurationText.short(seconds)) ago is before the year 1")
      }
      return ResolvedTime(Instant(seconds: point, nanoseconds: now.nanoseconds), in: zone)
    }
  }

  private static func resolve(_ local: LocalTime, in zone: TimeZone) throws(TTError) -> ResolvedTime {
    let instants = zone.instants(of: local)
    guard let first = instants.first else {
      let next = zone.local(at: zone.firstInstant(after: local)).text
      throw .usage(
        "\(local.text) does not exist in \(zone.name), where the clocks skip it; the next valid time is \(next)")
    }
    return ResolvedTime(first, in: zone, isRepeatedHour: instants.count > 1)
  }
}
