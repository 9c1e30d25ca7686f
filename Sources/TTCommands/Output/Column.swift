import Basics

/// A column of a table or list: the member it shows and its heading.
struct Column: Sendable {
  /// How tables show a value. Formats for programs always have the value itself.
  enum Kind: Sendable {
    case text
    /// As in formats for programs: `true` rather than `yes`.
    case literal
    /// Text that is never cut, such as an ID or a date.
    case fixed
    /// The name of a policy rule, which is cut in the middle, and only as long as rules can be told apart.
    case rule
    /// Right-aligned.
    case number
    /// Hours with two decimals, right-aligned.
    case hours
    /// Seconds, shown as `1:30:00`, right-aligned.
    case seconds
    /// A local time without its seconds.
    case minute
    /// The end of a time entry, without the date if that is also the date of its start.
    case end
  }

  /// The path of member names to the value, for example `["customer", "name"]`.
  var path: [String]
  var title: String
  var kind = Kind.text

  /// A column for a dotted path of member names, for example `customer.name`.
  ///
  /// - Parameter title: the heading; without one, the path in capitals.
  init(_ key: String, title: String? = nil, kind: Kind = .text) {
    path = key.split(separator: ".").map(String.init)
    self.title = title ?? path.joined(separator: " ").uppercased()
    self.kind = kind
  }

  /// A column for one member, whose name may contain dots.
  init(literal key: String) {
    path = [key]
    title = key.uppercased()
  }

  /// True for columns that are right-aligned.
  var isRightAligned: Bool {
    switch kind {
    case .number, .hours, .seconds: true
    case .text, .literal, .fixed, .rule, .minute, .end: false
    }
  }

  /// True for columns whose cells may be cut at their end.
  var isText: Bool { kind == .text || kind == .literal }

  /// A cell cut to a width, if cells of the column may be.
  func cut(_ cell: String, to width: Int) -> String {
    switch kind {
    case .text, .literal: DisplayWidth.cut(cell, to: width)
    case .rule: DisplayWidth.cutMiddle(cell, to: width)
    case .fixed, .number, .hours, .seconds, .minute, .end: cell
    }
  }

  /// The name in the header of CSV and TSV.
  var key: String { path.joined(separator: "_") }

  /// The value in a row.
  func value(_ row: JSONValue) -> JSONValue? {
    if path.count == 1 { return row[path[0]] }
    return path.reduce(row) { value, step in
      // A step into a list collects that member of its elements.
      if let elements = value?.array {
        return .string(elements.compactMap { $0[step].map { $0.string ?? $0.compact } }.joined(separator: ", "))
      }
      return value?[step]
    }
  }

  /// The text of the value in a row, for programs.
  func rawText(_ row: JSONValue) -> String { Self.rawText(of: value(row)) }

  /// The text of a value, for programs.
  static func rawText(of value: JSONValue?) -> String {
    switch value {
    case nil, .null?: ""
    case .string(let text)?: text
    case .number(let number)?: number.literal
    case let other?: other.compact
    }
  }

  /// The text of the value in a row, for a table.
  func displayText(_ row: JSONValue) -> String {
    let value = value(row)
    switch (kind, value) {
    case (.hours, .number(let hours)?): return Self.hours(hours.double)
    case (.seconds, .number(let seconds)?): return seconds.int.map { DurationText.clock($0) } ?? seconds.literal
    case (.literal, _): return rawText(row)
    case (.minute, .string(let time)?): return String(time.prefix(16))
    case (.end, _) where row["running"]?.bool == true: return Self.running
    case (.end, .string(let time)?):
      let sameDay = time.prefix(10) == row["start"]?.string?.prefix(10)
      return String(time.prefix(16).dropFirst(sameDay ? 11 : 0))
    case (_, .bool(let flag)?): return flag ? "yes" : "no"
    default: return rawText(row)
    }
  }

  /// What stands for the end of a running entry.
  static let running = "– running"

  private static func hours(_ hours: Double) -> String {
    guard hours.magnitude < 1e12 else { return "\(hours)" }
    let hundredths = Int((hours * 100).rounded())
    let fraction = String(abs(hundredths) % 100)
    return "\(hundredths / 100)." + (fraction.count < 2 ? "0" : "") + fraction
  }
}
