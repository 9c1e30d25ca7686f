import Basics

/// Renders an output in the chosen format. One exhaustive switch: a new format does not compile until it is handled.
struct Renderer {
  let format: Format
  let fields: [String]?
  let isSafe: Bool
  let style: Style
  /// The terminal width in columns; nil means that nothing is cut.
  let width: Int?
  /// True if the text goes to a terminal.
  var isTerminal = false
  /// The members that rows of the command may have.
  var declared: [String] = []

  /// The text of an output.
  ///
  /// - Throws: a usage error for a field that is unknown.
  func render(_ output: Output) throws(TTError) -> String {
    switch format {
    case .table: return try text(output)
    case .json: return try json(output).pretty + "\n"
    case .jsonl, .csv, .tsv, .ids:
      var writer = RowWriter(format: format, view: view(of: output), fields: fields, isSafe: isSafe, declared: declared)
      return try writer.text(of: rows(output))
    }
  }

  private func text(_ output: Output) throws(TTError) -> String {
    if fields != nil, output.value.array == nil { return try members(output) }
    switch output.view {
    case .lines(let lines): return lines.reduce(into: "") { $0 += Self.escapingControlCharacters($1) + "\n" }
    case .raw(let text): return text
    case .fields: return try members(output)
    case .details(let details): return self.details(details)
    case .none: return ""
    case .table(let view):
      let rows = rows(output)
      let columns = try FieldSelection.columns(fields, rows: rows, view: view, declared: declared)
      guard !rows.isEmpty else { return "" }
      if isTerminal, fields == nil, let terminal = view.terminal { return terminal(rows, style, width) }
      return TextTable(columns: columns, rows: rows.map { cells($0, columns) }, style: style).render(width: width)
    }
  }

  /// The cells of a table's row.
  func cells(_ row: JSONValue, _ columns: [Column]) -> [String] {
    columns.map { Self.escapingControlCharacters($0.displayText(row)) }
  }

  private func members(_ output: Output) throws(TTError) -> String {
    let view = ListView(columns: scalars(output.value), empty: "")
    let columns = try FieldSelection.columns(fields, rows: [output.value], view: view, declared: declared)
    let names = columns.map { Self.escapingControlCharacters($0.key) }
    let width = names.reduce(0) { max($0, DisplayWidth.of($1)) }
    return zip(columns, names).map { column, name in
      let padding = String(repeating: " ", count: width - DisplayWidth.of(name) + 2)
      return style.bold(name) + padding + Self.escapingControlCharacters(column.displayText(output.value)) + "\n"
    }.joined()
  }

  /// Lines of a name and a value; a value that is too long for the terminal goes on below itself.
  private func details(_ details: [(name: String, value: String)]) -> String {
    let left = details.reduce(0) { max($0, DisplayWidth.of($1.name)) } + 2
    return details.map { name, value in
      let lines = value.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
        let line = Self.escapingControlCharacters(String(line))
        guard let width, width > left + 8 else { return [line] }
        return HelpText.wrapped(line, width: width - left)
      }
      let padding = String(repeating: " ", count: left - DisplayWidth.of(name))
      let indent = "\n" + String(repeating: " ", count: left)
      return style.bold(name) + padding + lines.joined(separator: indent) + "\n"
    }.joined()
  }

  /// The members of an object that fit on a line and are worth showing.
  private func scalars(_ value: JSONValue) -> [Column] {
    let members = value.object?.members.filter { member in
      // The service's own renderings and positions repeat what other members say.
      let isNoise = member.key.hasPrefix("loc_") || member.key.hasSuffix("index") || member.key == "formated_duration"
      return !isNoise && member.value.array == nil && member.value.object == nil && !member.value.isNull
    }
    return members?.map { Column(literal: $0.key) } ?? []
  }

  private func json(_ output: Output) throws(TTError) -> JSONValue {
    guard fields != nil else { return output.value }
    let rows = rows(output)
    let columns = try FieldSelection.columns(fields, rows: rows, view: view(of: output), declared: declared)
    let picked = rows.map { FieldSelection.pick(columns, from: $0) }
    return output.value.array == nil ? picked.first ?? [:] : .array(picked)
  }

  private func view(of output: Output) -> ListView {
    if case .table(let view) = output.view { return view }
    if let columns = output.columns { return ListView(columns: columns, empty: "") }
    let keys = rows(output).first?.object?.keys ?? []
    return ListView(columns: keys.map { Column(literal: $0) }, empty: "")
  }

  private func rows(_ output: Output) -> [JSONValue] { output.value.array ?? [output.value] }

  /// A text in a format for programs, as it goes to a terminal: with everything visible. Tables are clean already, and
  /// have styles.
  func shown(_ text: String) -> String {
    guard isTerminal else { return text }
    switch format {
    case .table: return text
    case .json, .jsonl: return text.escapingHiddenInJSON
    case .csv, .tsv, .ids: return text.exposingHiddenAndControls
    }
  }

  /// Text for a terminal, with control characters made visible.
  static func escapingControlCharacters(_ text: String) -> String { text.escapingControlCharacters }
}
