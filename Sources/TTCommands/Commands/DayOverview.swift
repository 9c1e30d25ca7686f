import Basics
import Reports
import TrackingTime

/// What `tt today` and `tt week` share: time entries by day.
struct DayOverview {
  let session: Session
  let span: DaySpan

  static let tools = ["list_events", "list_user_tasks"]
  static let details = [
    "Days are those of this machine's time zone. An entry over midnight counts on both days, the running timer up to now, "
      + "and planned entries not at all. Gaps and overlaps of a minute and more are listed where they lie.",
    "With the setting target, or target.mon to target.sun, the target of the days up to and including today is shown, and "
      + "the balance: the time tracked less the target.",
    "For the policy this is a list_events call that begins a day earlier and ends a day later. The running timer is looked "
      + "up if the policy allows it.",
  ]

  /// The entries of the days, and of those next to them: an entry may begin the day before, and the account may be in
  /// another zone.
  static func unresolvedCall(for span: DaySpan, _ arguments: Arguments) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("list_events")
    unresolved.call.arguments["from"] = .string(span.first.adding(days: -1).dateText)
    unresolved.call.arguments["to"] = .string(span.last.adding(days: 1).dateText)
    return unresolved
  }

  func output() throws(TTError) -> Output {
    let call = try Resolver(session: session).resolve(Self.unresolvedCall(for: span, session.arguments)).call
    let answer = try session.call(call)
    let zone = try session.zone()
    let now = session.context.clock()
    let today = zone.local(at: now).midnight
    let running = span.first <= today && today <= span.last ? try RunningEntry.find(session) : nil
    var rows = answer.data.array ?? []
    if let running {
      // A timer that was started days ago is not among them.
      if !rows.contains(where: { $0["id"]?.int == running.id }) { rows.append(running.row) }
      rows = rows.map(running.marking)
    }
    let sheet = try DaySheet(rows, span: span, zone: zone, now: now, runningID: running?.id)
    let report = DaySheetReport(
      sheet: sheet, targets: try session.settings().targets, waiting: session.waitingCalls)
    var output = try report.output(session)
    output.notes = answer.notes.map(\.commandLineText) + output.notes
    return output
  }
}

extension Session {
  /// The current time in the machine's time zone.
  func today() throws(TTError) -> LocalTime { try zone().local(at: context.clock()) }
}
