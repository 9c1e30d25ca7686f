import Basics
import TrackingTime

/// `tt undo`.
enum UndoCommand {
  static let command = Command(
    path: ["undo"], group: .tracking, summary: "Take back the last write",
    details: [
      "Takes back the last write that tt made for the same grant, service and workspace, by a command, tt call or an agent. "
        + "tt keeps the last 20, in journal.json of the state folder.",
      "An added entry is deleted; an edited one gets its former values; a deleted one is added again, under a new ID and "
        + "without custom fields, tags and the mark as billed; a stopped timer runs again from its old start, as a new entry "
        + "in place of the stopped one; a started timer is stopped and its entry deleted, and what a switch stopped stays "
        + "stopped; what was created or reopened is closed, what was closed is reopened.",
      "What has changed since is left alone (exit 6), and so is what cannot be taken back, such as changes of tasks, projects "
        + "and customers, and edits that did not read the entry first (tt call, agents, --no-look). An undo is not a write "
        + "that is kept: it cannot be undone.",
    ],
    flags: [list],
    examples: [
      .init(line: "tt undo", summary: "that was not what I meant"),
      .init(line: "tt undo --list", summary: "what could be taken back?"),
    ],
    action: .calls(make, run: run))

  private static let list = Flag(name: "list", summary: "list what could be taken back, the last write first")

  private static func writes(_ arguments: Arguments, _ session: Session) throws(TTError) -> [JournalRecord] {
    let account = arguments.value("account-id").flatMap { Int($0) }
    return try session.journal().writes(at: session.journalPlace(account: account))
  }

  /// The calls that take back the last write; none if there is nothing to take back.
  private static func make(_ arguments: Arguments, _ session: Session) throws(TTError) -> [UnresolvedCall] {
    guard let record = try writes(arguments, session).first else { return [] }
    return try calls(for: record, arguments, session).map { UnresolvedCall($0) }
  }

  private static func calls(
    for record: JournalRecord, _ arguments: Arguments, _ session: Session
  ) throws(TTError) -> [ToolCall] {
    if let obstacle = record.obstacle {
      throw TTError(.conflict, "tt cannot undo the last write (\(record.tool)\(about(record))): \(obstacle)")
    }
    return UndoPlan(record: record, zone: try session.zone()).calls.map { call in
      var call = call
      if let account = arguments.value("account-id") { call.set(Catalog.accountID, to: account, label: "--account-id") }
      return call
    }
  }

  private static func about(_ record: JournalRecord) -> String { record.id.map { " \($0)" } ?? "" }

  private static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    if arguments.has(list.name) { return try listing(try writes(arguments, session), session) }
    let turn = try session.journal().undoingTurn()
    defer { withExtendedLifetime(turn) {} }
    guard let record = try writes(arguments, session).first else {
      return Output(value: ["changed": false], view: .lines(["There is nothing to undo."]))
    }
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
        var error = error
        if let first = results.first {
          error.message += "; it is undone by halves: \(calls[0].tool.name) was made"
          if try keepRest(of: record, after: first, session) { error.remedy = .advice("tt undo does the rest") }
        }
        throw error
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
