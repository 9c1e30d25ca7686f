import Basics
import TrackingTime

/// `tt continue`.
enum ContinueCommand {
  static let command = Command(
    group: .tracking, summary: "Resume the last task",
    details: [
      "Starts a new time entry on the task of the entry that ended last, which stays as it is. REF is a number that counts "
        + "back (2 is the entry before), a task ID from 100 on, or a task name.",
      "--same-notes gives the new entry the notes of the one that is continued: of a task, those of its last entry.",
    ],
    operands: [.init(name: "REF", summary: "how many entries back, or task", completion: .names(.task))],
    flags: Flag.forParameters(of: "track_task").filter {
      ["date", "timezone", "notes", "stop-running-task"].contains($0.name)
    } + [sameNotes] + Flag.inspection,
    examples: [
      .init(line: "tt continue", summary: "back from lunch"),
      .init(line: "tt continue 2", summary: "the entry before the last one"),
      .init(line: "tt continue --same-notes", summary: "with the notes that it had"),
    ],
    tools: ["list_events", "track_task"],
    action: .tool(call: unresolvedCall, show: TrackCommand.show))

  private static let sameNotes = Flag(
    name: "same-notes", summary: "take over the notes of the entry that is continued")

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("track_task")
    unresolved.call.inspection = try arguments.inspection()
    unresolved.copiesNotes = arguments.has(sameNotes.name)
    if unresolved.copiesNotes, unresolved.sets("notes") { throw .cannotCombine("--same-notes", with: "--notes") }
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
