import Basics
import TrackingTime

/// `tt cancel`.
enum CancelCommand {
  static let command = Command(
    group: .tracking, summary: "Stop the running timer and delete its entry",
    details: [
      "Shows the running entry and asks; without a terminal, --yes is required. Both calls are judged before the first is "
        + "sent. When no timer is running, nothing happens and the command succeeds. tt undo starts the timer again, from "
        + "its old start."
    ],
    flags: [.yes],
    examples: [
      .init(line: "tt cancel", summary: "it was never meant to run"),
      .init(line: "tt cancel --yes", summary: "do not ask"),
    ],
    tools: ["stop_task", "delete_event"], action: .calls(make, run: run))

  private static func make(_ arguments: Arguments, _ session: Session) throws(TTError) -> [UnresolvedCall] {
    [
      try arguments.unresolvedCall("stop_task", subject: .runningTimer),
      try arguments.unresolvedCall("delete_event", subject: .runningTimer),
    ]
  }

  private static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    try session.requireConfirmation()
    try session.requireAccess(to: make(arguments, session).map(\.call))
    guard let timer = RunningTimer(try session.call(ToolCall.runningTimer(in: arguments.workspace)).data) else {
      return Output(value: ["changed": false], view: .lines(["No timer is running."]))
    }
    guard let task = timer.taskID, let id = timer.entry?["id"]?.int else {
      throw TTError(.api, "the service does not tell the ID of the running entry")
    }
    var stop = ToolCall("stop_task", ["task_id": JSONValue(task)])
    var delete = ToolCall("delete_event", ["event_id": JSONValue(id)])
    let workspace = try session.workspace(of: timer)
    stop.arguments["account_id"] = workspace
    delete.arguments["account_id"] = workspace
    let calls = [try session.client().validate(stop), try session.client().validate(delete)]
    try session.judge(calls)
    let since = timer.start.map { ", since \($0)" } ?? ""
    guard try session.isConfirmed("Stop the timer and delete its entry?", { ["\(timer.title)\(since) (entry \(id))"] })
    else { return .unconfirmed }
    let stopped = try session.call(calls[0])
    session.isCancelling = true
    let result = try session.call(
      calls[1], after: "the timer is stopped", otherwise: "its entry \(id) is still there",
      next: "tt delete \(id) --yes; to let the timer run again: tt undo")
    var output = Output.writtenEntry(result, verb: "Cancelled")
    output.notes = (stopped.notes + result.notes).map(\.commandLineText)
    output.isMade = true
    return output
  }
}
