import Basics
import TrackingTime

/// `tt switch`.
enum SwitchCommand {
  static let command = Command(
    group: .tracking, summary: "Stop the running timer and start another",
    details: ["The same as tt track with --stop-running-task."],
    operands: [TrackCommand.reference],
    flags: Flag.forParameters(of: "track_task", except: ["stop_running_task"]) + [.create]
      + Flag.inspection,
    examples: [.init(line: "tt switch 8301", summary: "switch to task 8301")],
    tools: ["track_task"],
    action: .tool(call: unresolvedCall, show: TrackCommand.show))

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var unresolved = try TrackCommand.unresolvedCall(arguments, session)
    unresolved.call.arguments["stop_running_task"] = true
    return unresolved
  }
}
