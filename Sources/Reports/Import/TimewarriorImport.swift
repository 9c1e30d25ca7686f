import Basics

/// Timewarrior: the lines of its data files, and what `timew export` prints.
extension EntryImporter {
  mutating func readTimewarrior(_ text: String) {
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
    if first == "[" || first == "{" { return readTimewarriorJSON(text) }
    for (index, line) in text.lines.enumerated() {
      let line = line.trimmed
      if line.isEmpty { continue }
      var interval = TimewarriorLine(line)
      guard interval.read() else {
        fail(index + 1, "not a line of Timewarrior: expected inc 20261125T080000Z - 20261125T090000Z # tag")
        continue
      }
      add(index + 1, interval.start, interval.end, tags: interval.tags, annotation: interval.annotation)
    }
  }

  private mutating func add(_ line: Int, _ start: Instant?, _ end: Instant?, tags: [String], annotation: String) {
    guard let start else { return fail(line, "no start") }
    guard let end else { return skip(line, "still running") }
    var values = ImportValues()
    var others: [String] = []
    for (index, tag) in tags.enumerated() {
      values[String(index + 1)] = tag
      if tag.hasPrefix(Self.idTag) { values["tt"] = String(tag.dropFirst(Self.idTag.count)) }
    }
    // What tt writes names task and project by tags, which are no notes; of other tags none is lost.
    if values["tt"] == nil {
      let used = [ImportField.task, .project].compactMap { value($0, in: values)?.source }
      others = tags.enumerated().filter { !used.contains(String($0.offset + 1)) }.map { "#" + $0.element }
    }
    values["annotation"] = ([annotation] + others).filter { !$0.isEmpty }.joined(separator: " ")
    add(line, from: start, to: end, values)
  }

  /// Begins the tag with the ID of a task.
  static let idTag = "tt:"

  private mutating func readTimewarriorJSON(_ text: String) {
    let document: JSONValue
    do throws(JSONSyntaxError) {
      document = try JSONValue.parse(text)
    } catch {
      return fail(error.line, "invalid JSON: \(error.message)")
    }
    guard let intervals = document.array else { return fail(1, "expected a list as timew export prints it") }
    let lines = Self.linesOfElements(text)
    for (index, interval) in intervals.enumerated() {
      let line = index < lines.count ? lines[index] : 1
      let times = ["start", "end"].map { interval[$0]?.string }
      let instants = times.map { $0.flatMap { TimewarriorLine.instant($0) } }
      guard instants[0] != nil, times[1] == nil || instants[1] != nil else {
        fail(line, "no interval of timew export: expected start and end such as 20261125T080000Z")
        continue
      }
      let tags = interval["tags"]?.array?.compactMap(\.string) ?? []
      add(line, instants[0], instants[1], tags: tags, annotation: interval["annotation"]?.string ?? "")
    }
  }

  /// The lines where the elements of a list begin, in a valid document.
  private static func linesOfElements(_ text: String) -> [Int] {
    var (line, depth, isText, isEscaped) = (1, 0, false, false)
    var lines: [Int] = []
    for byte in text.utf8 {
      switch byte {
      case 0x0A: line += 1
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\"): isEscaped = isText
      case UInt8(ascii: "\""): isText.toggle()
      case _ where isText: break
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth == 2 { lines.append(line) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
    return lines
  }
}

/// A line of a data file: `inc START - END # tag "two words" # "annotation"`.
struct TimewarriorLine {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private(set) var start: Instant?
  private(set) var end: Instant?
  private(set) var tags: [String] = []
  private(set) var annotation = ""

  init(_ line: String) { scalars = Array(line.unicodeScalars) }

  /// Reads the line; false if it is none of Timewarrior's.
  mutating func read() -> Bool {
    guard let words = self.words(), words.first?.isPlain("inc") == true, words.count > 1 else { return false }
    var rest = words.dropFirst()
    guard let start = Self.instant(rest.removeFirst().text) else { return false }
    self.start = start
    if rest.first?.isPlain("-") == true {
      guard rest.count > 1, let end = Self.instant(rest[rest.startIndex + 1].text) else { return false }
      self.end = end
      rest = rest.dropFirst(2)
    }
    guard let mark = rest.first else { return true }
    guard mark.isPlain("#") else { return false }
    rest = rest.dropFirst()
    let parts = rest.split(maxSplits: 1, omittingEmptySubsequences: false) { $0.isPlain("#") }
    tags = parts.first.map { $0.map(\.text) } ?? []
    if parts.count == 2 { annotation = parts[1].map(\.text).joined(separator: " ") }
    return true
  }

  private struct Word {
    var text: String
    var isQuoted: Bool

    func isPlain(_ text: String) -> Bool { !isQuoted && self.text == text }
  }

  /// The words of the line; nil if a quote is not closed.
  private mutating func words() -> [Word]? {
    var words: [Word] = []
    while position < scalars.count {
      if scalars[position] == " " || scalars[position] == "\t" {
        position += 1
        continue
      }
      let isQuoted = scalars[position] == "\""
      var text = String.UnicodeScalarView()
      if isQuoted { position += 1 }
      var isClosed = !isQuoted
      while position < scalars.count {
        let scalar = scalars[position]
        if isQuoted, scalar == "\\", position + 1 < scalars.count, scalars[position + 1] == "\"" {
          text.append("\"")
          position += 2
          continue
        }
        if isQuoted ? scalar == "\"" : scalar == " " || scalar == "\t" {
          isClosed = true
          if isQuoted { position += 1 }
          break
        }
        text.append(scalar)
        position += 1
      }
      guard isClosed else { return nil }
      words.append(Word(text: String(text), isQuoted: isQuoted))
    }
    return words
  }

  /// Reads `20261125T080000Z`.
  static func instant(_ text: String) -> Instant? { BasicTime(text).flatMap { $0.isUTC ? $0.instant : nil } }
}

/// A date and time in the basic form of ISO 8601, `20261125T080000`, in UTC with a `Z` behind it.
struct BasicTime {
  var local: LocalTime
  var isUTC: Bool

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 15 || bytes.count == 16 && bytes[15] == UInt8(ascii: "Z"), bytes[8] == UInt8(ascii: "T") else {
      return nil
    }
    func number(_ range: Range<Int>) -> Int? {
      let digits = bytes[range]
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard let year = number(0..<4), year > 0, let month = number(4..<6), let day = number(6..<8),
      let hour = number(9..<11), let minute = number(11..<13), let second = number(13..<15),
      // A leap second is the last one of its minute.
      let local = LocalTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: min(second, second == 60 ? 59 : second))
    else { return nil }
    self.local = local
    isUTC = bytes.count == 16
  }

  /// The instant of a time in UTC.
  var instant: Instant { local.instant(at: UTCOffset(seconds: 0)) }
}

extension String {
  /// The lines, without their ends.
  var lines: [String] {
    unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.last == "\r" ? line.dropLast() : line)
    }
  }
}
