import Basics
import TrackingTime

/// `tt track`: start the timer.
enum TrackCommand {
  static let row = Command(
    path: ["track"], group: .tracking, summary: "Start the timer on a task",
    details: [
      "REF is a task's number (digits) or its name; a name is resolved by the service, which makes the task when there is "
        + "none. Without REF give a task id, or a task, project or service reference.",
      "Tracking the task that already runs changes nothing and is no error.",
    ],
    operands: [.init(name: "REF", summary: "a task's number or name")],
    flags: Flag.feeding("track_task"),
    examples: [
      .init(line: "tt track --task-id 42", summary: "start the timer on task 42"),
      .init(line: "tt track 'Write report' --project-name Website", summary: "by name"),
      .init(line: "tt track 42 --date -15m --notes 'call with Acme'", summary: "started a quarter of an hour ago"),
      .init(line: "tt track 43 --stop-running-task", summary: "stop what runs first"),
    ],
    tools: ["track_task"],
    action: .tool(call: call, show: show))

  static func call(_ arguments: Arguments) throws(TTError) -> ToolCall {
    var values = try arguments.toolArguments()
    if let reference = arguments.operands.first {
      let isNumber = !reference.isEmpty && reference.utf8.allSatisfy { (0x30...0x39).contains($0) }
      let name = isNumber ? "task_id" : "task_name"
      if values["task_id"] != nil || values["task_name"] != nil {
        throw .usage("tt track: the task is given twice: \(Shell.quoted(reference)) and by a flag")
      }
      if let parameter = Catalog.tool("track_task")?.parameter(name) {
        values[name] = try arguments.checked(reference, parameter, as: "REF")
      }
    }
    return ToolCall("track_task", values)
  }

  static func show(_ answer: Answer, _ call: ToolCall, _ session: Session) -> Output {
    let timer = RunningTimer(answer.data)
    let title = timer?.title ?? "the task"
    let since = timer?.start.map { " since \($0)" } ?? ""
    let line = answer.changed == false ? "Already tracking \(title)\(since)." : "Tracking \(title)\(since)."
    return Output(value: answer.withChanged, view: .lines([line]))
  }
}

extension Answer {
  /// What a write prints: `changed`, then the object.
  var withChanged: JSONValue {
    var object: JSONObject = ["changed": .bool(changed ?? true)]
    for member in data.object ?? JSONObject() { object[member.key] = member.value }
    return .object(object)
  }
}
