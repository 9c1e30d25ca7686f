import Basics
import TrackingTime

/// `tt status`: what runs.
enum StatusCommand {
  static let row = Command(
    path: ["status"], group: .tracking, summary: "Show the running timer",
    details: ["The policy judges it as list_user_tasks."],
    examples: [
      .init(line: "tt status", summary: "what runs, and for how long"),
      .init(line: "tt status --json", summary: "the same for a script"),
    ],
    tools: ["list_user_tasks"],
    action: .tool(call: call, show: show))

  static func call(_ arguments: Arguments) throws(TTError) -> ToolCall {
    var values = try arguments.toolArguments()
    values["filter"] = "TRACKING"
    return ToolCall("list_user_tasks", values, subject: .runningTimer)
  }

  static func show(_ answer: Answer, _ call: ToolCall, _ session: Session) -> Output {
    guard answer.data["running"]?.bool == true, let found = answer.data.object, let timer = RunningTimer(answer.data)
    else { return Output(value: ["running": false], view: .lines(["No timer is running."])) }
    // The service's own duration is that of its last update; what has passed is counted from the start.
    let elapsed = timer.started.map { max(0, session.context.clock().seconds - $0.seconds) }
    var object: JSONObject = ["running": true]
    object["elapsed"] = elapsed.map { JSONValue($0) }
    for member in found where object[member.key] == nil { object[member.key] = member.value }
    let length = elapsed.map { "  " + DurationText.clock($0) } ?? ""
    let since = timer.start.map { "  since \($0)" } ?? ""
    return Output(value: .object(object), view: .lines([timer.title + length + since]))
  }
}
