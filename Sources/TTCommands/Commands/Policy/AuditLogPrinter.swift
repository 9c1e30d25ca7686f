import Basics
import Policy

/// Prints records as they come, in every format: a log of any length is never held whole.
struct AuditLogPrinter {
  private enum Form {
    case table(StreamingTable, TimeZone)
    /// One list.
    case json
    case rows(RowWriter)
  }

  private var form: Form
  private let fields: [Column]?
  private let output: Context.OutputStream
  private var rows: [JSONValue] = []
  /// True until something was printed.
  private(set) var isEmpty = true

  private static let tableColumns = [
    Column("time"), Column("event"), Column("grant"), Column("tool"), Column("decision", "VERDICT"), Column("outcome"),
    Column("rule"),
  ]
  /// The usual values fit, so that rows that come later stand below the others.
  private static let leastWidths = ["time": 19, "event": 6, "grant": 8, "tool": 12, "decision": 8, "outcome": 7]

  init(_ query: LogQuery, _ arguments: Arguments, _ session: Session) throws(TTError) {
    let context = session.context
    output = context.output
    let every = ListView(columns: AuditLog.members.map { Column($0) }, empty: "")
    // A record has only the members that apply to it, so the fields are checked against all there can be.
    let sample = JSONValue.object(JSONObject(AuditLog.members.map { JSONObject.Member(key: $0, value: .null) }))
    fields = try arguments.fields.map { (names) throws(TTError) in
      try FieldSelection.columns(names, rows: [sample], view: every)
    }
    switch arguments.format {
    case .table:
      let table = StreamingTable(
        columns: fields ?? Self.tableColumns, least: Self.leastWidths,
        style: Style(context.output, context, isOff: arguments.has("no-color")),
        width: context.output.isTerminal ? context.output.columns : nil)
      form = .table(table, try session.zone())
    case .json: form = .json
    case .jsonl, .csv, .tsv, .ids:
      var writer = RowWriter(
        format: arguments.format, view: every, fields: arguments.fields, isSafe: arguments.has("csv-safe"))
      try Self.write(try writer.text(of: []), to: output)
      form = .rows(writer)
    }
  }

  /// Takes the next record.
  mutating func print(_ record: JSONValue) throws(TTError) {
    rows.append(record)
    if rows.count == 512 { try flush() }
  }

  /// Prints what was taken so far.
  mutating func flush() throws(TTError) {
    if rows.isEmpty { return }
    defer {
      rows.removeAll(keepingCapacity: true)
      isEmpty = false
    }
    switch form {
    case .table(var table, let zone):
      let cells = rows.map { row in
        table.columns.map { column in
          let text = column.displayText(row)
          return column.key == "time" ? Self.local(text, zone) : Renderer.escapingControlCharacters(text)
        }
      }
      let text = table.text(of: cells)
      form = .table(table, zone)
      try Self.write(text, to: output)
    case .json:
      let documents = rows.map { row in fields.map { FieldSelection.pick($0, from: row) } ?? row }
      var list = JSONValue.array(documents).pretty
      // The list goes on: its brackets are written once.
      list.removeFirst(isEmpty ? 0 : 1)
      list.removeLast(2)
      try Self.write(isEmpty ? list : "," + list, to: output)
    case .rows(var writer):
      let text = try writer.text(of: rows)
      form = .rows(writer)
      try Self.write(text, to: output)
    }
  }

  /// Prints what stands behind the last record.
  func end() throws(TTError) {
    if case .json = form { try Self.write(isEmpty ? "[]\n" : "\n]\n", to: output) }
  }

  /// For people, the wall clock of their own zone.
  private static func local(_ time: String, _ zone: TimeZone) -> String {
    guard case .exact(let instant, _)? = TimeExpression(time) else { return Renderer.escapingControlCharacters(time) }
    return zone.local(at: instant).text
  }

  private static func write(_ text: String, to stream: Context.OutputStream) throws(TTError) {
    guard text.isEmpty || stream.write(Array(text.utf8)) else {
      throw TTError(.api, "the answer could not be written to the standard output")
    }
  }
}
