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
  private var columns: [Column]?
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
    var text = ""
    if columns == nil {
      let chosen = try FieldSelection.columns(fields, rows: rows, view: view, declared: declared)
      columns = chosen
      text = header(chosen)
    }
    let columns = columns ?? []
    for row in rows {
      append(row, columns, to: &text)
      hasRows = true
    }
    return text
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

  private func append(_ row: JSONValue, _ columns: [Column], to text: inout String) {
    switch format {
    case .jsonl: text += (fields == nil ? row : FieldSelection.pick(columns, from: row)).compact + "\n"
    case .csv:
      for (index, column) in columns.enumerated() {
        if index > 0 { text += "," }
        text += Self.csvField(column.rawText(row), isSafe: isSafe)
      }
      text += "\r\n"
    case .tsv:
      text +=
        columns.map { Self.tsvField(Self.neutralizingFormulas($0.rawText(row), isSafe)) }.joined(separator: "\t") + "\n"
    case .ids:
      if let id = row[view.idKey] { text += (id.string ?? id.compact) + "\n" }
    case .json:
      text += hasRows ? ",\n  " : "[\n  "
      text += (fields == nil ? row : FieldSelection.pick(columns, from: row)).pretty(indent: 2)
    case .table: break
    }
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
