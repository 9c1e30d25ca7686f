/// A point on the time line, the same everywhere on Earth.
public struct Instant: Sendable, Hashable, Comparable {
  /// Whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public var seconds: Int
  /// The part beyond the whole second, 0 to 999,999,999.
  public var nanoseconds: Int

  /// A point `seconds` (and `nanoseconds`) after 1970-01-01T00:00:00Z.
  public init(seconds: Int, nanoseconds: Int = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Earlier points come first.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.seconds == right.seconds ? left.nanoseconds < right.nanoseconds : left.seconds < right.seconds
  }

  /// How long ago an earlier point was, in seconds.
  public func seconds(since earlier: Instant) -> Double {
    Double(seconds - earlier.seconds) + Double(nanoseconds - earlier.nanoseconds) / 1e9
  }

  /// RFC 3339 in UTC to the second, for example `2026-03-02T08:00:00Z`. Fractions are cut.
  public var rfc3339: String { dateTime(at: UTCOffset(seconds: 0)) + "Z" }

  /// RFC 3339 at an offset, for example `2026-03-02T09:00:00+01:00`. RFC 3339 knows no seconds in offsets, so the
  /// historical offsets that have them are cut to the minute, and the wall clock with them.
  public func rfc3339(_ offset: UTCOffset) -> String {
    let whole = UTCOffset(seconds: offset.seconds / 60 * 60)
    return dateTime(at: whole) + whole.isoText
  }

  private func dateTime(at offset: UTCOffset) -> String {
    let local = LocalTime(self, at: offset)
    return "\(local.dateText)T\(local.timeText)"
  }
}
