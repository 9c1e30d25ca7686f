extension Instant {
  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads the date of an HTTP header (RFC 9110, IMF-fixdate), for example `Sun, 06 Nov 1994 08:49:37 GMT`; nil for
  /// anything else, the obsolete forms among them.
  public init?(httpDate text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 6, words[0].hasSuffix(","), words[5] == "GMT",
      let month = Self.months.firstIndex(of: words[2]),
      let time = LocalTime(serviceText: "\(words[3])-\(Civil.padded(month + 1))-\(words[1]) \(words[4])")
    else { return nil }
    self = time.instant(at: UTCOffset(seconds: 0))
  }

  /// The date as an HTTP header writes it (RFC 9110, IMF-fixdate), for example `Sun, 06 Nov 1994 08:49:37 GMT`. Fractions
  /// of a second are cut.
  public var httpDate: String {
    let time = LocalTime(self, at: UTCOffset(seconds: 0))
    let date = "\(Civil.padded(time.day)) \(Self.months[time.month - 1]) \(Civil.padded(time.year, 4))"
    return "\(Self.weekdays[time.weekday - 1]), \(date) \(time.timeText) GMT"
  }
}
