import Basics

/// Prints the rows of a list one after the other, in the formats that need not know all of them first.
struct RowWriter {
  let format: Format
  let view: ListView
  /// The members asked for by `--fields`.
  let fields: [String]?
  let isSafe: Bool
  private var columns: [Column]?

  init(format: Format, view: ListView, fields: [String]?, isSafe: Bool) {
    self.format = format
    self.view = view
    self.fields = fields
    self.isSafe = isSafe
  }

  /// True for the formats that stream.
  static func streams(_ format: Format) -> Bool {
    switch format {
    case .jsonl, .csv, .tsv, .ids: true
    case .table, .json: false
    }
  }

  /// The text of some rows, with the header before the first.
  mutating func text(of rows: [JSONValue]) throws(TTError) -> String {
    var text = ""
    if columns == nil {
      let chosen = try FieldSelection.columns(fields, rows: rows, view: view)
      columns = chosen
      text = header(chosen)
    }
    let columns = columns ?? []
    for row in rows { append(row, columns, to: &text) }
    return text
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
    case .table, .json: break
    }
  }

  /// RFC 4180: quoted where it holds a comma, a quote or a line end.
  static func csvField(_ text: String, isSafe: Bool) -> String {
    let text = neutralizingFormulas(text, isSafe)
    guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return text }
    return "\"" + text.replacing(scalar: "\"", with: "\"\"") + "\""
  }

  private static func tsvField(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\t" || $0 == "\n" || $0 == "\r" ? " " : $0 }))
  }

  /// A spreadsheet takes a value that begins with one of these for a formula; an apostrophe in front makes it text.
  private static func neutralizingFormulas(_ text: String, _ isSafe: Bool) -> String {
    guard isSafe, let first = text.utf8.first, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first),
      Double(text) == nil
    else { return text }
    return "'" + text
  }
}

/// What `--fields` picks.
enum FieldSelection {
  /// The columns to print: those asked for, or the view's own.
  ///
  /// - Throws: a usage error with the known members when one is not known. Without rows nothing is known, and nothing
  ///   is printed.
  static func columns(_ fields: [String]?, rows: [JSONValue], view: ListView) throws(TTError) -> [Column] {
    guard let fields else { return view.columns }
    if fields.isEmpty { throw .usage("--fields names no field", hint: "for example --fields id,name") }
    let known = rows.first?.object?.keys ?? []
    return try fields.map { (field) throws(TTError) in
      let first = String(field.prefix { $0 != "." })
      guard rows.isEmpty || known.contains(where: { $0.isIdentical(to: first) }) else {
        let nearest = Spelling.closestMatch(to: field, among: known).map { "did you mean \($0)? " } ?? ""
        throw .usage(
          "there is no field \(Shell.quoted(field))", hint: nearest + "known: " + known.joined(separator: ", "))
      }
      return Column(field)
    }
  }

  /// The members of a row that the columns show, as an object.
  static func pick(_ columns: [Column], from row: JSONValue) -> JSONValue {
    .object(JSONObject(columns.map { JSONObject.Member(key: $0.key, value: $0.value(row) ?? .null) }))
  }
}
