extension Instant {
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
}
