import Basics
import TrackingTime

/// `tt continue`.
enum ContinueCommand {
  static let command = Command(
    path: ["continue"], group: .tracking, summary: "Resume the last task",
    details: ["Starts a new time entry on the task of your latest entry, which stays as it is."],
    flags: Flag.forParameters(of: "track_task").filter {
      ["date", "timezone", "notes", "stop-running-task"].contains($0.name)
    } + Flag.inspection,
    examples: [.init(line: "tt continue", summary: "back from lunch")],
    tools: ["list_events", "track_task"],
    action: .tool(call: unresolvedCall, show: TrackCommand.show))

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("track_task")
    unresolved.call.inspection = try arguments.inspection()
    unresolved.references.append(.init(kind: .task, word: "@last", use: .argument("task_id")))
    return unresolved
  }
}
