/// A span of calendar days, both ends included.
public struct DaySpan: Sendable, Equatable {
  /// The first day's midnight.
  public let first: LocalTime
  /// The last day's midnight.
  public let last: LocalTime

  /// The span of two days; nil if the last is before the first.
  public init?(from first: LocalTime, to last: LocalTime) {
    guard first.midnight <= last.midnight else { return nil }
    (self.first, self.last) = (first.midnight, last.midnight)
  }

  /// The midnights of its days.
  public var days: [LocalTime] { (0...last.days(since: first)).map { first.adding(days: $0) } }

  private init(_ first: LocalTime, days: Int) {
    self.first = first.midnight
    last = first.midnight.adding(days: days - 1)
  }

  /// One day.
  public static func day(_ day: LocalTime) -> DaySpan { DaySpan(day, days: 1) }

  /// The week of a day; `start` is its first weekday, 1 for Monday.
  public static func week(of day: LocalTime, start: Int) -> DaySpan {
    DaySpan(day.adding(days: -((day.weekday - start + 7) % 7)), days: 7)
  }

  /// The month of a day.
  public static func month(of day: LocalTime) -> DaySpan {
    DaySpan(day.adding(days: 1 - day.day), days: Civil.daysInMonth(day.month, of: day.year))
  }

  /// The year of a day.
  public static func year(of day: LocalTime) -> DaySpan {
    let first = month(of: day).first
    let january = LocalTime(year: day.year, month: 1, day: 1) ?? first
    return DaySpan(january, days: Civil.isLeap(day.year) ? 366 : 365)
  }

  /// A number of days that end with a day.
  public static func last(days: Int, to day: LocalTime) -> DaySpan { DaySpan(day.adding(days: 1 - days), days: days) }

  /// Reads a week of ISO 8601, `2026-W48`, from Monday to Sunday; nil for anything else and for weeks that do not exist.
  public init?(week text: String) {
    var cursor = TextCursor(text)
    guard let year = cursor.number(4...4), year > 0, cursor.take("-"), cursor.takeWord("w"),
      let week = cursor.number(1...2), cursor.atEnd, week > 0,
      let fourth = LocalTime(year: year, month: 1, day: 4)
    else { return nil }
    // 4 January is always in the first week; a week belongs to the year of its Thursday.
    let first = DaySpan.week(of: fourth, start: 1).first.adding(days: 7 * (week - 1))
    guard first.adding(days: 3).year == year else { return nil }
    self.init(first, days: 7)
  }

  /// Reads a month, `2026-10`.
  public init?(month text: String) {
    guard text.utf8.count == 7, let first = LocalTime(dateText: text + "-01") else { return nil }
    self = .month(of: first)
  }

  /// Reads a year, `2026`.
  public init?(year text: String) {
    guard text.utf8.count == 4, let first = LocalTime(dateText: text + "-01-01") else { return nil }
    self = .year(of: first)
  }

  /// Reads a number of days or weeks up to ten years, `7d` or `2w`, as days.
  public static func days(_ text: String) -> Int? {
    var cursor = TextCursor(text)
    guard let count = cursor.number(1...4), count > 0 else { return nil }
    cursor.skipBlanks()
    let days =
      cursor.takeWholeWord(["d", "day", "days"])
      ? count : cursor.takeWholeWord(["w", "week", "weeks"]) ? count * 7 : nil
    guard let days, cursor.atEnd, days <= 3660 else { return nil }
    return days
  }
}
