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
    action: .tool(draft: draft, show: show))

  static func draft(_ arguments: Arguments, _ session: Session) throws(TTError) -> Draft {
    var draft = try arguments.draft("list_user_tasks", subject: .runningTimer)
    draft.call.arguments["filter"] = "TRACKING"
    return draft
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
