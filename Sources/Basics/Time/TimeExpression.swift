/// A point in time as given by a user, for example for `--date`.
public enum TimeExpression: Sendable, Equatable {
  /// A local time on a day, or on the current day where none is written: `09:00`, `yesterday 9am`, `2026-03-02 09:00`.
  case clock(ClockTime, on: DayExpression?)
  /// A date and time with its UTC offset: `2026-03-02T09:00:00+01:00`, `2026-03-02 09:00 Z`.
  case exact(Instant, UTCOffset)
  /// A number of seconds before now: `now`, `-15m`, `2 hours ago`.
  case ago(seconds: Int)

  /// The accepted forms on one line, for messages and help.
  public static let forms = "09:00, 'yesterday 17:30', 2026-03-02T09:00:00+01:00 or -15m"

  /// Typical values, for completion.
  public static let words = ["now", "-15m", "-1h", "noon", "midnight", "9:00", "yesterday 9:00"]

  /// Reads one of the forms, words in any case; nil for anything else, including dates and times that do not exist.
  public init?(_ text: String) {
    if let seconds = Self.secondsAgo(text) {
      self = .ago(seconds: seconds)
      return
    }
    var cursor = TextCursor(text)
    if let time = ClockTime(&cursor), cursor.atEnd {
      self = .clock(time, on: nil)
      return
    }
    cursor = TextCursor(text)
    guard let day = DayExpression(&cursor) else { return nil }
    var isDate = false
    if case .date = day { isDate = true }
    guard cursor.skipBlanks() || (isDate && cursor.takeOne(of: "Tt") != nil), let time = ClockTime(&cursor) else {
      return nil
    }
    if cursor.atEnd {
      self = .clock(time, on: day)
      return
    }
    guard case .date(let date) = day, let offset = Self.offset(&cursor) else { return nil }
    self = .exact(date.at(time).instant(at: offset), offset)
  }

  /// Reads `now`, `-15m`, `-1.5h`, `15m ago` or `2 hours ago`.
  private static func secondsAgo(_ text: String) -> Int? {
    let lowered = text.lowercased()
    if lowered == "now" { return 0 }
    if lowered.hasPrefix("-") { return DurationText.withUnits(String(lowered.dropFirst())) }
    guard lowered.hasSuffix("ago") else { return nil }
    var length = lowered.dropLast(3)
    guard length.hasSuffix(" ") else { return nil }
    while length.hasSuffix(" ") { length.removeLast() }
    return DurationText.withUnits(String(length))
  }

  /// Reads the rest of a date and time: an optional fraction of a second and an offset, which may stand behind a blank.
  private static func offset(_ cursor: inout TextCursor) -> UTCOffset? {
    if cursor.take("."), cursor.run(while: { (0x30...0x39).contains($0) }).isEmpty { return nil }
    cursor.skipBlanks()
    let rest = cursor.run { _ in true }
    let isNumeric = [3, 5, 6].contains(rest.utf8.count) && (rest.hasPrefix("+") || rest.hasPrefix("-"))
    return isNumeric || rest.utf8.count == 1 ? UTCOffset(rest) : nil
  }

  /// True if a day is written, as a date or a word, or does not matter.
  public var hasDay: Bool { if case .clock(_, on: nil) = self { false } else { true } }

  /// The time of day if it is written without a day.
  public var timeOfDay: ClockTime? { if case .clock(let time, on: nil) = self { time } else { nil } }
}

extension TimeExpression {
  /// A text in one of the forms that a text which is none of them probably means; nil if there is none.
  public static func suggestion(for text: String) -> String? {
    if DurationText.withUnits(text.lowercased()) != nil { return text + " ago" }
    if DayExpression(text) != nil { return valid("\(text) 09:00") }
    if let time = clock(text) { return time }
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let first = words.first else { return nil }
    let isDay = DayExpression(first) != nil
    guard let day = isDay ? first : DayExpression.suggestion(for: first) else { return nil }
    if words.count < 2 { return valid("\(day) 09:00") }
    var cursor = TextCursor(words[1])
    let isTime = ClockTime(&cursor) != nil && cursor.atEnd
    return (isTime ? words[1] : clock(words[1])).flatMap { valid("\(day) \($0)") }
  }

  private static func valid(_ suggestion: String) -> String? { TimeExpression(suggestion) == nil ? nil : suggestion }

  /// `9`, `17.30`, `17h30` and `1730` as `9:00` and `17:30`.
  private static func clock(_ text: String) -> String? {
    let digits = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    var parts = text.split { !("0"..."9").contains($0) }.map(String.init)
    if digits, text.utf8.count > 2 { parts = [String(text.dropLast(2)), String(text.suffix(2))] }
    guard let first = parts.first, text.hasPrefix(first), parts.count <= 2, text.utf8.count <= 5 else { return nil }
    var cursor = TextCursor(first + ":" + (parts.count == 2 ? parts[1] : "00"))
    guard let time = ClockTime(&cursor), cursor.atEnd else { return nil }
    return time.text
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

  /// The time as the end of an entry: of a local time that occurs twice, only the second may be after the start.
  public func asEnd(after start: Instant, in zone: TimeZone) -> ResolvedTime {
    guard isRepeatedHour, instant <= start, let later = zone.instants(of: local).first(where: { $0 > start }) else {
      return self
    }
    return ResolvedTime(later, in: zone)
  }
}

extension TimeExpression {
  /// Resolves the expression: days and "ago" are relative to `now`, local times are those of `zone`. Throws a usage
  /// error for a local time that the zone skips, with the next valid time, and for a point before the year 1.
  ///
  /// - Parameter day: a point in time on the day that a time without a day refers to; nil for today.
  public func resolve(
    now: Instant, in zone: TimeZone, on day: Instant? = nil
  ) throws(TTError) -> ResolvedTime {
    switch self {
    case .clock(let time, on: nil): return try Self.resolve(zone.local(at: day ?? now).at(time), in: zone)
    case .clock(let time, on: let written?):
      return try Self.resolve(written.resolve(today: zone.local(at: now)).at(time), in: zone)
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
