/// Durations as text.
public enum DurationText {
  /// The accepted forms on one line, for messages and help.
  public static let forms = "1h30m, 90m, 1.5h, 1:30 or 45s"

  /// Reads `1h30m`, `1h 30m`, `90 min`, `2 hours`, `1.5h`, `1,5h`, `1d`, `1:30` (hours and minutes), `01:30:00` or
  /// `PT1H30M` (ISO 8601), in any case, as seconds. Nil for a plain number, whose unit would be ambiguous, and for
  /// durations that do not fit 64 bits.
  public static func parse(_ text: String) -> Int? {
    let lowered = text.lowercased()
    return withUnits(lowered) ?? clockForm(lowered) ?? isoForm(lowered)
  }

  /// A duration in one of the forms that a text which is none of them probably means: both readings of a plain number.
  public static func suggestion(for text: String) -> String? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return "\(text)m or \(text)h"
  }

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

  /// The units, the largest first, and the words for them.
  private static let units: [(seconds: Int, words: [StaticString])] = [
    (86_400, ["days", "day", "d"]), (3600, ["hours", "hour", "hrs", "hr", "h"]),
    (60, ["minutes", "minute", "mins", "min", "m"]), (1, ["seconds", "second", "secs", "sec", "s"]),
  ]

  /// The forms with units, in lower case: each unit at most once, the largest first; or a single one with up to three
  /// decimals, rounded to the second.
  static func withUnits(_ text: String) -> Int? { wholeUnits(text) ?? fraction(text) }

  private static func wholeUnits(_ text: String) -> Int? {
    var cursor = TextCursor(text)
    var total = 0
    var found = false
    for unit in units {
      let mark = cursor
      if found { cursor.skipBlanks() }
      guard let count = cursor.number(1...19), takeUnit(unit.words, &cursor) else {
        cursor = mark
        continue
      }
      let (product, tooBig) = count.multipliedReportingOverflow(by: unit.seconds)
      let (sum, wrapped) = total.addingReportingOverflow(product)
      if tooBig || wrapped { return nil }
      total = sum
      found = true
    }
    return found && cursor.atEnd ? total : nil
  }

  private static func takeUnit(_ words: [StaticString], _ cursor: inout TextCursor) -> Bool {
    cursor.skipBlanks()
    return cursor.takeWholeWord(words)
  }

  private static func fraction(_ text: String) -> Int? {
    var cursor = TextCursor(text)
    guard let whole = cursor.number(1...6), cursor.takeOne(of: ".,") != nil else { return nil }
    let start = cursor.position
    guard let decimals = cursor.number(1...3) else { return nil }
    let scale = [10, 100, 1000][cursor.position - start - 1]
    for unit in units.dropLast() where takeUnit(unit.words, &cursor) {
      return cursor.atEnd ? ((whole * scale + decimals) * unit.seconds + scale / 2) / scale : nil
    }
    return nil
  }

  /// `PT1H30M`, `P1DT2H`: a day part with days only, and a time part after `T`.
  private static func isoForm(_ text: String) -> Int? {
    guard text.hasPrefix("p") else { return nil }
    let parts = text.dropFirst().split(separator: "t", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 || parts.count == 1 && parts[0].hasSuffix("d"), !text.contains(" ") else { return nil }
    let days = parts[0].isEmpty ? 0 : parts[0].hasSuffix("d") ? withUnits(parts[0]) : nil
    let time = parts.count == 1 ? 0 : parts[1].contains("d") ? nil : withUnits(parts[1])
    guard let days, let time else { return nil }
    let (sum, wrapped) = days.addingReportingOverflow(time)
    return wrapped ? nil : sum
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
