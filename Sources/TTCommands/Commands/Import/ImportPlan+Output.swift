import Basics
import Reports

/// What a plan, or what became of it, looks like.
extension ImportPlan {
  func output() throws(TTError) -> Output {
    let isDry = session.arguments.has("dry-run")
    let rows = items.map(row)
    let value: JSONValue = [
      "changed": .bool(count(.made) > 0), "dry_run": .bool(isDry), "made": JSONValue(count(.made)),
      "present": JSONValue(count(.present)), "to_make": JSONValue(count(.new)), "entries": .array(rows),
      "skipped": .array(skipped.map { ["line": JSONValue($0.line), "reason": .string($0.text)] }),
    ]
    let notes = skipped.map { "\(file):\($0.line): skipped: \($0.text)" }
    let view = ListView(columns: Self.columns, empty: "no entries in \(file)", fields: Self.fields)
    let format = session.arguments.format
    if try FieldSelection.selectsRows(session.arguments) {
      let shown = format == .ids ? zip(items, rows).filter { $0.0.state == .made }.map(\.1) : rows
      return Output(value: .array(shown), view: .table(view), notes: notes)
    }
    var lines: [String] = []
    if isDry, !items.isEmpty {
      let cells = rows.map { row in Self.columns.map { $0.displayText(row).escapingControlCharacters } }
      let stream = session.context.output
      let table = TextTable(columns: Self.columns, rows: cells).render(width: stream.isTerminal ? stream.columns : nil)
      lines = table.split(separator: "\n").map(String.init)
    }
    let counts = isDry ? "\(count(.new)) to make" : "\(count(.made)) made"
    return Output(value: value, view: .lines(lines + ["\(counts), \(count(.present)) there already"]), notes: notes)
  }

  private static let columns = [
    Column("line", kind: .number), Column("state", kind: .fixed), Column("start", kind: .minute),
    Column("end", kind: .end), Column("duration", title: "TIME", kind: .seconds), Column("task"),
    Column("task_id", kind: .number), Column("project"),
    Column("notes"),
  ]

  /// The members of a row.
  static let fields = [
    "line", "state", "id", "start", "start_rfc3339", "end", "end_rfc3339", "duration", "task", "task_id", "project",
    "project_id", "notes",
  ]

  private func row(_ item: Item) -> JSONValue {
    func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    func number(_ number: Int?) -> JSONValue { number.map { JSONValue($0) } ?? .null }
    let (entry, target) = (item.entry, item.target)
    var row: JSONObject = ["line": JSONValue(entry.line), "state": .string(item.state.rawValue), "id": number(item.id)]
    for (name, time) in [("start", entry.start), ("end", entry.end)] {
      row[name] = .string(zone.local(at: time).text)
      row[name + "_rfc3339"] = .string(time.rfc3339(zone.offset(at: time)))
    }
    row["duration"] = JSONValue(entry.end.seconds - entry.start.seconds)
    row["task"] = text(target.task ?? entry.task)
    row["task_id"] = number(target.taskID)
    row["project"] = text(target.project ?? entry.project)
    row["project_id"] = number(target.projectID)
    row["notes"] = text(entry.notes)
    return .object(row)
  }
}
