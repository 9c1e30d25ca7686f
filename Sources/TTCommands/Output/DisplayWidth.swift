/// The number of terminal columns a text occupies: two for wide characters and emoji, none for combining marks.
enum DisplayWidth {
  /// The width of a text in columns.
  static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The text cut to a width in columns; a text that was cut ends with an ellipsis.
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

  /// The text cut to a width in columns, with an ellipsis in place of its middle.
  static func cutMiddle(_ text: String, to width: Int) -> String {
    guard of(text) > width, width > 2 else { return cut(text, to: width) }
    let head = cut(text, to: width / 2 + 1)
    var tail = ""
    var used = of(head)
    for character in text.reversed() {
      used += of(character)
      if used > width { break }
      tail = String(character) + tail
    }
    return head + tail
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
