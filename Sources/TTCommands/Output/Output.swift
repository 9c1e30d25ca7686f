import Basics

/// A column of a table: the member it shows and its heading.
struct Column: Sendable {
  /// Member names that lead to the value, for example `["customer", "name"]`.
  var path: [String]
  var title: String
  /// How people see the value.
  var kind = Kind.text

  /// How people see a value; machines always get it as it is.
  enum Kind: Sendable {
    case text
    /// Stands right.
    case number
    /// Hours, with two decimals; stands right.
    case hours
  }

  /// A column of one member; the heading is its name in capitals unless given.
  init(_ key: String, _ title: String? = nil, _ kind: Kind = .text) {
    path = key.split(separator: ".").map(String.init)
    self.title = title ?? path.joined(separator: " ").uppercased()
    self.kind = kind
  }

  /// The value as people see it.
  func shown(_ row: JSONValue) -> String {
    guard kind == .hours, let hours = Double(text(row)) else { return text(row) }
    let hundredths = Int((hours * 100).rounded())
    let fraction = String(abs(hundredths) % 100)
    return "\(hundredths / 100)." + (fraction.count < 2 ? "0" : "") + fraction
  }

  /// The name in the header of CSV and TSV.
  var key: String { path.joined(separator: "_") }

  /// The text of the value in a row.
  func text(_ row: JSONValue) -> String {
    var value: JSONValue? = row
    for step in path { value = value?[step] }
    switch value {
    case nil, .null?: return ""
    case .string(let text)?: return text
    case .bool(let flag)?: return flag ? "yes" : "no"
    case let other?: return other.compact
    }
  }
}

/// What a command has to say: data first, and how people see it.
struct Output: Sendable {
  /// What people see.
  enum View: Sendable {
    case lines([String])
    /// A table of the elements of `value`; `empty` is said on stderr instead of an empty table.
    case table([Column], empty: String)
  }

  /// What `--json` prints.
  var value: JSONValue
  var view: View
  /// Member that holds the id of an element.
  var idKey = "id"
  /// Remarks, on stderr.
  var notes: [String] = []
  /// The exit code, for commands whose answer is a verdict.
  var exit: Int32 = 0
}
