import Basics
import TrackingTime

/// `tt stop`: stop a timer.
enum StopCommand {
  static let row = Command(
    path: ["stop"], group: .tracking, summary: "Stop the timer",
    details: [
      "Without TASK_ID whatever runs is stopped, in the workspace it runs in. Stopping when nothing runs changes nothing "
        + "and is no error."
    ],
    operands: [.init(name: "TASK_ID", summary: "the task whose timer to stop, by number")],
    flags: Flag.feeding("stop_task"),
    examples: [
      .init(line: "tt stop", summary: "stop whatever runs"),
      .init(line: "tt stop --date 17:30", summary: "it ended at half past five today"),
    ],
    tools: ["stop_task"],
    action: .tool(call: call, show: show))

  static func call(_ arguments: Arguments) throws(TTError) -> ToolCall {
    var values = try arguments.toolArguments()
    if let word = arguments.operands.first, let parameter = Catalog.tool("stop_task")?.parameter("task_id") {
      let id = try arguments.checked(word, parameter, as: "TASK_ID")
      if let given = values["task_id"], given != id { throw .usage("tt stop: two tasks are given") }
      values["task_id"] = id
    }
    return ToolCall("stop_task", values, subject: values["task_id"] == nil ? .runningTimer : .arguments)
  }

  static func show(_ answer: Answer, _ call: ToolCall, _ session: Session) -> Output {
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
