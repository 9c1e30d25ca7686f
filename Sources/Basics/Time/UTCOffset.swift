/// How far a wall clock is ahead of UTC at some moment.
public struct UTCOffset: Sendable, Hashable {
  /// Seconds ahead of UTC; negative west of Greenwich.
  public var seconds: Int

  /// An offset of so many seconds ahead of UTC.
  public init(seconds: Int) { self.seconds = seconds }

  /// Bounded to what a zone file may say, so that sums cannot overflow.
  var clamped: Int { min(max(seconds, Self.lowest), Self.highest) }

  /// RFC 8536 asks for offsets between −25 and +26 hours.
  static let lowest = -89_999
  static let highest = 93_599

  /// The service's form: `GMT+05:30`, `GMT-03:00`, `GMT+00:00`. Seconds are cut.
  public var gmtText: String { "GMT" + isoText }

  /// RFC 3339's form: `+05:30`. Seconds are cut.
  public var isoText: String {
    let minutes = clamped / 60
    let size = abs(minutes)
    return "\(minutes < 0 ? "-" : "+")\(Civil.padded(size / 60)):\(Civil.padded(size % 60))"
  }

  /// Reads `GMT`, `UTC`, `Z`, `GMT+3`, `GMT+03:00`, `GMT 03:00` (a blank that was a plus before it met a query),
  /// `+05:30`, `-0330`, `UTC-4`. Nil for anything else, beyond 18 hours and from 60 minutes.
  public init?(_ text: String) {
    var cursor = TextCursor(text)
    let named = cursor.takeWord("GMT") || cursor.takeWord("UTC")
    if !named, cursor.takeWord("Z") {
      guard cursor.atEnd else { return nil }
      self.init(seconds: 0)
      return
    }
    if named, cursor.atEnd {
      self.init(seconds: 0)
      return
    }
    guard let sign = named ? cursor.takeOne(of: "+- ") : cursor.takeOne(of: "+-"),
      let size = Self.size(&cursor), cursor.atEnd
    else { return nil }
    self.init(seconds: sign == UInt8(ascii: "-") ? -size : size)
  }

  /// Reads `3`, `03`, `3:30`, `03:30` or `0330` as seconds.
  private static func size(_ cursor: inout TextCursor) -> Int? {
    let hours: Int
    let minutes: Int
    if let both = cursor.number(4...4) {
      (hours, minutes) = (both / 100, both % 100)
    } else {
      guard let leading = cursor.number(1...2) else { return nil }
      hours = leading
      if cursor.take(":") {
        guard let trailing = cursor.number(2...2) else { return nil }
        minutes = trailing
      } else {
        minutes = 0
      }
    }
    let seconds = hours * 3600 + minutes * 60
    return minutes < 60 && seconds <= 18 * 3600 ? seconds : nil
  }
}
