import Basics
import TrackingTime

/// `tt undo`.
enum UndoCommand {
  static let command = Command(
    group: .tracking, summary: "Take back the last write",
    details: [
      "Takes back the last write that tt made for the same grant, service and workspace, by a command, tt call or an agent. "
        + "tt keeps the last 20, in journal.json of the state folder.",
      "An added entry is deleted; an edited one gets its former values; a deleted one is added again, under a new ID and "
        + "without custom fields, tags and the mark as billed; a stopped timer runs again from its old start, as a new entry "
        + "in place of the stopped one; a started timer is stopped and its entry deleted, and what a switch stopped stays "
        + "stopped; what was created or reopened is closed, what was closed is reopened.",
      "What was cancelled runs again from its old start.",
      "What has changed since is left alone (exit 6), and so is what cannot be taken back, such as changes of tasks, projects "
        + "and customers, and edits that did not read the entry first (tt call, agents, --no-look). --skip forgets such a "
        + "write and changes nothing else, so that tt undo takes back the one before it. An undo is not a write that is "
        + "kept: it cannot be undone.",
    ],
    flags: [list, skip],
    examples: [
      .init(line: "tt undo", summary: "that was not what I meant"),
      .init(line: "tt undo --list", summary: "what could be taken back?"),
      .init(line: "tt undo --skip", summary: "leave the last write as it is"),
    ],
    action: .calls(make, run: run))

  private static let list = Flag(name: "list", summary: "list what could be taken back, the last write first")

  private static let skip = Flag(
    name: "skip", summary: "forget the last write instead of taking it back; nothing is sent")

  private static func writes(_ arguments: Arguments, _ session: Session) throws(TTError) -> [JournalRecord] {
    let account = arguments.value("account-id").flatMap { Int($0) }
    return try session.journal().writes(at: session.journalPlace(account: account))
  }

  /// The calls that take back the last write; none if there is nothing to take back.
  private static func make(_ arguments: Arguments, _ session: Session) throws(TTError) -> [UnresolvedCall] {
    guard !arguments.has(skip.name), let record = try writes(arguments, session).first else { return [] }
    return try calls(for: record, arguments, session).map { UnresolvedCall($0) }
  }

  private static func calls(
    for record: JournalRecord, _ arguments: Arguments, _ session: Session
  ) throws(TTError) -> [ToolCall] {
    if let obstacle = record.obstacle {
      throw TTError(
        .conflict, "cannot undo the last write, \(record.name): \(obstacle); nothing was changed",
        hint: skipping(record))
    }
    return UndoPlan(record: record, zone: try session.zone()).calls.map { call in
      var call = call
      if let account = arguments.value("account-id") { call.set(Catalog.accountID, to: account, label: "--account-id") }
      return call
    }
  }

  /// The next step after a write that is not taken back.
  static func skipping(_ record: JournalRecord, isGone: Bool = false) -> String {
    let look = record.id.map { "to see it: tt show \(record.kind) \($0); " } ?? ""
    return (isGone || record.tool == "delete_event" ? "" : look)
      + "to leave it as it is and go on: tt undo --skip"
  }

  private static func skipped(_ record: JournalRecord, _ session: Session) throws(TTError) -> Output {
    try session.journal().remove(record)
    return Output(
      value: ["changed": false, "skipped": .string(record.tool)],
      view: .lines(["Left as it is: \(record.name)\(record.title.isEmpty ? "" : " (\(record.title))")."]))
  }

