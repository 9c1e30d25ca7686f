import Basics

/// The days a list or report covers, both ends included, in the machine's zone.
struct DayRange: Equatable {
  /// First day, `yyyy-MM-dd`.
  var from: String
  /// Last day, `yyyy-MM-dd`.
  var to: String

  /// The flags that choose days.
  static let flags = [
    Flag(name: "from", value: "DAY", summary: "first day, yyyy-MM-dd"),
    Flag(name: "to", value: "DAY", summary: "last day, yyyy-MM-dd, itself included (default: today)"),
    Flag(name: "today", summary: "today only"),
    Flag(name: "yesterday", summary: "yesterday only"),
    Flag(name: "week", summary: "this week (the default); see the setting week_start"),
    Flag(name: "last-week", summary: "the week before this one"),
    Flag(name: "month", summary: "this month"),
    Flag(name: "last-month", summary: "the month before this one"),
  ]

  /// Reads the flags.
  init(_ arguments: Arguments, _ session: Session) throws(TTError) {
    let today = try session.zone().local(at: session.context.clock())
    try self.init(arguments, today: today, weekStart: try session.settings().weekStartDay)
  }

  /// - Parameter weekStart: the weekday weeks begin with, 1 is Monday.
  init(_ arguments: Arguments, today: LocalTime, weekStart: Int = 1) throws(TTError) {
    let words = ["today", "yesterday", "week", "last-week", "month", "last-month"].filter { arguments.has($0) }
    let from = arguments.value("from")
    let to = arguments.value("to")
    if words.count > 1 { throw .usage("--\(words[0]) and --\(words[1]) exclude each other") }
    if let word = words.first, from != nil || to != nil {
      throw .usage("--\(word) and --\(from != nil ? "from" : "to") exclude each other")
    }
    for (flag, day) in [("--from", from), ("--to", to)] {
      if let day, LocalTime(dateText: day) == nil {
        throw .usage(
          "\(flag) is \(Shell.quoted(day)); "
            + (LocalTime.namesNoDay(day) ? "there is no such day" : "it takes a day as yyyy-MM-dd"))
      }
    }
    if let from {
      self.init(from: from, to: to ?? today.dateText)
      if self.to < from { throw .usage("--to (\(self.to)) is before --from (\(from))") }
      return
    }
    if to != nil { throw .usage("--from is missing; --to alone says no first day") }
    let firstOfWeek = today.adding(days: -((today.weekday - weekStart + 7) % 7))
    let firstOfMonth = today.adding(days: 1 - today.day)
    switch words.first {
    case "today"?: self.init(today, today)
    case "yesterday"?: self.init(today.adding(days: -1), today.adding(days: -1))
    case "last-week"?: self.init(firstOfWeek.adding(days: -7), firstOfWeek.adding(days: -1))
    case "month"?:
      // Some day of the next month, less its number, is the last day of this one.
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
