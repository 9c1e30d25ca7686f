import Basics
import TrackingTime

/// `tt close` and `tt reopen`.
enum CloseCommand {
  static let closeTask = command(
    .task, closes: true,
    details: "A closed task is listed under --status archived only, and cannot be tracked. A timer on it stops.")
  static let closeProject = command(
    .project, closes: true, details: "A closed project is listed under --status archived only.")
  static let reopenTask = command(.task, closes: false, details: "The task can be tracked again.")
  static let reopenProject = command(.project, closes: false, details: "The project is listed again.")

  private static func command(_ kind: ResourceKind, closes: Bool, details: String) -> Command {
    let noun = kind.rawValue
    let (verb, tool) = closes ? ("close", "close_" + noun) : ("reopen", "reopen_" + noun)
    let make: Command.MakeCalls = { (arguments, _) throws(TTError) in
      var unresolved = try arguments.unresolvedCall(tool)
      try arguments.setOperand(arguments.operands[0], of: "REF", parameter: noun + "_id", in: &unresolved)
      return [unresolved]
    }
    let id = kind == .task ? "42" : "5201"
    return Command(
      group: .changing, summary: Catalog.tool(tool)?.summary ?? "",
      details: [
        details + " Shows the \(noun) and asks; without a terminal, --yes is required. Nothing is deleted, and tt undo "
          + "takes it back."
      ],
      operands: [.reference(to: kind)], flags: [.yes],
      examples: [
        .init(line: "tt \(verb) \(noun) \(id)", summary: "show the \(noun), and \(verb) it after a yes"),
        .init(line: "tt \(verb) \(noun) \(id) --yes", summary: "without being asked"),
      ],
      tools: [tool],
      action: .calls(make) { (arguments, session) throws(TTError) in
        try session.requireConfirmation()
        let call = try Resolver(session: session).resolve(try make(arguments, session)[0]).call
        let question = (closes ? "Close" : "Reopen") + " this \(noun)?"
        guard try session.isConfirmed(question, { () throws(TTError) in [try line(of: call, kind, session)] }) else {
          return .unconfirmed
        }
        let result = try session.call(call)
        var output = written(result, noun, closes: closes)
        output.notes = result.notes.map(\.commandLineText)
        output.isMade = result.changed == true
        return output
      })
  }

  private static func written(_ result: ToolResult, _ noun: String, closes: Bool) -> Output {
    let state = closes ? "closed" : "open"
    if result.changed == true { return .written(result, verb: closes ? "Closed" : "Reopened", noun: noun) }
    let name = result.data["name"]?.string.map { ": \($0)" } ?? ""
    let object = "\(noun) \(result.data["id"]?.int.map(String.init) ?? "?")\(name)"
    let line =
      result.isChangeUnknown
      ? "The service accepted the call; whether it is \(state) is not known: \(object)."
      : "Already \(state): \(object)."
    return Output(value: result.withChanged, view: .lines([line]))
  }

  /// The task or project of a call, as people know it.
  private static func line(
    of call: ValidatedCall, _ kind: ResourceKind, _ session: Session
  ) throws(TTError) -> String {
    let id = call.arguments.integer(kind.rawValue + "_id") ?? 0
    var read =
      kind == .task ? ToolCall("get_task", ["task_id": JSONValue(id)]) : ToolCall("list_projects", ["filter": "ALL"])
    if let account = call.arguments.integer("account_id") { read.arguments["account_id"] = JSONValue(account) }
    let data = try session.call(read).data
    guard let object = data.array.map({ rows in rows.first { $0["id"]?.int == id } }) ?? data else {
      throw TTError(.notFound, "there is no \(kind.rawValue) \(id)", remedy: .checkWorkspace)
    }
    return kind.describe(object) + (object["tracking"]?.bool == true ? ", a timer is running on it" : "")
  }
}
