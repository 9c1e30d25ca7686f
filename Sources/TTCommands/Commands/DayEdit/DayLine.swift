import Basics

/// A line of the edited text, in its parts.
struct DayLine: Sendable {
  /// The number of the line, from 1.
  let number: Int
  /// The line as it was written, without blanks at its end.
  let text: String
  /// The ID at the end; nil for a new entry.
  let id: Int?
  let start: String
  /// Nil for an open end.
  let end: String?
  /// The number of days between the start and the end.
  let endDays: Int
  /// What is between the times and the ID: the task, and the notes.
  private let rest: String

  /// The lines of a text that are no comments.
  static func lines(of text: String) throws(TTError) -> [DayLine] {
    var lines: [DayLine] = []
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in all.enumerated() {
      let line = String(line).trimmedBlanks
      if line.isEmpty || line.hasPrefix("#") { continue }
      lines.append(try DayLine(line, number: index + 1))
    }
    return lines
  }

  private init(_ line: String, number: Int) throws(TTError) {
    self.number = number
    text = line
    var rest = Substring(line)
    (id, rest) = Self.takeID(rest)
    start = String(Self.take(&rest) { $0.isNumber || $0 == ":" })
    let dash = Self.skipBlanks(&rest).first
    guard TimeExpression(start)?.timeOfDay != nil, dash == "-" || dash == "–" else {
      throw Self.error(number, "expected HH:MM - HH:MM, then two blanks and the task")
    }
    rest = rest.dropFirst()
    Self.skipBlanks(&rest)
    let word = String(rest.prefix { $0 != " " })
    // A word without a colon is the beginning of a task: the end is open.
    if word.contains(":"), word.first?.isNumber == true {
      let parts = word.split(separator: "+", maxSplits: 1).map(String.init)
      let days = parts.count == 2 ? Int(parts[1]) : 0
      guard TimeExpression(parts[0])?.timeOfDay != nil, let days, (0...366).contains(days) else {
        throw Self.error(number, "\(word.inQuotes) is no time: expected HH:MM, or HH:MM+1 for the next day")
      }
      (end, endDays) = (parts[0], days)
      rest = rest.dropFirst(word.count)
    } else {
      (end, endDays) = (nil, 0)
    }
    self.rest = String(rest).trimmedBlanks
    if self.rest.isEmpty { throw Self.error(number, "there is no task") }
  }

  /// The task and the notes. A known task is recognized whatever is in its name; another one ends at two blanks.
  func parts(knowing titles: [String]) throws(TTError) -> (title: String, notes: String) {
    var found = rest
    var notes = ""
    let known = titles.filter { rest == $0 || rest.hasPrefix($0 + "  ") }
    if let title = known.max(by: { $0.count < $1.count }) {
      found = title
      notes = String(rest.dropFirst(title.count)).trimmedBlanks
    } else if let gap = Self.firstGap(in: rest) {
      found = String(rest[..<gap])
      notes = String(rest[gap...]).trimmedBlanks
    }
    guard let plain = NotesText.unescaped(notes) else {
      throw Self.error(number, "a backslash in notes is followed by n, t, r, u{CODE} or another backslash")
    }
    return (found, plain)
  }

  /// An error about a line.
  static func error(_ number: Int, _ message: String) -> TTError { .usage("line \(number): \(message)") }

  private static func firstGap(in text: String) -> String.Index? {
    var previous: String.Index?
    for index in text.indices {
      guard text[index] == " " else {
        previous = nil
        continue
      }
      if let previous { return previous }
      previous = index
    }
    return nil
  }

  /// The ID at the end, after two blanks, and what is before it.
  private static func takeID(_ line: Substring) -> (Int?, Substring) {
    guard let mark = line.lastIndex(of: "#"), line[..<mark].hasSuffix("  "),
      let id = Int(line[line.index(after: mark)...]), id > 0
    else { return (nil, line) }
    return (id, line[..<mark].dropLast(2))
  }

  private static func take(_ text: inout Substring, while fits: (Character) -> Bool) -> Substring {
    let taken = text.prefix(while: fits)
    text = text.dropFirst(taken.count)
    return taken
  }

  @discardableResult private static func skipBlanks(_ text: inout Substring) -> Substring {
    text = text.drop { $0 == " " || $0 == "\t" }
    return text
  }
}

extension String {
  /// The text without blanks, tabs and carriage returns at its ends.
  var trimmedBlanks: String {
    let blanks: Set<Unicode.Scalar> = [" ", "\t", "\r"]
    var scalars = unicodeScalars[...].drop { blanks.contains($0) }
    while let last = scalars.last, blanks.contains(last) { scalars.removeLast() }
    return String(scalars)
  }
}
