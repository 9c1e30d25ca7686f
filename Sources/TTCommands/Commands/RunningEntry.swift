import Basics
import TrackingTime

/// The caller's running entry. Its row in a list has an end, that of the last update, so it is known by the timer.
struct RunningEntry: Sendable {
  /// The ID of the entry.
  let id: Int
  private let timer: RunningTimer
  private let now: Instant

  /// The entry as a row of a list, as far as the timer tells.
  var row: JSONValue {
    var row = timer.entry ?? JSONObject()
    row["task"] = row["task"] ?? .string(timer.task)
    row["task_id"] = row["task_id"] ?? timer.taskID.map { JSONValue($0) }
    row["project"] = row["project"] ?? timer.project.map(JSONValue.string)
    row["project_id"] = row["project_id"] ?? timer.projectID.map { JSONValue($0) }
    if timer.isHidden { row["task_type"] = "GHOST" }
    return marking(.object(row))
  }

  /// The running entry; nil if no timer is running, or the policy does not let tt ask.
  static func find(_ session: Session) throws(TTError) -> RunningEntry? {
    let call = ToolCall.runningTimer(in: session.arguments.workspace)
    // Asked without making the call, so that neither a denial is recorded nor a person asked.
    let verdict = try session.client().dryRun(call)
    guard verdict.refusal == nil, verdict.pendingApproval == nil else { return nil }
    do throws(TTError) {
      guard let timer = RunningTimer(try session.call(call).data), let id = timer.entry?["id"]?.int else { return nil }
      return RunningEntry(id: id, timer: timer, now: session.context.clock())
    } catch {
      guard [.policyDenied, .approvalRequired, .rateLimited].contains(error.failure) else { throw error }
      return nil
    }
  }

  /// The running entry if it may be among the entries of a list or report: only the caller's own can be known, and it
  /// counts as one of today.
  ///
  /// - Parameters:
  ///   - call: the call that lists the entries. If the policy denies it, nothing is sent.
  ///   - arguments: the command line, with the days and filters.
  static func find(
    among call: ValidatedCall, of arguments: Arguments, _ session: Session
  ) throws(TTError) -> RunningEntry? {
    let today = try session.zone().local(at: session.context.clock()).midnight
    let span = try DayRange.span(arguments, session)
    guard span.first.midnight <= today, today <= span.last.midnight else { return nil }
    let list = ToolCall(call.tool.name, call.arguments.json, subject: call.subject)
    let verdict = try session.client().dryRun(list)
    guard verdict.refusal == nil, verdict.pendingApproval == nil else { return nil }
    if let user = listedUser(call, arguments), try session.knownUserID().map({ $0 != user }) == true { return nil }
    return try find(session)
  }

  /// The user whose entries are listed, if it is only one and given otherwise than as `@current`.
  private static func listedUser(_ call: ValidatedCall, _ arguments: Arguments) -> Int? {
    guard let word = arguments.value("user"), word != "@current" else { return nil }
    return call.arguments.text("filter") == "USER" ? call.arguments.integer("id") : Int(word)
  }

  /// The row of an entry. That of the running one has no end, and the time so far as its duration.
  func marking(_ row: JSONValue) -> JSONValue {
    guard row["id"]?.int == id, var entry = row.object else { return row }
    entry["running"] = true
    entry["end"] = .null
    if entry["end_rfc3339"] != nil { entry["end_rfc3339"] = .null }
    let started = (RunningTimer(row) ?? timer).started ?? timer.started
    if let started { entry["duration"] = JSONValue(max(0, now.seconds - started.seconds)) }
    return .object(entry)
  }
}
