/// Arithmetic of the proleptic Gregorian calendar on plain integers.
enum Civil {
  /// 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z in seconds since 1970: the range of four-digit years.
  static let earliest = -62_167_219_200
  static let latest = 253_402_300_799

  static let secondsPerDay = 86_400

  /// The nearest second within four-digit years, which also keeps later sums from overflowing.
  static func clamped(_ seconds: Int) -> Int { min(max(seconds, earliest), latest) }

  static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  static func daysInMonth(_ month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 to a date.
  static func days(year: Int, month: Int, day: Int) -> Int {
    // Years counted from 1 March put the leap day last, in eras of 400 years.
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date `days` days after 1970-01-01.
  static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
  }

  /// The ISO weekday of a day counted from 1970-01-01: 1 is Monday, 7 is Sunday.
  static func weekday(_ days: Int) -> Int { days + 3 - floorDivide(days + 3, 7) * 7 + 1 }

  static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : (value + 1) / divisor - 1
  }

  /// A number with at least `width` digits.
  static func padded(_ value: Int, _ width: Int = 2) -> String {
    let digits = String(value)
    return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
  }
}
