import Basics
import Policy

/// Prints audit records as they are read, in every format, so that a log of any length is never held in memory.
struct AuditLogPrinter {
  private enum Form {
    case table(StreamingTable, TimeZone)
    /// One list, written in parts.
    case json
    case rows(RowWriter)
    /// The lines of the log, byte for byte: an export that can be verified.
    case lines
  }

  private var form: Form
  private let fields: [Column]?
  private let output: Context.OutputStream
  private var records: [AuditRecord] = []
  /// True until a record has been printed.
  private(set) var isEmpty = true

  private static let tableColumns = [
    Column("time"), Column("event"), Column("grant"), Column("tool"), Column("decision", title: "VERDICT"),
    Column("outcome"), Column("rule"),
  ]
  /// Widths that fit the usual values, so that later batches of rows line up with the first one.
  private static let minWidths = ["time": 19, "event": 6, "grant": 8, "tool": 12, "decision": 8, "outcome": 7]

  /// Prints in the format of the session's command line.
  ///
  /// - Throws: a usage error for an unknown field.
  init(_ session: Session) throws(TTError) {
    let context = session.context
    let arguments = session.arguments
    output = context.output
    let every = ListView(columns: AuditLog.members.map { Column($0) }, empty: "")
    // A record only has the members that apply to it, so fields are checked against all possible members.
    let sample = JSONValue.object(JSONObject(AuditLog.members.map { JSONObject.Member(key: $0, value: .null) }))
    fields = try arguments.fields.map { (names) throws(TTError) in
      try FieldSelection.columns(names, rows: [sample], view: every)
    }
    switch arguments.format {
    case .table:
      let table = StreamingTable(
        columns: fields ?? Self.tableColumns, minWidths: Self.minWidths,
        style: Style(context.output, context, isOff: arguments.has("no-color")),
        width: context.output.isTerminal ? context.output.columns : nil)
      form = .table(table, try session.zone())
    case .json: form = .json
    // On a terminal, invisible characters of callers are made visible.
    case .jsonl where fields == nil && !context.output.isTerminal: form = .lines
    case .jsonl, .csv, .tsv, .ids:
      var writer = RowWriter(
        format: arguments.format, view: every, fields: arguments.fields, isSafe: arguments.has("csv-safe"))
      try Self.write(try writer.text(of: []), to: output)
      form = .rows(writer)
    }
  }

  /// Adds the next record.
  mutating func print(_ record: AuditRecord) throws(TTError) {
    records.append(record)
    if records.count == 512 { try flush() }
  }

  /// Prints the records added so far.
  mutating func flush() throws(TTError) {
    if records.isEmpty { return }
    let rows = records.map(\.value)
    defer {
      records.removeAll(keepingCapacity: true)
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
      // The batches form one list, so its brackets are written only once.
      list.removeFirst(isEmpty ? 0 : 1)
      list.removeLast(2)
      try Self.write(isEmpty ? list : "," + list, to: output)
    case .lines: try Self.write(records.flatMap { $0.line + [UInt8(ascii: "\n")] }, to: output)
    case .rows(var writer):
      let text = try writer.text(of: rows)
      form = .rows(writer)
      try Self.write(text, to: output)
    }
  }

  /// Prints the end of the output.
  func end() throws(TTError) {
    if case .json = form { try Self.write(isEmpty ? "[]\n" : "\n]\n", to: output) }
  }

  /// A time as local time, for tables.
  private static func local(_ time: String, _ zone: TimeZone) -> String {
    guard case .exact(let instant, _)? = TimeExpression(time) else { return Renderer.escapingControlCharacters(time) }
    return zone.local(at: instant).text
  }

  private static func write(_ text: String, to stream: Context.OutputStream) throws(TTError) {
    try write(Array(text.utf8), to: stream)
  }

  private static func write(_ bytes: [UInt8], to stream: Context.OutputStream) throws(TTError) {
    guard bytes.isEmpty || stream.write(bytes) else {
      throw TTError(.api, "the answer could not be written to the standard output")
    }
  }
}
