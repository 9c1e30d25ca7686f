import Basics
import TrackingTime

/// `tt stop`: stop a timer.
enum StopCommand {
  static let command = Command(
    path: ["stop"], group: .tracking, summary: "Stop the timer",
    details: [
      "Without TASK_ID whatever runs is stopped, in the workspace it runs in. Stopping when nothing runs changes nothing "
        + "and is no error."
    ],
    operands: [
      .init(name: "TASK_ID", summary: "the task whose timer to stop: a number or a name", completion: .names(.task))
    ],
    flags: Flag.forParameters(of: "stop_task"),
    examples: [
      .init(line: "tt stop", summary: "stop whatever runs"),
      .init(line: "tt stop --date 17:30", summary: "it ended at half past five today"),
    ],
    tools: ["stop_task"],
    action: .tool(draft: draft, show: show))

  static func draft(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var draft = try arguments.unresolvedCall("stop_task")
    if let word = arguments.operands.first { try arguments.put(word, "task_id", of: "TASK_ID", into: &draft) }
    let isGiven = draft.call.arguments["task_id"] != nil || !draft.references.isEmpty
    draft.call.subject = isGiven ? .arguments : .runningTimer
    return draft
  }

  static func show(_ answer: ToolResult, _ call: ToolCall, _ session: Session) -> Output {
    let line: String
    if answer.changed == false {
      let task = call.arguments["task_id"].map { "Task \($0.string ?? $0.compact) was not running." }
      line = task ?? "No timer is running."
    } else {
      let title = RunningTimer(answer.data)?.title ?? "the timer"
      let length = answer.data["duration"]?.int.map { " after \(DurationText.clock($0))" } ?? ""
      line = "Stopped \(title)\(length)."
    }
    return Output(value: answer.withChanged, view: .lines([line]))
  }
}
