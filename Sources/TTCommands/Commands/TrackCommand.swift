import Basics
import TrackingTime

/// `tt track` and `tt switch`: start the timer.
enum TrackCommand {
  static let command = Command(
    path: ["track"], group: .tracking, summary: "Start the timer on a task",
    details: [
      "REF is a task's number (digits), @last, or a name. A name is resolved by the service: it takes an active task of "
        + "exactly that name in the project you name, or without a project, and makes a new one when there is none. Without REF give a task id, or a task, project or service reference; on a terminal tt offers the tasks "
        + "tracked lately.",
      "Tracking the task that already runs changes nothing and is no error.",
    ],
    operands: [reference], flags: Flag.forParameters(of: "track_task"),
    examples: [
      .init(line: "tt track --task-id 42", summary: "start the timer on task 42"),
      .init(line: "tt track 'Write report' --project-name Website", summary: "by name"),
      .init(line: "tt track 42 --date -15m --notes 'call with Acme'", summary: "started a quarter of an hour ago"),
    ],
    tools: ["track_task"],
    action: .tool(draft: draft, show: show))

  static let switchCommand = Command(
    path: ["switch"], group: .tracking, summary: "Stop what runs and start the timer on a task",
    details: ["The same as tt track with --stop-running-task."],
    operands: [reference], flags: Flag.forParameters(of: "track_task", except: ["stop_running_task"]),
    examples: [.init(line: "tt switch 8301", summary: "from whatever runs to task 8301")],
    tools: ["track_task"],
    action: .tool(
      draft: { (arguments, session) throws(TTError) in
        var draft = try draft(arguments, session)
        draft.call.arguments["stop_running_task"] = true
        return draft
      }, show: show))

  private static let reference = Command.Operand(
    name: "REF", summary: "a task's number or name", completion: .names(.task))

  static func draft(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    // The service itself finds a task by its name; only a number is a task id here.
    var draft = try arguments.unresolvedCall("track_task", strict: ["task_id", "project_id"])
    if let word = arguments.operands.first {
      if draft.call.arguments["task_id"] != nil || draft.call.arguments["task_name"] != nil {
        throw .usage("tt \(arguments.command.name): the task is given twice: \(Shell.quoted(word)) and by a flag")
      }
      try arguments.putTask(word, into: &draft)
      return draft
    }
    let references = ["task_id", "task_name", "project_id", "project_name", "service", "service_task_id"]
    if !references.contains(where: { draft.call.arguments[$0] != nil }), session.canAsk {
      draft.call.arguments["task_id"] = JSONValue(try TaskPicker(session: session).pick())
    }
    return draft
  }

  static func show(_ answer: ToolResult, _ call: ToolCall, _ session: Session) -> Output {
    let timer = RunningTimer(answer.data)
    let title = timer?.title ?? "the task"
    let since = timer?.start.map { " since \($0)" } ?? ""
    let line = answer.changed == false ? "Already tracking \(title)\(since)." : "Tracking \(title)\(since)."
    return Output(value: answer.withChanged, view: .lines([line]))
  }
}

/// `tt continue`: track the task of the last time entry.
enum ContinueCommand {
  static let command = Command(
    path: ["continue"], group: .tracking, summary: "Start the timer on the last stopped task again",
    details: ["A new time entry begins; the old one stays as it is. The last task is that of your latest time entry."],
    flags: Flag.forParameters(of: "track_task").filter {
      ["date", "timezone", "notes", "stop-running-task"].contains($0.name)
    },
    examples: [.init(line: "tt continue", summary: "back from lunch")],
    tools: ["list_events", "track_task"],
    action: .tool(
      draft: { (arguments, _) throws(TTError) in
        var draft = try arguments.unresolvedCall("track_task")
        draft.references.append(.init(kind: .task, word: "@last", use: .argument("task_id")))
        return draft
      }, show: TrackCommand.show))
}
