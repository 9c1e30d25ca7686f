import Basics
import TrackingTime

/// `tt add`.
enum AddCommand {
  static let command = Command(
    group: .tracking, summary: "Add a time entry",
    details: [
      "REF is a task ID or name. Specify two of --start, --end and --duration; --duration alone means an entry that ends "
        + "now.",
      "--if-absent reads the entries around it first, and adds nothing if one has the same task, start and end: that one "
        + "is the answer. A line that is run again then adds the entry once, and so do several that run at once for one "
        + "account of the machine.",
    ],
    operands: [.init(name: "REF", summary: "task ID or name", completion: .names(.task))],
    flags: [.duration, .create, ifAbsent, SyncCommand.queue] + Flag.inspection
      + Flag.forParameters(of: "create_event", except: ["duration"]),
    examples: [
      .init(line: "tt add 42 --start 09:00 --end 10:15", summary: "this morning"),
      .init(line: "tt add 'Call' --project-name Website --duration 20m", summary: "the last 20 minutes"),
      .init(line: "tt add 42 --start 09:00 --end 10:15 --if-absent", summary: "in a script that may run twice"),
    ],
    tools: ["create_event"],
    action: .tool(
      call: unresolvedCall,
      show: { answer, _, _ in
        .writtenEntry(answer, verb: answer.changed == false ? "Already there:" : "Added")
      }))

  private static let ifAbsent = Flag(
    name: "if-absent", summary: "add nothing if there is an entry with this task, start and end")

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("create_event", subject: .currentUser)
    if let word = arguments.operands.first {
      if unresolved.sets("task_id") { throw .cannotCombine("tt add: REF", with: "--task-id or --task-name") }
      try arguments.setOperand(word, of: "REF", parameter: "task_id", in: &unresolved)
    }
    try unresolved.seekTaskInProject()
    try arguments.setDuration(in: &unresolved)
    unresolved.call.inspection = try arguments.inspection()
    unresolved.call.isQueueable = arguments.has(SyncCommand.queue.name)
    unresolved.call.isIfAbsent = arguments.has(ifAbsent.name)
    return unresolved
  }
}
