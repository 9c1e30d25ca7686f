import Basics
import TrackingTime

/// `tt delete`.
enum DeleteCommand {
  static let command = Command(
    group: .tracking, summary: "Delete time entries",
    details: [
      "ENTRY is a time entry ID, @last, @added or @current. Shows the entries and asks; without a terminal, --yes is "
        + "required. Only your own entries are deleted. tt undo adds the last one again, under a new ID."
    ],
    operands: [
      .init(
        name: "ENTRY", summary: "time entry ID, @last, @added or @current", isRequired: true, isRepeated: true,
        completion: .names(.event))
    ],
    flags: [.yes],
    examples: [
      .init(line: "tt delete 6401", summary: "show the entry, and delete it after a yes"),
      .init(line: "tt delete 6401 6402 --yes", summary: "delete two entries without being asked"),
    ],
    tools: ["delete_event"], action: .calls(make, run: run))

  private static func make(_ arguments: Arguments, _ session: Session) throws(TTError) -> [UnresolvedCall] {
    var calls: [UnresolvedCall] = []
    for word in arguments.operands {
      var unresolved = try arguments.unresolvedCall("delete_event")
      try arguments.setOperand(word, of: "ENTRY", parameter: "event_id", in: &unresolved)
      calls.append(unresolved)
    }
    return calls
  }

  private static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    try session.requireConfirmation()
    var calls: [ValidatedCall] = []
    for unresolved in try make(arguments, session) {
      let call = try Resolver(session: session).resolve(unresolved).call
      let id = call.arguments.integer("event_id")
      if !calls.contains(where: { $0.arguments.integer("event_id") == id }) { calls.append(call) }
    }
    try session.judge(calls)
    let question = calls.count == 1 ? "Delete this entry?" : "Delete these \(calls.count) entries?"
    let isConfirmed = try session.isConfirmed(question) { () throws(TTError) in
      var lines: [String] = []
      for call in calls { lines.append(try line(of: call, session)) }
      return lines
    }
    guard isConfirmed else { return .unconfirmed }
    var outputs: [Output] = []
    try session.callEach(calls, done: "deleted") { result in
      var output = Output.writtenEntry(result, verb: "Deleted")
      output.notes = result.notes.map(\.commandLineText)
      outputs.append(output)
    }
    var output = Output.joined(outputs)
    output.isMade = true
    return output
  }

  /// The entry of a call, as people know it.
  private static func line(of call: ValidatedCall, _ session: Session) throws(TTError) -> String {
    let read = ToolCall.event(
      call.arguments.integer("event_id") ?? 0, in: call.arguments.integer("account_id").map { JSONValue($0) })
    return Output.entryText(try session.call(read).data)
  }
}
