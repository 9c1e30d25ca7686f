import Basics
import TrackingTime

/// `tt track`. `tt switch` and `tt continue` build on it.
enum TrackCommand {
  static let command = Command(
    path: ["track"], group: .tracking, summary: "Start a timer on a task",
    details: [
      "REF is a task ID (digits only), @last, or a task name. Names are resolved by the service: it uses the active task "
        + "with exactly that name in the given project, or without a project if none is given, and creates the task if "
        + "there is none. Without REF, specify a task ID or a task, project or service reference; at a terminal, tt "
        + "offers the recently tracked tasks.",
      "Tracking the task that is already running is a no-op and succeeds.",
    ],
    operands: [reference], flags: Flag.forParameters(of: "track_task") + Flag.inspection,
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
    // The service resolves names of tasks and projects itself, so their IDs have to be numbers here.
    var unresolved = try arguments.unresolvedCall("track_task", idsOnly: ["task_id", "project_id"])
    unresolved.call.inspection = try arguments.inspection()
    if let word = arguments.operands.first {
      for (parameter, flag) in [("task_id", "--task-id"), ("task_name", "--task-name")]
      where unresolved.sets(parameter) {
        throw .cannotCombine("tt \(arguments.command.name): REF", with: flag)
      }
      try arguments.setTask(word, in: &unresolved)
      return unresolved
    }
    let references = ["task_id", "task_name", "project_id", "project_name", "service", "service_task_id"]
    if !references.contains(where: unresolved.sets), session.canAsk {
      unresolved.call.arguments["task_id"] = JSONValue(try TaskPicker(session: session).pick())
    }
    return unresolved
  }

  static func show(_ answer: ToolResult, call: ValidatedCall, session: Session) -> Output {
    let timer = RunningTimer(answer.data)
    let title = timer?.title ?? "the task"
    let since = timer?.start.map { " since \($0)" } ?? ""
    let line = answer.changed == false ? "Already tracking \(title)\(since)." : "Tracking \(title)\(since)."
    return Output(value: answer.withChanged, view: .lines([line]))
  }
}
