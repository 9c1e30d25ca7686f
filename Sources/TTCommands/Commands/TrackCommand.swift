import Basics
import TrackingTime

/// `tt track`. `tt switch` and `tt continue` build on it.
enum TrackCommand {
  static let command = Command(
    group: .tracking, summary: "Start a timer on a task",
    details: [
      "REF is a task ID (digits only), @last, or a task name: exact, else in any case, else a unique beginning of one. "
        + "It is sought in the project of --project-id or --project-name if one is given. Nothing is created by a "
        + "misspelling: --create makes a task that does not exist. --task-name and --project-name without REF go to the "
        + "service as they are; it creates what it does not know, and tt says so. Without any of them, tt takes what "
        + ".tt.json says (see tt trust), else offers the recently tracked tasks at a terminal.",
      "Tracking the task that is already running is a no-op and succeeds.",
    ],
    operands: [reference],
    flags: Flag.forParameters(of: "track_task") + [.create, SyncCommand.queue] + Flag.inspection,
    examples: [
      .init(line: "tt track --task-id 42", summary: "start a timer on task 42"),
      .init(line: "tt track 'Write report' --project-name Website", summary: "by name, in a project"),
      .init(line: "tt track 42 --date -15m --notes 'call with Acme'", summary: "started 15 minutes ago"),
    ],
    tools: ["track_task"],
    action: .tool(call: unresolvedCall, show: show))

  /// The operand REF of `track` and `switch`.
  static let reference = Command.Operand(name: "REF", summary: "task ID or name", completion: .names(.task))

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("track_task", sendsNames: true)
    unresolved.call.inspection = try arguments.inspection()
    unresolved.call.isQueueable = arguments.has(SyncCommand.queue.name)
    if let word = arguments.operands.first {
      for (parameter, flag) in [("task_id", "--task-id"), ("task_name", "--task-name")]
      where unresolved.sets(parameter) {
        throw .cannotCombine("tt \(arguments.command.name): REF", with: flag)
      }
      try arguments.setOperand(word, of: "REF", parameter: "task_id", in: &unresolved)
      try unresolved.seekTaskInProject()
      return unresolved
    }
    try unresolved.seekTaskInProject()
    let references = ["task_id", "task_name", "project_id", "project_name", "service", "service_task_id"]
    if references.contains(where: unresolved.sets) { return unresolved }
    if let (file, notes) = try session.folderFile() {
      try unresolved.take(file, notes: notes)
    } else if session.canAsk, !arguments.has("dry-run") {
      unresolved.call.arguments["task_id"] = JSONValue(try TaskPicker(session: session).pick())
    }
    return unresolved
  }

  static func show(_ answer: ToolResult, call: ValidatedCall, session: Session) -> Output {
    let timer = RunningTimer(answer.data)
    let title = timer?.title ?? "the task"
    let since = timer?.start.map { " since \($0)" } ?? ""
    if answer.isChangeUnknown {
      return Output(
        value: answer.withChanged,
        view: .lines(["The service accepted the call; whether the timer runs is not known. Check with: tt status"]))
    }
    let line = answer.changed == false ? "Already tracking \(title)\(since)." : "Tracking \(title)\(since)."
    return Output(value: answer.withChanged, view: .lines([line]))
  }
}

extension UnresolvedCall {
  /// Takes the task, the project and the notes of a `.tt.json`, unless the line has notes of its own.
  fileprivate mutating func take(_ file: FolderFile, notes: String?) throws(TTError) {
    if let task = file.task { setReference(task, kind: .task, as: .argument("task_id"), label: "task") }
    // The ID of a task says which project it is in.
    if let project = file.project, call.arguments["task_id"] == nil {
      setReference(project, kind: .project, as: .argument("project_id"), label: "project")
    }
    try seekTaskInProject()
    if let notes, call.arguments["notes"] == nil { call.arguments["notes"] = .string(notes) }
  }
}
