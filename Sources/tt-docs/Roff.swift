import TTCommands

/// Text in the man(7) macro language.
struct Roff {
  private(set) var text = ""

  mutating func title(_ name: String, _ section: Int) {
    text += ".TH \(name.uppercased()) \(section) \"\(Version.date)\" \"tt \(Version.number)\" \"tt manual\"\n"
  }

  mutating func section(_ title: String) { text += ".SH \(title.uppercased())\n" }

  /// A paragraph; the first one of a section has no macro.
  mutating func paragraph(_ words: String) {
    text += (isAtSectionStart ? "" : ".PP\n") + Self.filled(words)
  }

  private var isAtSectionStart: Bool {
    text.utf8.dropLast().split(separator: UInt8(ascii: "\n")).last?.starts(with: Array(".SH".utf8)) ?? false
  }

  mutating func line(_ words: String) { text += Self.filled(words) }

  /// A term in bold and what it means.
  mutating func item(_ term: String, _ meaning: String) {
    text += ".TP\n\\fB" + Self.escaped(term) + "\\fR\n" + Self.filled(meaning)
  }

  /// Lines to be shown as they are.
  mutating func example(_ lines: [String]) {
    text +=
      (isAtSectionStart ? "" : ".PP\n") + ".nf\n.RS 4\n" + lines.map { Self.escaped($0) + "\n" }.joined() + ".RE\n.fi\n"
  }

  /// Rows of a term in bold, its type and a note, in columns without the table preprocessor.
  mutating func table(_ rows: [(term: String, type: String, note: String)]) {
    text += ".PP\n.nf\n"
    let widths = (rows.map(\.term.utf8.count).max() ?? 0, rows.map(\.type.utf8.count).max() ?? 0)
    func blanks(_ word: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - word.utf8.count) + 2)
    }
    for row in rows {
      var line = "\\fB" + Self.escaped(row.term) + "\\fR"
      line += blanks(row.term, widths.0) + Self.escaped(row.type)
      if !row.note.isEmpty { line += blanks(row.type, widths.1) + Self.escaped(row.note) }
      text += line + "\n"
    }
    text += ".fi\n"
  }

  mutating func bold(_ words: String) { text += "\\fB" + Self.escaped(words) + "\\fR\n" }

  /// Escaped words on lines of at most 80 bytes.
  private static func filled(_ words: String) -> String {
    var lines: [String] = []
    for word in escaped(words).split(separator: " ") {
      if let last = lines.last, width(last) + 1 + width(String(word)) <= 80 {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word.hasPrefix(".") ? "\\&" + word : String(word))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The length of a line as a formatter counts it: every character beyond ASCII is an escape of nine bytes.
  private static func width(_ line: String) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 9) }
  }

  /// Escapes backslashes, dashes, quotes, and a leading dot, which would begin a request.
  static func escaped(_ words: String) -> String {
    var escaped = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "`": escaped += "\\(ga"
      case "^": escaped += "\\(ha"
      case "~": escaped += "\\(ti"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
  }
}
