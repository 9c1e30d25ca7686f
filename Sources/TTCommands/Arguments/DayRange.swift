import Basics

/// The flags that select the days a list or report covers, in the machine's time zone.
enum DayRange {
  static let flags = [
    Flag(name: "from", value: "DAY", summary: "first day: \(DayExpression.forms)", completion: days),
    Flag(
      name: "to", value: "DAY", summary: "last day, inclusive (default: today, or a year after a later --from)",
      completion: days),
    Flag(name: "day", value: "DAY", summary: "one day", completion: days),
    Flag(name: "today", summary: "today"),
    Flag(name: "yesterday", summary: "yesterday"),
    Flag(
      name: "week", value: "YYYY-Www", summary: "this week (the default), or that of ISO 8601",
      isValueOptional: true),
    Flag(name: "last-week", summary: "last week"),
    Flag(name: "month", value: "YYYY-MM", summary: "this month, or another", isValueOptional: true),
    Flag(name: "last-month", summary: "last month"),
    Flag(name: "year", value: "YYYY", summary: "this year, or another", isValueOptional: true),
    Flag(name: "last", value: "DAYS", summary: "the last days including today, such as 7d or 2w"),
  ]

  private static let days = Completion.words(DayExpression.words)
  private static let spans = [
    "day", "today", "yesterday", "week", "last-week", "month", "last-month", "year", "last",
  ]

  /// The days the flags select, counted from the session's clock; this week without flags.
  ///
  /// - Throws: a usage error for an invalid day and for flags that contradict each other.
  static func span(_ arguments: Arguments, _ session: Session) throws(TTError) -> DaySpan {
    let today = try session.zone().local(at: session.context.clock())
    return try span(arguments, today: today, weekStart: try session.settings().weekStartDay)
  }

  /// - Parameter weekStart: the first day of a week; 1 is Monday.
  static func span(_ arguments: Arguments, today: LocalTime, weekStart: Int = 1) throws(TTError) -> DaySpan {
    let given = spans.filter { arguments.has($0) }
    let ends = ["from", "to"].filter { arguments.has($0) }
    if given.count > 1 { throw .cannotCombine("--\(given[0])", with: "--\(given[1])") }
    if let span = given.first, let end = ends.first { throw .cannotCombine("--\(span)", with: "--\(end)") }
    guard let name = given.first else {
      return ends.isEmpty ? .week(of: today, start: weekStart) : try span(from: arguments, today: today)
    }
    let value = arguments.value(name) ?? ""
    switch (name, value) {
    case ("day", _): return .day(try day(value, of: "--day", today: today))
    case ("today", _): return .day(today)
    case ("yesterday", _): return .day(today.adding(days: -1))
    case ("week", ""): return .week(of: today, start: weekStart)
    case ("last-week", _): return .week(of: today.adding(days: -7), start: weekStart)
    case ("month", ""): return .month(of: today)
    case ("last-month", _): return .month(of: DaySpan.month(of: today).first.adding(days: -1))
    case ("year", ""): return .year(of: today)
    case ("week", _): return try written(DaySpan(week: value), value, of: "--week", expected: "a week such as 2026-W48")
    case ("month", _):
      return try written(DaySpan(month: value), value, of: "--month", expected: "a month such as 2026-10")
    case ("year", _): return try written(DaySpan(year: value), value, of: "--year", expected: "a year such as 2026")
    default:
      let days = try written(DaySpan.days(value), value, of: "--last", expected: "a number of days such as 7d or 2w")
      return .last(days: days, to: today)
    }
  }

  private static func written<Value>(
    _ value: Value?, _ word: String, of flag: String, expected: String
  ) throws(TTError) -> Value {
    if let value { return value }
    throw .invalidValue(word, for: flag, expected: expected)
  }

  private static func span(from arguments: Arguments, today: LocalTime) throws(TTError) -> DaySpan {
    guard let word = arguments.value("from") else { throw .usage("--to requires --from") }
    let first = try day(word, of: "--from", today: today)
    // What lies ahead is planned time; its end is far enough for that.
    let open = first > today.midnight ? first.adding(days: 366) : today
    let last =
      try arguments.value("to").map { (word) throws(TTError) in try day(word, of: "--to", today: today) } ?? open
    if let span = DaySpan(from: first, to: last) { return span }
    throw .usage("--to (\(last.dateText)) is before --from (\(first.dateText))")
  }

  private static func day(_ word: String, of flag: String, today: LocalTime) throws(TTError) -> LocalTime {
    if let day = DayExpression(word) { return day.resolve(today: today) }
    if LocalTime.namesNoDay(word) { throw .usage("invalid value \(word.inQuotes) for \(flag): no such day") }
    throw .invalidValue(
      word, for: flag, expected: "a day: \(DayExpression.forms)",
      hint: DayExpression.suggestion(for: word).map { "did you mean \(flag) \($0)?" })
  }
}
