import Basics
import TrackingTime

/// `tt note`.
enum NoteCommand {
  static let command = Command(
    group: .tracking, summary: "Add to the notes of a time entry",
    details: [
      "Adds TEXT to the notes of the entry, on a line of its own. Without ENTRY, of the running one. The entry is read "
        + "first. --replace replaces its notes.",
      "ENTRY is a time entry ID, @last, @added or @current. If TEXT is -, it is read from standard input.",
    ],
    operands: [
      .init(
        name: "ENTRY|TEXT", summary: "time entry ID, @last, @added or @current, if TEXT follows", isRequired: true,
        completion: .names(.event)),
      .init(name: "TEXT", summary: "what to add, or - for standard input"),
    ],
    flags: [Flag(name: "replace", summary: "replace the notes instead of adding to them")],
    examples: [
      .init(line: "tt note 'call with Acme'", summary: "to the running entry"),
      .init(line: "tt note @last 'sent the offer'", summary: "to the entry that began last"),
      .init(line: "tt note 6401 --replace ''", summary: "remove the notes"),
      .init(line: "git log -1 --format=%s | tt note -", summary: "from a program"),
    ],
    tools: ["update_event", "list_user_tasks", "list_events", "get_event"],
    action: .tool(call: unresolvedCall, show: show))

  static func show(_ answer: ToolResult, call: ValidatedCall, session: Session) -> Output {
    let title = RunningTimer(answer.data)?.title ?? "the entry"
    let id = call.arguments.integer("event_id").map { " (entry \($0))" } ?? ""
    return Output(value: answer.withChanged, view: .lines(["Noted on \(title)\(id)."]))
  }

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    let words = arguments.operands
    let replaces = arguments.has("replace")
    if words.count == 1, Int(words[0]) != nil || EntryReference(words[0]) != nil {
      throw .usage(
        "tt note: missing required argument TEXT (what to add)",
        hint: "to add this very text to the running entry: tt note @current \(Shell.quoted(words[0]))")
    }
    var text = words[words.count - 1]
    if text == NotesInput.word { text = try NotesInput.read(session.context, for: "TEXT") }
    if text.isEmpty, !replaces { throw .usage("tt note: TEXT is empty", hint: "--replace '' removes the notes") }
    return try call(on: words.count == 1 ? "@current" : words[0], text, replaces: replaces, arguments)
  }

  /// The call that adds to the notes of an entry.
  ///
  /// - Parameter word: the entry's ID, or a word such as `@current`; nil for the running one, which is still to be found.
  static func call(
    on word: String?, _ text: String, replaces: Bool = false, _ arguments: Arguments
  ) throws(TTError) -> UnresolvedCall {
    var unresolved = UnresolvedCall(ToolCall("update_event"))
    unresolved.call.labels = [:]
    unresolved.call.arguments["account_id"] = arguments.workspace
    if let word {
      try arguments.setOperand(word, of: "ENTRY", parameter: "event_id", in: &unresolved)
    } else {
      unresolved.call.subject = .runningTimer
    }
    unresolved.call.inspection = .notes
    unresolved.call.arguments["notes"] = .string(text)
    unresolved.call.label("notes", "TEXT")
    unresolved.call.appendsNotes = !replaces
    return unresolved
  }
}
