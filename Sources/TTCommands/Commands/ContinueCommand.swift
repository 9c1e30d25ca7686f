import Basics
import TrackingTime

/// `tt continue`.
enum ContinueCommand {
  static let command = Command(
    path: ["continue"], group: .tracking, summary: "Resume the last task",
    details: [
      "Starts a new time entry on the task of the entry that ended last, which stays as it is. REF is a number that counts "
        + "back (2 is the entry before), a task ID from 100 on, or a task name."
    ],
    operands: [.init(name: "REF", summary: "how many entries back, or task", completion: .names(.task))],
    flags: Flag.forParameters(of: "track_task").filter {
      ["date", "timezone", "notes", "stop-running-task"].contains($0.name)
    } + Flag.inspection,
    examples: [
      .init(line: "tt continue", summary: "back from lunch"),
      .init(line: "tt continue 2", summary: "the entry before the last one"),
    ],
    tools: ["list_events", "track_task"],
    action: .tool(call: unresolvedCall, show: TrackCommand.show))

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("track_task")
    unresolved.call.inspection = try arguments.inspection()
    let word = arguments.operands.first
    if let count = word.map({ Int($0) }) ?? 1, (1..<100).contains(count) {
      unresolved.references.append(
        .init(kind: .task, word: word ?? "1", use: .argument("task_id"), entry: .ended(count)))
    } else if let word {
      try arguments.setOperand(word, of: "REF", parameter: "task_id", in: &unresolved)
    }
    return unresolved
  }
}
