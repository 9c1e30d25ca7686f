import Basics

/// The result of a command: its data, and how to show it as text.
struct Output: Sendable {
  /// How the data is shown as text.
  enum View: Sendable {
    case lines([String])
    /// A text for other programs, printed unchanged.
    case raw(String)
    /// The elements of `value` as a table.
    case table(ListView)
    /// The members of `value`, one per line.
    case fields
    /// Nothing: the rows have been printed already.
    case none
  }

  /// What `--json` prints.
  var value: JSONValue
  var view: View
  /// Notes for standard error.
  var notes: [String] = []
  /// The exit code of a command that succeeded; not 0 where the result is a verdict.
  var exit: Int32 = 0
}

/// How a list is shown.
struct ListView: Sendable {
  var columns: [Column]
  /// The note on standard error that replaces an empty table.
  var empty: String
  /// The member with the ID of an element.
  var idKey = "id"
}
