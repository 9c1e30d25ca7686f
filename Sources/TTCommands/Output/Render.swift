import Basics

/// Turns output into text. The one switch over the formats: a new one does not compile until every output has it.
struct Renderer {
  let format: Format
  let stream: Context.Stream

  func render(_ output: Output) -> String {
    switch format {
    case .table: return people(output)
    case .json: return output.value.pretty + "\n"
    case .jsonl: return rows(output).map { $0.compact + "\n" }.joined()
    case .csv: return separated(output, ",", "\r\n", quote: Self.csvField)
    case .tsv: return separated(output, "\t", "\n", quote: Self.tsvField)
    case .ids: return rows(output).compactMap { $0[output.idKey] }.map { ($0.string ?? $0.compact) + "\n" }.joined()
    }
  }

  private func people(_ output: Output) -> String {
    switch output.view {
    case .lines(let lines): return lines.map { Self.visible($0) + "\n" }.joined()
    case .table(let columns, _):
      let rows = rows(output)
      guard !rows.isEmpty else { return "" }
      let cells = rows.map { row in columns.map { Self.visible($0.shown(row)) } }
      return TextTable(columns: columns, rows: cells).render(width: stream.isTerminal ? stream.columns : nil)
    }
  }

  private func rows(_ output: Output) -> [JSONValue] { output.value.array ?? [output.value] }

  private func separated(
    _ output: Output, _ separator: String, _ end: String, quote: (String) -> String
  ) -> String {
    let rows = rows(output)
    var columns: [Column] = []
    if case .table(let shown, _) = output.view {
      columns = shown
    } else {
      columns = rows.first?.object?.keys.map { Column($0) } ?? []
    }
    let header = columns.map(\.key).map(quote).joined(separator: separator) + end
    return rows.reduce(into: header) { text, row in
      text += columns.map { quote($0.text(row)) }.joined(separator: separator) + end
    }
  }

  /// RFC 4180: quoted where it holds a comma, a quote or a line end.
  private static func csvField(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  private static func tsvField(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\t" || $0 == "\n" || $0 == "\r" ? " " : $0 }))
  }

  /// Text for a person: control characters, which could steer a terminal, become visible.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return text.unicodeScalars.reduce(into: "") { text, scalar in
      if scalar == "\n" || scalar == "\t" {
        text += " "
      } else if isControl(scalar) {
        text += scalar.value < 0x20 ? String(UnicodeScalar(0x2400 + scalar.value) ?? " ") : "\u{FFFD}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  /// Control characters, and the ones that turn the direction of text around.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value)
  }
}

extension String {
  /// One character.
  init(_ scalar: Unicode.Scalar) { self = String(Character(scalar)) }
}
