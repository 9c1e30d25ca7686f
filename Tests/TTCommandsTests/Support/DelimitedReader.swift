import Foundation

/// Strict readers for the formats that tt writes.
enum DelimitedReader {
  struct Malformed: Error { var text: String }

  /// RFC 4180: records end in CR LF; a field with a comma, a quote or a line end is quoted, and quotes in it are doubled.
  static func csv(_ text: String) throws -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var rest = Substring(text).unicodeScalars[...]
    while let first = rest.popFirst() {
      switch first {
      case "\"" where field.isEmpty:
        while let inner = rest.popFirst() {
          if inner != "\"" {
            field.unicodeScalars.append(inner)
          } else if rest.first == "\"" {
            field.unicodeScalars.append(rest.removeFirst())
          } else {
            break
          }
        }
        guard rest.first == "," || rest.first == "\r" else { throw Malformed(text: text) }
      case ",":
        row.append(field)
        field = ""
      case "\r":
        guard rest.popFirst() == "\n" else { throw Malformed(text: text) }
        rows.append(row + [field])
        (row, field) = ([], "")
      case "\n", "\"": throw Malformed(text: text)
      default: field.unicodeScalars.append(first)
      }
    }
    guard row.isEmpty, field.isEmpty else { throw Malformed(text: text) }
    return rows
  }

  /// Fields between tabs, records on lines.
  static func tsv(_ text: String) throws -> [[String]] {
    guard text.hasSuffix("\n"), !text.contains("\r") else { throw Malformed(text: text) }
    return text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
