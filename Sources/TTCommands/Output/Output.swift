import Basics

/// A column of a table: the member it shows and its heading.
struct Column: Sendable {
  /// Member names that lead to the value, for example `["customer", "name"]`.
  var path: [String]
  var title: String
  /// Numbers stand right.
  var isNumber = false

  /// A column of one member; the heading is its name in capitals unless given.
  init(_ key: String, _ title: String? = nil, isNumber: Bool = false) {
    path = key.split(separator: ".").map(String.init)
    self.title = title ?? path.joined(separator: " ").uppercased()
    self.isNumber = isNumber
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
