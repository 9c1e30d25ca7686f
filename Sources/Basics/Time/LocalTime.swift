/// A date and time of day without a time zone, in the years 0000 to 9999.
public struct LocalTime: Sendable, Hashable, Comparable {
  /// The year, 0 to 9999.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int
  /// The hour, 0 to 23.
  public let hour: Int
  /// The minute, 0 to 59.
  public let minute: Int
  /// The second, 0 to 59.
  public let second: Int

  /// Makes a local time; nil for an invalid day (30 February) or time (24:00:00).
  public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Civil.daysInMonth(month, of: year), (0...23).contains(hour), (0...59).contains(minute),
      (0...59).contains(second)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The local time at `offset` and `instant`, truncated to whole seconds. Points before the year 0000 or after 9999
  /// become the nearest local time within those years.
  public init(_ instant: Instant, at offset: UTCOffset) {
    self.init(wallSeconds: Civil.clamped(instant.seconds) + offset.clamped)
  }

  /// Makes a local time from the seconds between 1970-01-01 00:00:00 and it on the same clock.
  public init(wallSeconds: Int) {
    let seconds = Civil.clamped(wallSeconds)
    let days = Civil.floorDivide(seconds, Civil.secondsPerDay)
    let rest = seconds - days * Civil.secondsPerDay
    (year, month, day) = Civil.date(days)
    hour = rest / 3600
    minute = rest / 60 % 60
    second = rest % 60
  }

  /// Seconds between 1970-01-01 00:00:00 and this local time on the same clock.
  public var wallSeconds: Int { daysSince1970 * Civil.secondsPerDay + hour * 3600 + minute * 60 + second }

  private var daysSince1970: Int { Civil.days(year: year, month: month, day: day) }

  /// The point in time at which a clock at `offset` shows this local time.
  public func instant(at offset: UTCOffset) -> Instant { Instant(seconds: wallSeconds - offset.clamped) }

  /// The ISO weekday: 1 is Monday, 7 is Sunday.
  public var weekday: Int { Civil.weekday(daysSince1970) }

  /// The same time of day some days later, or earlier when `days` is negative. Stays within the years 0000 to 9999.
  public func adding(days: Int) -> LocalTime {
    let maxDays = 4_000_000
    let bounded = min(max(days, -maxDays), maxDays)
    return LocalTime(wallSeconds: wallSeconds + bounded * Civil.secondsPerDay)
  }

  /// The weekday in three letters: `Mon`.
  public var shortWeekday: String { ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday - 1] }

  /// The time some seconds later on the same clock, or earlier when `seconds` is negative. Stays within the years 0000
  /// to 9999.
  public func adding(seconds: Int) -> LocalTime {
    let maxShift = Civil.latest - Civil.earliest
    return LocalTime(wallSeconds: wallSeconds + min(max(seconds, -maxShift), maxShift))
  }

  /// The seconds from an earlier time to this one on the same clock; negative when `earlier` is the later of the two.
  public func seconds(since earlier: LocalTime) -> Int { wallSeconds - earlier.wallSeconds }

  /// The days from an earlier time's day to this one's; negative when `earlier` is on a later day.
  public func days(since earlier: LocalTime) -> Int { daysSince1970 - earlier.daysSince1970 }

  /// 00:00:00 of the same day, whether or not a zone skips it.
  public var midnight: LocalTime { LocalTime(wallSeconds: daysSince1970 * Civil.secondsPerDay) }

  /// Earlier local times come first.
  public static func < (left: LocalTime, right: LocalTime) -> Bool { left.wallSeconds < right.wallSeconds }
}

extension LocalTime {
  /// The service's form, `yyyy-MM-dd HH:mm:ss`.
  public var text: String {
    var text = TextBuffer(capacity: 19)
    append(to: &text, separator: " ")
    return text.text
  }

  /// `yyyy-MM-dd`.
  public var dateText: String {
    var text = TextBuffer(capacity: 10)
    appendDate(to: &text)
    return text.text
  }

  /// `HH:mm`.
  public var minuteText: String { String(timeText.dropLast(3)) }

