/// A table as text: columns aligned by display width, texts cut to fit the terminal. Numbers, times and IDs never are.
struct TextTable {
  let columns: [Column]
  let rows: CellRows
  let style: Style
  /// The terminal width in columns; nil means that nothing is cut.
  let width: Int?

  init(columns: [Column], rows: CellRows, style: Style = .plain, width: Int? = nil) {
    (self.columns, self.rows, self.style, self.width) = (columns, rows, style, width)
  }

  init(columns: [Column], rows: [[String]], style: Style = .plain, width: Int? = nil) {
    self.init(columns: columns, rows: CellRows(rows), style: style, width: width)
  }

  /// - Parameter width: the terminal width in columns; nil means that nothing is cut.
  func render(width: Int?) -> String {
    let table = TextTable(columns: columns, rows: rows, style: style, width: width)
    let widths = table.widths()
    return table.header(widths) + table.body(widths)
  }

  func header(_ widths: [Int]) -> String { style.bold(line(columns.map(\.title), widths)) + "\n" }

  func body(_ widths: [Int]) -> String { rows.reduce(into: "") { $0 += line($1, widths) + "\n" } }

  /// Passes the text to a function in parts, which need not be held together. Stops when that returns false.
  func write(_ part: (String) -> Bool) -> Bool {
    let widths = widths()
    var text = header(widths)
    for (index, row) in rows.enumerated() {
      text += line(row, widths) + "\n"
      guard index % 500 == 499 else { continue }
      guard part(text) else { return false }
      text = ""
    }
    return part(text)
  }

  /// The width of each column; 0 for one that is left out, since there is no room for it.
  ///
  /// - Parameter minWidths: minimum widths by column key.
  func widths(minWidths: [String: Int] = [:]) -> [Int] {
    var widths = columns.map { max(DisplayWidth.of($0.title), minWidths[$0.key] ?? 0) }
    for row in rows {
      for index in widths.indices { widths[index] = max(widths[index], DisplayWidth.of(row[index])) }
    }
    return width.map { fit(widths, to: $0) } ?? widths
  }

  /// Shrinks texts from the right, then leaves them out from the right; the first one stays. A rule gives way last.
  private func fit(_ natural: [Int], to width: Int) -> [Int] {
    let texts = columns.indices.filter { columns[$0].kind != .rule && isText($0) }
    var kept = texts + columns.indices.filter { columns[$0].kind == .rule }
    while true {
      var widths = natural
      for index in texts where !kept.contains(index) { widths[index] = 0 }
      for floor in [12, 6] {
        for index in kept.reversed() where columns[index].kind != .rule {
          shrink(&widths, index, to: floor, width)
        }
      }
      for index in kept where columns[index].kind == .rule { shrinkRule(&widths, index, width) }
      if total(widths) <= width { return widths }
      guard let last = kept.last(where: { columns[$0].kind != .rule }), kept.count > 1 else {
        if let only = kept.first, columns[only].kind != .rule { shrink(&widths, only, to: 1, width) }
        return widths
      }
      kept.removeAll { $0 == last }
    }
  }

  private func total(_ widths: [Int]) -> Int {
    let shown = widths.filter { $0 > 0 }
    return shown.reduce(2 * max(0, shown.count - 1), +)
  }

  private func shrink(_ widths: inout [Int], _ index: Int, to floor: Int, _ width: Int) {
    let excess = total(widths) - width
    if excess > 0 { widths[index] = max(min(widths[index], floor), widths[index] - excess) }
  }

  /// Cuts rules in the middle as long as they can be told apart.
  private func shrinkRule(_ widths: inout [Int], _ index: Int, _ width: Int) {
    let excess = total(widths) - width
    guard excess > 0 else { return }
    let shrunk = max(min(widths[index], 16), widths[index] - excess)
    let rules = Set(rows.map { $0[index] })
    if Set(rules.map { DisplayWidth.cutMiddle($0, to: shrunk) }).count == rules.count { widths[index] = shrunk }
  }

  /// True for a column whose cells may be cut: not for one with nothing but digits and what is between those of dates,
  /// times and numbers.
  private func isText(_ index: Int) -> Bool {
    guard columns[index].isText else { return false }
    let cells = rows.map { $0[index] }.filter { !$0.isEmpty }
    return cells.isEmpty
      || !cells.allSatisfy { cell in
        cell.utf8.allSatisfy { (0x2B...0x3A).contains($0) || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "T") }
      }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() where widths[index] > 0 {
      let cell = width == nil ? cell : columns[index].cut(cell, to: widths[index])
      let padding = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(cell)))
      if !line.isEmpty || index > 0 && widths[..<index].contains(where: { $0 > 0 }) { line += "  " }
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
