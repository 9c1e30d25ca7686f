import Basics
import TrackingTime

/// `tt bill`.
enum BillCommand {
  static let command = Command(
    group: .changing, summary: "Mark time entries as billed",
    details: [
      "Marks the entries given by ID, or those that tt list events --unbilled lists with the same days and filters, and says "
        + "how many they are and how long. What still runs and what is only planned is left out. Either entries or days are "
        + "required."
    ],
    operands: [
      .init(
        name: "ENTRY", summary: "time entry ID, or one of \(EntryReference.words.joined(separator: ", "))",
        isRepeated: true, completion: .words(EntryReference.words))
    ],
    flags: [
      Flag(name: "dry-run", summary: "look the entries up, print what would be marked, and write nothing"), .wait,
    ] + DayRange.flags + ListCommand.eventFilters,
    examples: [
      .init(line: "tt bill --last-month --customer Acme", summary: "what an invoice covers"),
      .init(line: "tt bill 6401 6402", summary: "two entries"),
    ],
    tools: ["mark_events_billed", "list_events", "list_company_events", "get_event", "list_user_tasks"],
    isServed: true, action: .local(run))

  /// The most entries of one call.
  private static let batch = 1000

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    _ = try session.waitLimit()
    try session.requireAccess(to: [call(ids: [1], session)])
    let rows = arguments.operands.isEmpty ? try listed(arguments, session) : try given(arguments, session)
    let entries = rows.filter { row in
      guard let entry = RecordedEntry(row) else { return false }
      return row["is_billed"]?.bool != true && !entry.isPlanned && entry.id != nil
    }
    let isDry = arguments.has("dry-run")
    var notes: [String] = []
    if !isDry { notes = try mark(entries.compactMap { $0["id"]?.int }, session) }
    let seconds = entries.reduce(0) { $0 + ($1["duration"]?.int ?? 0) }
    let value: JSONValue = [
      "changed": .bool(!isDry && !entries.isEmpty), "dry_run": .bool(isDry), "count": JSONValue(entries.count),
      "seconds": JSONValue(seconds), "event_ids": .array(entries.compactMap { $0["id"] }),
    ]
    let amount = Output.entries(entries.count) + ", \(DurationText.clock(seconds))"
    let line = isDry ? "Unbilled: \(amount)." : "Marked as billed: \(amount)."
    if arguments.format == .ids {
      let view = ListView(columns: [Column("id", kind: .number)], empty: "no unbilled time entries found")
      return Output(value: .array(entries), view: .table(view), notes: notes)
    }
    return Output(value: value, view: .lines([entries.isEmpty ? "Nothing is unbilled." : line]), notes: notes)
  }

  private static func given(_ arguments: Arguments, _ session: Session) throws(TTError) -> [JSONValue] {
    if let flag = (DayRange.flags + ListCommand.eventFilters).first(where: { arguments.value($0.name) != nil }) {
      throw .cannotCombine("tt bill: ENTRY", with: flag.long)
    }
    var rows: [JSONValue] = []
    for word in arguments.operands {
      let id = try Resolver(session: session).id(of: word, kind: .event)
      if rows.contains(where: { $0["id"]?.int == id }) { continue }
      do throws(TTError) {
        rows.append(try session.call(ToolCall.event(id, in: arguments.workspace)).data)
      } catch {
        var error = error
        if !error.message.containsText(String(id)) { error.message += " (time entry \(id))" }
        if arguments.operands.count > 1 { error.message += "; none was marked" }
        throw error
      }
    }
    if let running = try RunningEntry.find(session)?.id, rows.contains(where: { $0["id"]?.int == running }) {
      throw .usage("tt bill: time entry \(running) is running", hint: "to end it: tt stop")
    }
    return rows
  }

  private static func listed(_ arguments: Arguments, _ session: Session) throws(TTError) -> [JSONValue] {
    guard DayRange.flags.contains(where: { arguments.value($0.name) != nil }) else {
      throw .usage("tt bill: missing entries", hint: "for example: tt bill --last-month, or tt bill 6401")
    }
    let unresolved = try ListEvents.unresolvedCall(arguments, session)
    let (call, rowFilter) = try Resolver(session: session).resolve(unresolved)
    let running = try RunningEntry.find(among: call, of: arguments, session)?.id
    var found: [JSONValue] = []
    _ = try session.call(call) { rows in
      found += rows.filter { $0["is_billed"]?.bool != true && $0["id"]?.int != running && rowFilter?($0) ?? true }
    }
    return found
  }

  private static func call(ids: some Sequence<Int>, _ session: Session) -> ToolCall {
    var call = ToolCall("mark_events_billed", ["event_ids": .array(ids.map { JSONValue($0) })])
    call.arguments["account_id"] = session.arguments.workspace
    return call
  }

  private static func mark(_ ids: [Int], _ session: Session) throws(TTError) -> [String] {
    var notes: [String] = []
    for start in stride(from: 0, to: ids.count, by: batch) {
      let part = ids[start..<min(ids.count, start + batch)]
      do throws(TTError) {
        notes += try session.call(call(ids: part, session)).notes.map(\.commandLineText)
      } catch {
        var error = error
        guard start > 0 else { throw error }
        error.message += "; \(start) of \(ids.count) entries are marked, and running the command again marks the others"
        throw error.afterChanges
      }
    }
    return notes
  }
}
