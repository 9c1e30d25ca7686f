/// A point in time, independent of any time zone.
public struct Instant: Sendable, Hashable, Comparable {
  /// Whole seconds since 1970-01-01T00:00:00Z, not counting leap seconds.
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

  /// The seconds since an earlier point in time.
  public func seconds(since earlier: Instant) -> Double {
    Double(seconds - earlier.seconds) + Double(nanoseconds - earlier.nanoseconds) / 1e9
  }

  /// RFC 3339 in UTC to the second, for example `2026-03-02T08:00:00Z`. Fractions are truncated.
  public var rfc3339: String {
    var text = dateTime(at: UTCOffset(seconds: 0))
    text.append("Z")
    return text.text
  }

  /// RFC 3339 at an offset, for example `2026-03-02T09:00:00+01:00`. RFC 3339 does not allow seconds in offsets, so
  /// historical offsets that have them are truncated to the minute, and the local time is that of the truncated offset.
  public func rfc3339(_ offset: UTCOffset) -> String {
    let whole = UTCOffset(seconds: offset.seconds / 60 * 60)
    var text = dateTime(at: whole)
    whole.append(to: &text)
    return text.text
  }

  private func dateTime(at offset: UTCOffset) -> TextBuffer {
    var text = TextBuffer(capacity: 32)
    LocalTime(self, at: offset).append(to: &text, separator: "T")
    return text
  }
}

// MARK: - HTTP dates

extension Instant {
  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads the date of an HTTP header (RFC 9110, IMF-fixdate), for example `Sun, 06 Nov 1994 08:49:37 GMT`; nil for
  /// anything else, including the obsolete forms.
  public init?(httpDate text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 6, words[0].hasSuffix(","), words[5] == "GMT",
      let month = Self.months.firstIndex(of: words[2]),
      let time = LocalTime(serviceText: "\(words[3])-\(Civil.padded(month + 1))-\(words[1]) \(words[4])")
    else { return nil }
    self = time.instant(at: UTCOffset(seconds: 0))
  }

  /// The date in the form of HTTP headers (RFC 9110, IMF-fixdate), for example `Sun, 06 Nov 1994 08:49:37 GMT`.
  /// Fractions of a second are truncated.
  public var httpDate: String {
    let time = LocalTime(self, at: UTCOffset(seconds: 0))
    let date = "\(Civil.padded(time.day)) \(Self.months[time.month - 1]) \(Civil.padded(time.year, 4))"
    return "\(Self.weekdays[time.weekday - 1]), \(date) \(time.timeText) GMT"
  }
}
