import Basics

/// `tt today`.
enum TodayCommand {
  static let command = Command(
    group: .looking, summary: "Show today's time entries, with gaps and overlaps",
    details: DayOverview.details, examples: [.init(line: "tt today", summary: "what was done, and what is left to do")],
    tools: DayOverview.tools, action: .report(call: unresolvedCall, run: run))

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    try DayOverview.unresolvedCall(for: .day(try session.today()), arguments)
  }

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    try DayOverview(session: session, span: .day(try session.today())).output()
  }
}
