/// A table as text: columns aligned by display width, the widest ones cut to fit the terminal.
struct TextTable {
  let columns: [Column]
  let rows: [[String]]
  var style = Style.plain
  /// The terminal width in columns; nil means that nothing is cut.
  var width: Int?

  /// - Parameter width: the terminal width in columns; nil means that nothing is cut.
  func render(width: Int?) -> String {
    let table = TextTable(columns: columns, rows: rows, style: style, width: width)
    let widths = table.widths()
    return table.header(widths) + table.body(widths)
  }

  func header(_ widths: [Int]) -> String { style.bold(line(columns.map(\.title), widths)) + "\n" }

  func body(_ widths: [Int]) -> String { rows.map { line($0, widths) + "\n" }.joined() }

  /// The width of each column.
  ///
  /// - Parameter minWidths: minimum widths by column key.
  func widths(minWidths: [String: Int] = [:]) -> [Int] {
    var widths = columns.indices.map { index in
      let minWidth = max(DisplayWidth.of(columns[index].title), minWidths[columns[index].key] ?? 0)
      return rows.reduce(minWidth) { max($0, DisplayWidth.of($1[index])) }
    }
    if let width { shrink(&widths, to: width) }
    return widths
  }

  private func shrink(_ widths: inout [Int], to width: Int) {
    let gaps = 2 * (widths.count - 1)
    while widths.reduce(gaps, +) > width, let widest = widths.max(), widest > 8,
      let index = widths.firstIndex(of: widest)
    {
      widths[index] -= 1
    }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let cell = width == nil ? cell : DisplayWidth.cut(cell, to: widths[index])
      let padding = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(cell)))
      if index > 0 { line += "  " }
      line += columns[index].isRightAligned ? padding + cell : cell + padding
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}

/// A table whose rows arrive in batches. The first batch determines the column widths.
struct StreamingTable {
  let columns: [Column]
  /// Minimum column widths by column key, for what later rows may need.
  let minWidths: [String: Int]
  let style: Style
  let width: Int?
  private var widths: [Int]?

  init(columns: [Column], minWidths: [String: Int], style: Style, width: Int?) {
    self.columns = columns
    self.minWidths = minWidths
    self.style = style
    self.width = width
  }

  /// The text of a batch of rows, with the header before the first one.
  mutating func text(of rows: [[String]]) -> String {
    let table = TextTable(columns: columns, rows: rows, style: style, width: width)
    if let widths { return table.body(widths) }
    let widths = table.widths(minWidths: minWidths)
    self.widths = widths
    return table.header(widths) + table.body(widths)
  }
}
