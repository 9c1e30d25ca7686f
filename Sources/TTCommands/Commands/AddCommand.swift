import Basics
import TrackingTime

/// `tt add`.
enum AddCommand {
  static let command = Command(
    path: ["add"], group: .tracking, summary: "Add a time entry",
    details: [
      "REF is a task ID or name. Specify two of --start, --end and --duration; --duration alone means an entry that ends "
        + "now."
    ],
    operands: [.init(name: "REF", summary: "task ID or name", completion: .names(.task))],
    flags: [.duration, .create] + Flag.inspection + Flag.forParameters(of: "create_event", except: ["duration"]),
    examples: [
      .init(line: "tt add 42 --start 09:00 --end 10:15", summary: "this morning"),
      .init(line: "tt add 'Call' --project-name Website --duration 20m", summary: "the last 20 minutes"),
    ],
    tools: ["create_event"],
    action: .tool(call: unresolvedCall, show: { answer, _, _ in .writtenEntry(answer, verb: "Added") }))

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("create_event", subject: .currentUser)
    if let word = arguments.operands.first {
      if unresolved.sets("task_id") { throw .cannotCombine("tt add: REF", with: "--task-id or --task-name") }
      try arguments.setOperand(word, of: "REF", parameter: "task_id", in: &unresolved)
    }
    try unresolved.seekTaskInProject()
    try arguments.setDuration(in: &unresolved)
    unresolved.call.inspection = try arguments.inspection()
    return unresolved
  }
}
