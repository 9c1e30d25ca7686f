import Basics
import TrackingTime

/// `tt stop`.
enum StopCommand {
  static let command = Command(
    group: .tracking, summary: "Stop the running timer",
    details: [
      "Without TASK_ID, stops whatever is running, in the workspace it is running in. Stopping when no timer is running "
        + "is a no-op and succeeds.",
      "--notes adds to the notes of the entry once the timer is stopped, on a line of its own, as tt note does. The running "
        + "timer is looked up first, and the policy judges both calls before the stop is sent.",
    ],
    operands: [
      .init(name: "TASK_ID", summary: "task whose timer to stop, by ID or name", completion: .names(.task))
    ],
    flags: Flag.forParameters(of: "stop_task") + [notes, SyncCommand.queue] + Flag.inspection,
    examples: [
      .init(line: "tt stop", summary: "stop whatever is running"),
      .init(line: "tt stop --date 17:30", summary: "it ended at 17:30 today"),
      .init(line: "tt stop --notes 'sent the offer'", summary: "and say what was done"),
    ],
    tools: ["update_event", "list_user_tasks", "stop_task"], action: .calls(make, run: run))

  private static let notes = Flag(
    name: "notes", value: "TEXT", summary: "add this to the notes of the entry; - reads it from standard input")

  private static func make(_ arguments: Arguments, _ session: Session) throws(TTError) -> [UnresolvedCall] {
    let stop = try unresolvedCall(arguments, session)
    guard let text = try text(arguments) else { return [stop] }
    if stop.call.isQueueable { throw .cannotCombine(notes.long, with: SyncCommand.queue.long) }
    var note = try NoteCommand.call(on: nil, text, arguments)
    note.call.label("notes", notes.long)
    return [stop, note]
  }

  /// The text of `--notes`; nil without it.
  private static func text(_ arguments: Arguments) throws(TTError) -> String? {
    guard let text = arguments.value(notes.name) else { return nil }
    if text.isEmpty { throw .usage("--notes: the text is empty") }
    return text
  }

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let calls = try make(arguments, session)
    let stop = try Resolver(session: session).resolve(calls[0]).call
    if calls.count == 1 { return try stopped(stop, session).output }
    guard let note = try note(calls[1], stop, arguments, session) else {
      var output = try stopped(stop, session).output
      output.notes.append("the notes were not written: no running entry was found")
      return output
    }
    try session.judgeTogether([stop, note])
    var (output, changed) = try stopped(stop, session)
    guard changed != false else {
      output.notes.append("the notes were not written: the timer was stopped before")
      return output
    }
    let id = note.arguments.integer("event_id") ?? 0
    let noted = try session.call(
      note, after: "the timer was stopped", otherwise: "its notes were not written",
      next: "tt note \(id) \(Shell.quoted(note.arguments.text("notes") ?? ""))")
    if var entry = output.value.object, entry["notes"] != nil || entry["id"]?.int == id {
      entry["notes"] = noted.data["notes"] ?? entry["notes"]
      output.value = .object(entry)
    }
    output.notes += noted.notes.map(\.commandLineText)
    return output
  }

  /// Stops the timer.
  private static func stopped(
    _ stop: ValidatedCall, _ session: Session
  ) throws(TTError) -> (output: Output, changed: Bool?) {
    let answer = try session.call(stop)
    if let queued = answer.queued { return (SyncCommand.queued(queued, session), false) }
    var output = show(answer, call: stop, session: session)
    output.notes += answer.notes.map(\.commandLineText)
    output.isMade = answer.changed == true
    return (output, answer.changed)
  }

  /// The call that adds to the notes of the running entry; nil if there is none that the stop would end.
  private static func note(
    _ unresolved: UnresolvedCall, _ stop: ValidatedCall, _ arguments: Arguments, _ session: Session
  ) throws(TTError) -> ValidatedCall? {
    let wanted = stop.arguments.integer("task_id")
    guard let timer = RunningTimer(try session.call(ToolCall.runningTimer(in: arguments.workspace)).data),
      let id = timer.entry?["id"]?.int,
      wanted == nil || timer.taskID == wanted
    else { return nil }
    var note = unresolved
    note.call.subject = .arguments
    note.call.arguments["event_id"] = JSONValue(id)
    note.call.arguments["account_id"] = try session.workspace(of: timer)
    return try Resolver(session: session).resolve(note).call
  }

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("stop_task")
    if let word = arguments.operands.first {
      try arguments.setOperand(word, of: "TASK_ID", parameter: "task_id", in: &unresolved)
    }
    unresolved.call.inspection = try arguments.inspection()
    unresolved.call.isQueueable = arguments.has(SyncCommand.queue.name)
    unresolved.call.subject = unresolved.sets("task_id") ? .arguments : .runningTimer
    return unresolved
  }

  static func show(_ answer: ToolResult, call: ValidatedCall, session: Session) -> Output {
    let line: String
    if answer.isChangeUnknown {
      line = "No timer is running on the task. Whether one was running is not known."
    } else if answer.changed == false {
      let task = call.arguments.integer("task_id").map { "Task \($0) was not running." }
      line = task ?? "No timer is running."
    } else {
      let title = RunningTimer(answer.data)?.title ?? "the timer"
      let duration = answer.data["duration"]?.int.map { " after \(DurationText.clock($0))" } ?? ""
      line = "Stopped \(title)\(duration)."
    }
    return Output(value: answer.withChanged, view: .lines([line]))
  }
}
