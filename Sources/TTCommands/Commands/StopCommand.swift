import Basics
import TrackingTime

/// `tt stop`.
enum StopCommand {
  static let command = Command(
    path: ["stop"], group: .tracking, summary: "Stop the running timer",
    details: [
      "Without TASK_ID, stops whatever is running, in the workspace it is running in. Stopping when no timer is running "
        + "is a no-op and succeeds."
    ],
    operands: [
      .init(name: "TASK_ID", summary: "task whose timer to stop, by ID or name", completion: .names(.task))
    ],
    flags: Flag.forParameters(of: "stop_task") + [SyncCommand.queue] + Flag.inspection,
    examples: [
      .init(line: "tt stop", summary: "stop whatever is running"),
      .init(line: "tt stop --date 17:30", summary: "it ended at 17:30 today"),
    ],
    tools: ["stop_task"],
    action: .tool(call: unresolvedCall, show: show))

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("stop_task")
    if let word = arguments.operands.first {
      try arguments.setOperand(word, of: "TASK_ID", parameter: "task_id", in: &unresolved)
    }
    unresolved.call.inspection = try arguments.inspection()
    unresolved.call.isQueueable = arguments.has(SyncCommand.queue.name)
    unresolved.call.subject = unresolved.sets("task_id") ? .arguments : .runningTimer
    return unresolved
  }

  static func show(_ answer: ToolResult, call: ValidatedCall, session: Session) -> Output {
    let line: String
    if answer.isChangeUnknown {
      line = "No timer is running on the task. Whether one was running is not known."
    } else if answer.changed == false {
      let task = call.arguments.integer("task_id").map { "Task \($0) was not running." }
      line = task ?? "No timer is running."
    } else {
      let title = RunningTimer(answer.data)?.title ?? "the timer"
      let duration = answer.data["duration"]?.int.map { " after \(DurationText.clock($0))" } ?? ""
      line = "Stopped \(title)\(duration)."
    }
    return Output(value: answer.withChanged, view: .lines([line]))
  }
}
