/// The offset of a local clock from UTC at a point in time.
public struct UTCOffset: Sendable, Hashable {
  /// Seconds ahead of UTC; negative west of Greenwich.
  public var seconds: Int

  /// Makes an offset; `seconds` is negative west of Greenwich.
  public init(seconds: Int) { self.seconds = seconds }

  /// The seconds, limited to the range of zone files so that sums cannot overflow.
  var clamped: Int { min(max(seconds, Self.minSeconds), Self.maxSeconds) }

  /// RFC 8536 requires offsets between −25 and +26 hours.
  static let minSeconds = -89_999
  static let maxSeconds = 93_599

  /// The service's form: `GMT+05:30`, `GMT-03:00`, `GMT+00:00`. Seconds are dropped.
  public var gmtText: String { "GMT" + isoText }

  /// RFC 3339's form: `+05:30`. Seconds are dropped.
  public var isoText: String {
    var text = TextBuffer(capacity: 6)
    append(to: &text)
    return text.text
  }

  /// Appends RFC 3339's form.
  func append(to text: inout TextBuffer) {
    let minutes = clamped / 60
    text.append(minutes < 0 ? "-" : "+")
    text.append(twoDigits: abs(minutes) / 60)
    text.append(":")
    text.append(twoDigits: abs(minutes) % 60)
  }

  /// Reads `GMT`, `UTC`, `Z`, `GMT+3`, `GMT+03:00`, `GMT 03:00` (a plus that became a blank in a query),
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