  private static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    if arguments.has(list.name), arguments.has(skip.name) { throw .cannotCombine(list.long, with: skip.long) }
    if arguments.has(list.name) { return try listing(try writes(arguments, session), session) }
    let turn = try session.journal().undoingTurn()
    defer { withExtendedLifetime(turn) {} }
    guard let record = try writes(arguments, session).first else {
      return Output(value: ["changed": false], view: .lines(["There is nothing to undo."]))
    }
    if arguments.has(skip.name) { return try skipped(record, session) }
    let raw = try calls(for: record, arguments, session)
    try session.requireAccess(to: raw)
    var calls: [ValidatedCall] = []
    for call in raw { calls.append(try session.client().validate(call)) }
    try session.judge(calls)
    try UndoCheck(record, calls[0], session).requireUnchanged()
    session.isUndoing = true
    var results: [ToolResult] = []
    for call in calls {
      do throws(TTError) {
        results.append(try session.call(call))
      } catch {
        guard let first = results.first else { throw error }
        throw try halved(record, after: first, error, session)
      }
    }
    var notes = results.flatMap(\.notes)
    do throws(TTError) {
      let successor = successor(of: record, results[0])
      try session.journal().remove(record, successor: successor)
    } catch {
      notes.append(Note(error.message))
    }
    return output(UndoPlan(record: record, zone: try session.zone()), results, notes)
  }

  /// The error of an undo whose second call failed: it says what was done, and what is left.
  private static func halved(
    _ record: JournalRecord, after first: ToolResult, _ error: TTError, _ session: Session
  ) throws(TTError) -> TTError {
    var error = error.afterChanges
    let done = record.tool == "stop_task" ? "the timer runs again" : "the timer is stopped"
    let entry = (record.tool == "stop_task" ? "the stopped entry" : "its entry") + (record.id.map { " \($0)" } ?? "")
    let left = error.failure == .outcomeUnknown ? "may still be there" : "is still there"
    error.message = "\(done), but \(entry) \(left): \(error.message)"
    let next = try keepRest(of: record, after: first, session) ? "tt undo" : "tt delete \(record.id ?? 0)"
    error.remedy = .advice("to delete it: \(next)")
    return error
  }

  /// Keeps what is left of a write that was taken back by halves, so that it can be taken back as well.
  private static func keepRest(
    of record: JournalRecord, after first: ToolResult, _ session: Session
  ) throws(TTError) -> Bool {
    guard let rest = UndoPlan(record: record, zone: try session.zone()).rest(after: first) else { return false }
    try session.journal().replace(record, by: rest, successor: successor(of: record, first))
    return true
  }

  /// The entry in place of a stopped one.
  private static func successor(of record: JournalRecord, _ first: ToolResult) -> Int? {
    record.tool == "stop_task" ? RunningTimer(first.data)?.entry?["id"]?.idNumber : nil
  }

  private static func output(_ plan: UndoPlan, _ results: [ToolResult], _ notes: [Note]) -> Output {
    let record = plan.record
    var result = results[plan.shown]
    result.changed = results.contains { $0.changed == true }
    var value = result.withChanged.object ?? [:]
    value["undone"] = .string(record.tool)
    let object: String
    if !record.isAboutEntry {
      object = "\(record.title.isEmpty ? "" : record.title + " ")(\(record.id.map(String.init) ?? "?"))"
    } else if plan.calls[plan.shown].tool == "track_task", let timer = RunningTimer(result.data) {
      // The service gives a running entry an end too.
      object = timer.title + (timer.start.map { ", since \($0)" } ?? "")
    } else {
      object = Output.entryText(result.data)
    }
    var output = Output(value: .object(value), view: .lines(["Undone (\(plan.summary)): \(object)."]))
    output.notes = notes.map(\.commandLineText)
    output.isMade = true
    return output
  }

  private static func listing(_ writes: [JournalRecord], _ session: Session) throws(TTError) -> Output {
    let zone = try session.zone()
    let rows = writes.map { record -> JSONValue in
      let made = Instant(seconds: record.time)
      let offset = zone.offset(at: made)
      return [
        "made": .string(LocalTime(made, at: offset).text), "made_rfc3339": .string(made.rfc3339(offset)),
        "tool": .string(record.tool),
        "id": record.id.map { JSONValue($0) } ?? .null,
        "title": .string(record.title), "possible": .bool(record.obstacle == nil),
        "undo": .string(record.obstacle.map { "not possible: " + $0 } ?? UndoPlan(record: record, zone: zone).summary),
      ]
    }
    let view = ListView(
      columns: [Column("made"), Column("tool"), Column("id"), Column("title"), Column("undo")],
      empty: "there is nothing to undo", fields: ["made_rfc3339", "possible"])
    return Output(value: .array(rows), view: .table(view))
  }
}
