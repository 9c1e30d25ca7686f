/// A calendar day as given by a user, for example for `--from` or `--due-date`.
public enum DayExpression: Sendable, Equatable {
  /// A date, `2026-03-02`, as its midnight.
  case date(LocalTime)
  /// A number of days from today: `today`, `yesterday`, `tomorrow`, `-7d`.
  case relative(days: Int)
  /// A weekday, 1 for Monday to 7 for Sunday: `monday`, `mon`.
  case weekday(Int)

  /// Which of the days of a weekday's name is meant.
  public enum Direction: Sendable, Equatable {
    /// The latest that is not after today: for time that was tracked.
    case past
    /// The first after today: for something that is due.
    case coming
  }

  /// The accepted forms on one line, for messages and help.
  public static let forms = "yyyy-MM-dd, today, yesterday, a weekday or -7d"

  static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
  static let relativeDays = ["yesterday": -1, "today": 0, "tomorrow": 1]
  /// All words for days.
  public static let words = ["today", "yesterday", "tomorrow"] + weekdays

  /// Reads one of the forms, words in any case; nil for anything else, including dates that do not exist.
  public init?(_ text: String) {
    if text.hasPrefix("-") {
      var cursor = TextCursor(String(text.dropFirst()))
      guard let days = cursor.number(1...7), cursor.takeWord("d"), cursor.atEnd else { return nil }
      self = .relative(days: -days)
      return
    }
    var cursor = TextCursor(text)
    guard let day = DayExpression(&cursor), cursor.atEnd else { return nil }
    self = day
  }

  /// Reads a date or a word for a day at the cursor.
  init?(_ cursor: inout TextCursor) {
    let start = cursor
    if let date = LocalTime(dayAt: &cursor) {
      self = .date(date)
      return
    }
    cursor = start
    let word = cursor.run { TextCursor.isLetter($0) }.lowercased()
    if let days = Self.relativeDays[word] {
      self = .relative(days: days)
    } else if let index = Self.weekdays.firstIndex(where: { $0 == word || Self.abbreviations(of: $0).contains(word) }) {
      self = .weekday(index + 1)
    } else {
      cursor = start
      return nil
    }
  }

  /// The first three letters, and the longer short forms of English.
  private static func abbreviations(of weekday: String) -> [String] {
    let long = ["tuesday": ["tues"], "wednesday": ["weds"], "thursday": ["thur", "thurs"]][weekday] ?? []
    return [String(weekday.prefix(3))] + long
  }

  /// The day's midnight, counted from today. Stays within the years 0000 to 9999.
  public func resolve(today: LocalTime, _ direction: Direction = .past) -> LocalTime {
    switch self {
    case .date(let date): return date
    case .relative(let days): return today.midnight.adding(days: days)
    case .weekday(let weekday):
      let back = (today.weekday - weekday + 7) % 7
      return today.midnight.adding(days: direction == .past ? -back : 7 - back)
    }
  }

  /// A day in one of the forms that a text which is none of them probably means; nil if there is none.
  public static func suggestion(for text: String) -> String? {
    if let date = dottedDate(text) { return date }
    guard let word = Spelling.closestMatch(to: text.lowercased(), among: words) else { return nil }
    return word
  }

  /// `25.11.2026`, `25/11/2026` and `2026/11/25` as `2026-11-25`.
  static func dottedDate(_ text: String) -> String? {
    let parts = text.split { $0 == "." || $0 == "/" || $0 == "-" }.map { Int($0) ?? 0 }
    guard parts.count == 3 else { return nil }
    let (year, day) = parts[0] > 31 ? (parts[0], parts[2]) : (parts[2], parts[0])
    guard year > 999 else { return nil }
    return LocalTime(year: year, month: parts[1], day: day)?.dateText
  }
}
