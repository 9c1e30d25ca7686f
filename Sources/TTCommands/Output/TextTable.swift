/// A table for people: columns aligned by what a terminal shows, the widest column cut where the terminal ends.
struct TextTable {
  let columns: [Column]
  let rows: [[String]]
  var style = Style.plain
  /// Columns of the terminal, or nil to cut nothing.
  var width: Int?

  /// - Parameter width: columns of the terminal, or nil to cut nothing.
  func render(width: Int?) -> String {
    let table = TextTable(columns: columns, rows: rows, style: style, width: width)
    let widths = table.widths()
    return table.header(widths) + table.body(widths)
  }

  func header(_ widths: [Int]) -> String { style.bold(line(columns.map(\.title), widths)) + "\n" }

  func body(_ widths: [Int]) -> String { rows.map { line($0, widths) + "\n" }.joined() }

  /// - Parameter least: what the columns take at least, by their keys.
  func widths(least: [String: Int] = [:]) -> [Int] {
    var widths = columns.indices.map { index in
      let least = max(DisplayWidth.of(columns[index].title), least[columns[index].key] ?? 0)
      return rows.reduce(least) { max($0, DisplayWidth.of($1[index])) }
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

/// A table whose rows come one after the other: the first ones say how wide its columns are.
struct StreamingTable {
  let columns: [Column]
  /// What the columns take at least, by their keys, since later rows may need it.
  let least: [String: Int]
  let style: Style
  let width: Int?
  private var widths: [Int]?

  init(columns: [Column], least: [String: Int], style: Style, width: Int?) {
    self.columns = columns
    self.least = least
    self.style = style
    self.width = width
  }

  /// The text of some rows, with the header before the first.
  mutating func text(of rows: [[String]]) -> String {
    let table = TextTable(columns: columns, rows: rows, style: style, width: width)
    if let widths { return table.body(widths) }
    let widths = table.widths(least: least)
    self.widths = widths
    return table.header(widths) + table.body(widths)
  }
}

/// How many columns of a terminal a text takes: wide for CJK and emoji, none for combining marks.
enum DisplayWidth {
  static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The text cut to a width, an ellipsis at its end when something is missing.
  static func cut(_ text: String, to width: Int) -> String {
    guard of(text) > width else { return text }
    var cut = ""
    var used = 0
    for character in text {
      used += of(character)
      if used > width - 1 { break }
      cut.append(character)
    }
    return cut + "…"
  }

  private static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.contains("\u{FE0F}") || first.properties.isEmojiPresentation || isWide(first.value) { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return 1
    }
  }

  /// The blocks of East Asian Wide and Fullwidth characters (UAX 11).
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
