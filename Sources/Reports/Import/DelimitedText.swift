/// Text of fields between separators, with quotes as in RFC 4180.
struct DelimitedText {
  /// A record, and the line where it begins.
  struct Record: Equatable {
    var line: Int
    var fields: [String]
  }

  static let separators: [Unicode.Scalar] = [",", ";", "\t"]

  /// The lower-case names in a header that one separator splits; nil if several could.
  static func header(_ line: String) -> [String]? {
    let found = separators.filter { line.unicodeScalars.contains($0) }
    guard found.count == 1, let record = records(of: line, separator: found[0]).first else { return nil }
    return record.fields.map { $0.trimmed.lowercased() }
  }

  /// The records of a text. Lines of blanks only are none.
  ///
  /// - Parameter problem: told what is wrong, and on which line.
  static func records(
    of text: String, separator: Unicode.Scalar, problem: (Int, String) -> Void = { _, _ in }
  ) -> [Record] {
    var parser = Parser(scalars: Array(text.unicodeScalars), separator: separator)
    var records: [Record] = []
    while let record = parser.next(problem) {
      if record.fields.count > 1 || record.fields[0].trimmed.isEmpty == false { records.append(record) }
    }
    return records
  }

  private struct Parser {
    let scalars: [Unicode.Scalar]
    let separator: Unicode.Scalar
    var position = 0
    var line = 1

    init(scalars: [Unicode.Scalar], separator: Unicode.Scalar) {
      self.scalars = scalars
      self.separator = separator
    }

    var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    mutating func next(_ problem: (Int, String) -> Void) -> Record? {
      guard peek != nil else { return nil }
      var record = Record(line: line, fields: [])
      while true {
        record.fields.append(field(of: record, problem))
        guard peek == separator else { break }
        position += 1
      }
      takeLineEnd()
      return record
    }

    private mutating func field(of record: Record, _ problem: (Int, String) -> Void) -> String {
      var text = String.UnicodeScalarView()
      if peek == "\"" {
        position += 1
        guard quoted(into: &text) else {
          problem(record.line, "a quote is not closed")
          return String(text)
        }
        if let next = peek, next != separator, next != "\n", next != "\r" {
          problem(line, "text after a closing quote")
        }
      }
      while let scalar = peek, scalar != separator, scalar != "\n", scalar != "\r" {
        text.append(scalar)
        position += 1
      }
      return String(text)
    }

    /// Reads up to the closing quote; false if there is none.
    private mutating func quoted(into text: inout String.UnicodeScalarView) -> Bool {
      while let scalar = peek {
        position += 1
        if scalar == "\"" {
          guard peek == "\"" else { return true }
          position += 1
        }
        if scalar == "\n" { line += 1 }
        text.append(scalar)
      }
      return false
    }

    private mutating func takeLineEnd() {
      if peek == "\r" { position += 1 }
      if peek == "\n" { position += 1 }
      line += 1
    }
  }
}
