import Basics
import Reports

/// Writes the rows of a list in batches, in the formats that do not need all rows at once.
struct RowWriter {
  let format: Format
  let view: ListView
  /// The fields selected by `--fields`.
  let fields: [String]?
  let isSafe: Bool
  /// The members that rows of the command may have.
  let declared: [String]
  private var columns: ColumnReader?
  /// True once a row was written.
  private var hasRows = false

  init(format: Format, view: ListView, fields: [String]?, isSafe: Bool, declared: [String] = []) {
    self.format = format
    self.view = view
    self.fields = fields
    self.isSafe = isSafe
    self.declared = declared
  }

  /// True for the formats that consist of rows alone.
  static func isMadeOfRows(_ format: Format) -> Bool {
    switch format {
    case .jsonl, .csv, .tsv, .ids: true
    case .table, .json: false
    }
  }

  /// The text of a batch of rows, with the header before the first one.
  mutating func text(of rows: [JSONValue]) throws(TTError) -> String {
    var text = TextBuffer()
    if columns == nil {
      let chosen = try FieldSelection.columns(fields, rows: rows, view: view, declared: declared)
      columns = ColumnReader(chosen)
      text += header(chosen)
    }
    var columns = columns ?? ColumnReader([])
    for row in rows {
      append(row, &columns, to: &text)
      hasRows = true
    }
    self.columns = columns
    return text.text
  }

  /// The text after the last row. A JSON list is only closed here, so that a list that ends before does not parse.
  func end() throws(TTError) -> String {
    if columns == nil { _ = try FieldSelection.columns(fields, rows: [], view: view, declared: declared) }
    guard format == .json else { return "" }
    return hasRows ? "\n]\n" : "[]\n"
  }

  private func header(_ columns: [Column]) -> String {
    switch format {
    case .csv: columns.map { Self.csvField($0.key, isSafe: false) }.joined(separator: ",") + "\r\n"
    case .tsv: columns.map(\.key).joined(separator: "\t") + "\n"
    case .jsonl, .ids, .table, .json: ""
    }
  }

  private func append(_ row: JSONValue, _ columns: inout ColumnReader, to text: inout TextBuffer) {
    switch format {
    case .jsonl:
      selected(row, columns.columns).append(to: &text)
      text += "\n"
    case .csv:
      for (index, value) in columns.values(of: row).enumerated() {
        if index > 0 { text += "," }
        text += Self.csvField(Column.rawText(of: value), isSafe: isSafe)
      }
      text += "\r\n"
    case .tsv:
      text +=
        columns.values(of: row).map { Self.tsvField(Self.neutralizingFormulas(Column.rawText(of: $0), isSafe)) }
        .joined(separator: "\t") + "\n"
    case .ids:
      guard let id = row[view.idKey] else { return }
      text += id.string ?? id.compact
      text += "\n"
    case .json:
      text += hasRows ? ",\n  " : "[\n  "
      selected(row, columns.columns).append(to: &text, indent: 2)
    case .table: break
    }
  }

  private func selected(_ row: JSONValue, _ columns: [Column]) -> JSONValue {
    fields == nil ? row : FieldSelection.pick(columns, from: row)
  }

  /// A field by RFC 4180: quoted if it contains a comma, a quote or a line end.
  static func csvField(_ text: String, isSafe: Bool) -> String {
    CSV.field(neutralizingFormulas(text, isSafe))
  }

  private static func tsvField(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\t" || $0 == "\n" || $0 == "\r" ? " " : $0 }))
  }

  /// Prefixes values that a spreadsheet would run as formulas with an apostrophe, which makes them text.
  static func neutralizingFormulas(_ text: String, _ isSafe: Bool) -> String {
    guard isSafe, let first = text.utf8.first, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first),
      Double(text) == nil
    else { return text }
    return "'" + text
  }
}
