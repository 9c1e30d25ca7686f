import Basics

/// `tt week`.
enum WeekCommand {
  static let command = Command(
    group: .looking, summary: "Show the time entries of a week by day, with gaps and overlaps",
    details: [
      "Without WEEK, this week, from the day that the setting week_start says. WEEK is one of ISO 8601, from Monday to "
        + "Sunday."
    ] + DayOverview.details,
    operands: [.init(name: "WEEK", summary: "week, such as 2026-W48")],
    examples: [
      .init(line: "tt week", summary: "this week up to now"),
      .init(line: "tt week 2026-W48 --json", summary: "another one, for a program"),
    ],
    tools: DayOverview.tools, action: .report(call: unresolvedCall, run: run))

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    try DayOverview.unresolvedCall(for: try span(arguments, session), arguments)
  }

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    try DayOverview(session: session, span: try span(arguments, session)).output()
  }

  private static func span(_ arguments: Arguments, _ session: Session) throws(TTError) -> DaySpan {
    guard let word = arguments.operands.first else {
      return .week(of: try session.today(), start: try session.settings().weekStartDay)
    }
    if let span = DaySpan(week: word) { return span }
    throw .invalidValue(word, for: "WEEK", expected: "a week such as 2026-W48")
  }
}
