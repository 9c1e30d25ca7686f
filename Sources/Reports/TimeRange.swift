import Basics

/// An instant and the UTC offset of the clock it is shown on.
public struct ZonedInstant: Equatable, Sendable {
  /// The instant.
  public var instant: Instant
  /// The UTC offset.
  public var offset: UTCOffset

  init(_ instant: Instant, in zone: TimeZone) {
    self.instant = instant
    offset = zone.offset(at: instant)
  }

  /// The local wall clock, `yyyy-MM-dd HH:mm:ss`.
  public var text: String { LocalTime(instant, at: offset).text }
  /// The instant in RFC 3339, with the offset.
  public var rfc3339: String { instant.rfc3339(offset) }
}

/// A period of one person's time: a gap between entries, or an overlap of two.
public struct TimeRange: Equatable, Sendable {
  /// The person.
  public var user: ReportLabel
  /// Where it starts.
  public var start: ZonedInstant
  /// Where it ends.
  public var end: ZonedInstant
  /// The IDs of the entries that overlap there; empty for a gap.
  public var entries: [Int] = []

  /// The local day it starts on, `yyyy-MM-dd`.
  public var day: String { String(start.text.prefix(10)) }
  /// Its length.
  public var seconds: Int { end.instant.seconds - start.instant.seconds }
}

/// The time one entry covers.
struct WorkSpan: Sendable {
  var entryID: Int?
  var user: ReportLabel
  /// The local wall clock at the start.
  var localStart: LocalTime
  var start: ZonedInstant
  var end: ZonedInstant

  /// Nil for an entry without a start or a length.
  init?(_ entry: ReportEntry, _ account: TimeZone) {
    guard let local = entry.start, let start = entry.startInstant(account), entry.seconds > 0 else { return nil }
    let zone = entry.zone(account)
    entryID = entry.id
    user = entry.user
    localStart = local
    self.start = ZonedInstant(start, in: zone)
    end = ZonedInstant(Instant(seconds: start.seconds + entry.seconds), in: zone)
  }
}
