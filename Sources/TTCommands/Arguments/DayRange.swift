import Basics

/// The days a list or report covers, both ends included, in the machine's time zone.
struct DayRange: Equatable {
  /// The first day, `yyyy-MM-dd`.
  var from: String
  /// The last day, `yyyy-MM-dd`.
  var to: String

  /// The flags that select days.
  static let flags = [
    Flag(name: "from", value: "DAY", summary: "first day, yyyy-MM-dd"),
    Flag(name: "to", value: "DAY", summary: "last day, inclusive, yyyy-MM-dd (default: today)"),
    Flag(name: "today", summary: "today only"),
    Flag(name: "yesterday", summary: "yesterday only"),
    Flag(name: "week", summary: "this week (the default); see the setting week_start"),
    Flag(name: "last-week", summary: "last week"),
    Flag(name: "month", summary: "this month"),
    Flag(name: "last-month", summary: "last month"),
  ]

  /// The days the flags select, counted from the session's clock; this week without flags.
  ///
  /// - Throws: a usage error for an invalid day and for flags that contradict each other.
  init(_ arguments: Arguments, _ session: Session) throws(TTError) {
    let today = try session.zone().local(at: session.context.clock())
    try self.init(arguments, today: today, weekStart: try session.settings().weekStartDay)
  }

  /// - Parameter weekStart: the first day of a week; 1 is Monday.
  init(_ arguments: Arguments, today: LocalTime, weekStart: Int = 1) throws(TTError) {
    let words = ["today", "yesterday", "week", "last-week", "month", "last-month"].filter { arguments.has($0) }
    let from = arguments.value("from")
    let to = arguments.value("to")
    if words.count > 1 { throw .cannotCombine("--\(words[0])", with: "--\(words[1])") }
    if let word = words.first, from != nil || to != nil {
      throw .cannotCombine("--\(word)", with: from != nil ? "--from" : "--to")
    }
    for (flag, day) in [("--from", from), ("--to", to)] {
      if let day, LocalTime(dateText: day) == nil {
        if LocalTime.namesNoDay(day) { throw .usage("invalid value \(day.inQuotes) for \(flag): no such day") }
        throw .invalidValue(day, for: flag, expected: "a day as yyyy-MM-dd")
      }
    }
    if let from {
      self.init(from: from, to: to ?? today.dateText)
      if self.to < from { throw .usage("--to (\(self.to)) is before --from (\(from))") }
      return
    }
    if to != nil { throw .usage("--to requires --from") }
    let firstOfWeek = today.adding(days: -((today.weekday - weekStart + 7) % 7))
    let firstOfMonth = today.adding(days: 1 - today.day)
    switch words.first {
    case "today"?: self.init(today, today)
    case "yesterday"?: self.init(today.adding(days: -1), today.adding(days: -1))
    case "last-week"?: self.init(firstOfWeek.adding(days: -7), firstOfWeek.adding(days: -1))
    case "month"?:
      // A day of the next month minus its day number is the last day of this one.
      let next = firstOfMonth.adding(days: 31)
      self.init(firstOfMonth, next.adding(days: -next.day))
    case "last-month"?:
      let last = firstOfMonth.adding(days: -1)
      self.init(last.adding(days: 1 - last.day), last)
    default: self.init(firstOfWeek, firstOfWeek.adding(days: 6))
    }
  }

  private init(_ first: LocalTime, _ last: LocalTime) {
    self.init(from: first.dateText, to: last.dateText)
  }

  private init(from: String, to: String) {
    self.from = from
    self.to = to
  }
}