  /// `HH:mm:ss`.
  public var timeText: String {
    var text = TextBuffer(capacity: 8)
    appendTime(to: &text)
    return text.text
  }

  /// Appends date and time with a character in between.
  func append(to text: inout TextBuffer, separator: Unicode.Scalar) {
    appendDate(to: &text)
    text.append(separator)
    appendTime(to: &text)
  }

  private func appendDate(to text: inout TextBuffer) {
    text.append(twoDigits: year / 100)
    text.append(twoDigits: year % 100)
    text.append("-")
    text.append(twoDigits: month)
    text.append("-")
    text.append(twoDigits: day)
  }

  private func appendTime(to text: inout TextBuffer) {
    text.append(twoDigits: hour)
    text.append(":")
    text.append(twoDigits: minute)
    text.append(":")
    text.append(twoDigits: second)
  }

  /// Reads `yyyy-MM-dd HH:mm:ss` or `yyyy-MM-dd HH:mm`, with a blank or a `T` in between. Nil for anything else,
  /// including dates and times that do not exist.
  public init?(_ text: String) {
    var cursor = TextCursor(text)
    guard let value = LocalTime(&cursor, digits: 2...2), cursor.atEnd else { return nil }
    self = value
  }

  /// Reads a day, `yyyy-MM-dd`, as its midnight.
  public init?(dateText: String) {
    var cursor = TextCursor(dateText)
    guard let date = LocalTime(dayAt: &cursor), cursor.atEnd else { return nil }
    self = date
  }

  /// Reads a day at the cursor, as its midnight.
  init?(dayAt cursor: inout TextCursor) {
    guard let date = Self.date(&cursor, digits: 2...2) else { return nil }
    self.init(year: date.year, month: date.month, day: date.day)
  }

  /// The same day at another time of day.
  func at(_ time: ClockTime) -> LocalTime {
    midnight.adding(seconds: time.hour * 3600 + time.minute * 60 + time.second)
  }

  /// True for text that starts like a date but with a day that does not exist, such as 2026-02-30.
  public static func namesNoDay(_ text: String) -> Bool {
    var cursor = TextCursor(text)
    guard let date = date(&cursor, digits: 2...2) else { return false }
    return LocalTime(year: date.year, month: date.month, day: date.day) == nil
  }

  /// Reads the forms the service is known to write and accept: as `init(_:)`, but also without leading zeros
  /// (`2026-3-2 9:5:0`).
  public init?(serviceText: String) {
    var cursor = TextCursor(serviceText)
    guard let value = LocalTime(&cursor, digits: 1...2), cursor.atEnd else { return nil }
    self = value
  }

  /// Reads date and time at the cursor and moves it past them.
  init?(_ cursor: inout TextCursor, digits: ClosedRange<Int>) {
    guard let date = Self.date(&cursor, digits: digits), cursor.takeOne(of: " Tt") != nil,
      let time = Self.timeOfDay(&cursor, hour: digits, rest: digits)
    else { return nil }
    self.init(
      year: date.year, month: date.month, day: date.day, hour: time.hour, minute: time.minute, second: time.second)
  }

  private static func date(
    _ cursor: inout TextCursor, digits: ClosedRange<Int>
  ) -> (year: Int, month: Int, day: Int)? {
    guard let year = cursor.number(4...4), year > 0, cursor.take("-"), let month = cursor.number(digits),
      cursor.take("-"), let day = cursor.number(digits)
    else { return nil }
    return (year, month, day)
  }

  /// Reads `HH:mm` or `HH:mm:ss`; the caller checks the ranges of the values.
  static func timeOfDay(
    _ cursor: inout TextCursor, hour: ClosedRange<Int>, rest: ClosedRange<Int>
  ) -> (hour: Int, minute: Int, second: Int)? {
    guard let hour = cursor.number(hour), cursor.take(":"), let minute = cursor.number(rest) else { return nil }
    guard cursor.take(":") else { return (hour, minute, 0) }
    guard let second = cursor.number(rest) else { return nil }
    return (hour, minute, second)
  }
}
