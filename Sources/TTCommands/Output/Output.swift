import Basics

/// What a command has to say: data first, and how people see it.
struct Output: Sendable {
  /// What people see.
  enum View: Sendable {
    case lines([String])
    /// A text for other programs, byte for byte.
    case raw(String)
    /// The elements of `value` as a table.
    case table(ListView)
    /// The members of `value`, one a line.
    case fields
    /// Nothing more: the rows were printed as they came.
    case none
  }

  /// What `--json` prints.
  var value: JSONValue
  var view: View
  /// Remarks, on stderr.
  var notes: [String] = []
  /// The exit code, for commands whose answer is a verdict.
  var exit: Int32 = 0
}

/// How a list is seen: its columns, and what is said of an empty one.
struct ListView: Sendable {
  var columns: [Column]
  /// Said on stderr instead of an empty table.
  var empty: String
  /// Member that holds the id of an element.
  var idKey = "id"
}

/// A column of a table: the member it shows and its heading.
struct Column: Sendable {
  /// How people see a value; machines always get it as it is.
  enum Kind: Sendable {
    case text
    /// As machines get it, `true` and not `yes`.
    case literal
    /// Stands right.
    case number
    /// Hours, with two decimals; stands right.
    case hours
    /// Seconds, shown as `1:30:00`; stands right.
    case seconds
    /// A wall clock without its seconds.
    case minute
    /// The end of an entry: without the day when that is the day of its start.
    case end
  }

  /// Member names that lead to the value, for example `["customer", "name"]`.
  var path: [String]
  var title: String
  var kind = Kind.text

  /// A column of one member; the heading is its name in capitals unless given.
  init(_ key: String, _ title: String? = nil, _ kind: Kind = .text) {
    path = key.split(separator: ".").map(String.init)
    self.title = title ?? path.joined(separator: " ").uppercased()
    self.kind = kind
  }

  /// A column of a member whose name may hold dots.
  init(literal key: String) {
    path = [key]
    title = key.uppercased()
  }

  /// True for columns of numbers.
  var isRightAligned: Bool {
    switch kind {
    case .number, .hours, .seconds: true
    case .text, .literal, .minute, .end: false
    }
  }

  /// The name in the header of CSV and TSV.
  var key: String { path.joined(separator: "_") }

  /// The value in a row.
  func value(_ row: JSONValue) -> JSONValue? {
    if path.count == 1 { return row[path[0]] }
    return path.reduce(row) { value, step in
      // A step into a list gives what its elements have there.
      if let elements = value?.array {
        return .string(elements.compactMap { $0[step].map { $0.string ?? $0.compact } }.joined(separator: ", "))
      }
      return value?[step]
    }
  }

  /// The text of the value in a row, for machines.
  func rawText(_ row: JSONValue) -> String {
    switch value(row) {
    case nil, .null?: ""
    case .string(let text)?: text
    case .number(let number)?: number.literal
    case let other?: other.compact
    }
  }

  /// The value as people see it.
  func displayText(_ row: JSONValue) -> String {
    let value = value(row)
    switch (kind, value) {
    case (.hours, .number(let hours)?): return Self.hours(hours.double)
    case (.seconds, .number(let seconds)?): return seconds.int.map { DurationText.clock($0) } ?? seconds.literal
    case (.literal, _): return rawText(row)
    case (.minute, .string(let time)?): return String(time.prefix(16))
    case (.end, .string(let time)?):
      let sameDay = time.prefix(10) == row["start"]?.string?.prefix(10)
      return String(time.prefix(16).dropFirst(sameDay ? 11 : 0))
    case (_, .bool(let flag)?): return flag ? "yes" : "no"
    default: return rawText(row)
    }
  }

  private static func hours(_ hours: Double) -> String {
    guard hours.magnitude < 1e12 else { return "\(hours)" }
    let hundredths = Int((hours * 100).rounded())
    let fraction = String(abs(hundredths) % 100)
    return "\(hundredths / 100)." + (fraction.count < 2 ? "0" : "") + fraction
  }
}
