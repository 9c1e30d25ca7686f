/// Durations as text.
public enum DurationText {
  /// Reads `90s`, `15m`, `1h30m`, `1h 30m`, `2h`, `1.5h`, `1d`, `1:30` (hours and minutes) or `01:30:00`, as seconds.
  /// Nil for a plain number, whose unit would be ambiguous, and for durations that do not fit 64 bits.
  public static func parse(_ text: String) -> Int? { units(text) ?? fraction(text) ?? clockForm(text) }

  /// Hours, minutes and seconds, for example `1:30:00` for 5400 seconds.
  public static func clock(_ seconds: Int) -> String {
    let size = seconds.magnitude
    let rest = Int(size % 3600)
    return "\(seconds < 0 ? "-" : "")\(size / 3600):\(Civil.padded(rest / 60)):\(Civil.padded(rest % 60))"
  }

  /// The two largest units: `1h 30m`, `2h`, `5m 20s`, `5m`, `45s`, `0s`. From an hour on, seconds are dropped.
  public static func short(_ seconds: Int) -> String {
    let size = seconds.magnitude
    let (hours, minutes, rest) = (size / 3600, size / 60 % 60, size % 60)
    var parts: [String] = []
    if hours > 0 { parts.append("\(hours)h") }
    if minutes > 0 { parts.append("\(minutes)m") }
    if hours == 0, rest > 0 || minutes == 0 { parts.append("\(rest)s") }
    return (seconds < 0 ? "-" : "") + parts.joined(separator: " ")
  }

  /// A waiting time: in seconds and, from two minutes on, also in larger units, for example `50400 s (14h)`.
  public static func wait(_ seconds: Int) -> String { "\(seconds) s" + (seconds < 120 ? "" : " (\(short(seconds)))") }

  /// The forms with units: each of d, h, m, s at most once, in this order.
  static func units(_ text: String) -> Int? {
    var cursor = TextCursor(text)
    var total = 0
    var found = false
    for (letter, size) in [("d" as Unicode.Scalar, 86_400), ("h", 3600), ("m", 60), ("s", 1)] {
      let mark = cursor
      if found { _ = cursor.take(" ") }
      guard let count = cursor.number(1...19), cursor.take(letter) else {
        cursor = mark
        continue
      }
      let (product, tooBig) = count.multipliedReportingOverflow(by: size)
      let (sum, wrapped) = total.addingReportingOverflow(product)
      if tooBig || wrapped { return nil }
      total = sum
      found = true
    }
    return found && cursor.atEnd ? total : nil
  }

  /// `1.5h`: one unit with up to three decimals, rounded to the second.
  private static func fraction(_ text: String) -> Int? {
    var cursor = TextCursor(text)
    guard let whole = cursor.number(1...6), cursor.take(".") else { return nil }
    let start = cursor.position
    guard let decimals = cursor.number(1...3) else { return nil }
    let scale = [10, 100, 1000][cursor.position - start - 1]
    for (letter, size) in [("d" as Unicode.Scalar, 86_400), ("h", 3600), ("m", 60)] where cursor.take(letter) {
      return cursor.atEnd ? ((whole * scale + decimals) * size + scale / 2) / scale : nil
    }
    return nil
  }

  private static func clockForm(_ text: String) -> Int? {
    var cursor = TextCursor(text)
    guard let hours = cursor.number(1...15), cursor.take(":"), let minutes = cursor.number(2...2), minutes < 60 else {
      return nil
    }
    var seconds = 0
    if cursor.take(":") {
      guard let value = cursor.number(2...2), value < 60 else { return nil }
      seconds = value
    }
    return cursor.atEnd ? hours * 3600 + minutes * 60 + seconds : nil
  }
}
