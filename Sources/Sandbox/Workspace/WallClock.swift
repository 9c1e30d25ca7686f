/// A date and time as it stands on somebody's wall, without a zone: what the service takes and gives as
/// `yyyy-MM-dd HH:mm:ss`.
public struct WallClock: Sendable, Hashable, Comparable {
  /// Seconds since 1970-01-01 00:00:00 on the same wall.
  public var seconds: Int

  /// The reading that lies `seconds` after 1970-01-01 00:00:00.
  public init(seconds: Int) { self.seconds = seconds }

  /// Reads `yyyy-MM-dd HH:mm:ss`; missing leading zeros are tolerated, as the service does. Nil for anything else.
  public init?(_ text: some StringProtocol) {
    let halves = text.split(separator: " ", omittingEmptySubsequences: true)
    guard halves.count == 2, let midnight = WallClock(day: halves[0]),
      let time = Self.numbers(halves[1], separator: ":"),
      time[0] < 24, time[1] < 60, time[2] < 60
    else { return nil }
    self.init(seconds: midnight.seconds + time[0] * 3600 + time[1] * 60 + time[2])
  }

  /// Midnight of a day written `yyyy-MM-dd`. Nil for anything else, and for days no calendar has.
  public init?(day: some StringProtocol) {
    guard let date = Self.numbers(day, separator: "-"), (1...9999).contains(date[0]), (1...12).contains(date[1]),
      (1...31).contains(date[2])
    else { return nil }
    let days = Self.days(year: date[0], month: date[1], day: date[2])
    guard Self.civil(days) == (date[0], date[1], date[2]) else { return nil }
    self.init(seconds: days * Self.day)
  }

  /// `yyyy-MM-dd HH:mm:ss`.
  public var text: String { "\(dayText) \(timeText)" }

  /// `yyyy-MM-dd`.
  public var dayText: String {
    let date = Self.civil(dayNumber)
    return "\(Self.padded(date.year, 4))-\(Self.padded(date.month))-\(Self.padded(date.day))"
  }

  /// `HH:mm:ss`.
  public var timeText: String { Self.clockText(seconds - dayNumber * Self.day) }

  /// `dd.MM.yyyy HH:mm:ss`, as an account with German settings shows it.
  public var localisedText: String {
    let date = Self.civil(dayNumber)
    return "\(Self.padded(date.day)).\(Self.padded(date.month)).\(Self.padded(date.year, 4)) \(timeText)"
  }

  /// Midnight before this reading.
  public var midnight: WallClock { WallClock(seconds: dayNumber * Self.day) }

  /// Later by so many seconds.
  public static func + (time: WallClock, seconds: Int) -> WallClock { WallClock(seconds: time.seconds + seconds) }

  /// The seconds from one reading to another.
  public static func - (end: WallClock, start: WallClock) -> Int { end.seconds - start.seconds }

  /// Earlier on the same wall.
  public static func < (first: WallClock, second: WallClock) -> Bool { first.seconds < second.seconds }

  /// The seconds of a day.
  public static let day = 86_400

  /// A length in seconds as `HH:mm:ss`; hours may exceed 23.
  static func clockText(_ seconds: Int) -> String {
    "\(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
  }

  /// A number with leading zeros.
  static func padded(_ number: Int, _ width: Int = 2) -> String {
    var digits = String(number)
    while digits.utf8.count < width { digits = "0" + digits }
    return digits
  }

  private var dayNumber: Int { Int((Double(seconds) / Double(Self.day)).rounded(.down)) }

  private static func numbers(_ text: some StringProtocol, separator: Character) -> [Int]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } && part.count <= 4 ? Int(part) : nil
    }
    return parts.count == 3 && numbers.count == 3 ? numbers : nil
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms").
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
