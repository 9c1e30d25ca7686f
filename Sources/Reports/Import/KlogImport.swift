import Basics

/// klog's records: a date, and below it entries with a start and an end.
extension EntryImporter {
  mutating func readKlog(_ text: String) {
    file.unit = 60
    var day: LocalTime?
    var indent = ""
    var pending: (line: Int, text: String)?
    for (index, line) in (text.lines + [""]).enumerated() {
      let isBlank = line.trimmed.isEmpty
      let margin = String(line.prefix { $0 == " " || $0 == "\t" })
      if let current = pending, !isBlank, !indent.isEmpty, margin.hasPrefix(indent + indent) || margin == indent + "\t"
      {
        pending?.text = current.text + "\n" + line.trimmed
        continue
      }
      if let entry = pending, let day { add(entry.line, entry.text, on: day) }
      pending = nil
      if isBlank {
        (day, indent) = (nil, "")
      } else if margin.isEmpty {
        // Below the date, it is the record's own summary.
        if day != nil { continue }
        guard let date = KlogLine.date(line) else {
          fail(index + 1, "not a date of klog: expected for example 2026-11-25")
          continue
        }
        day = date
      } else if day == nil {
        fail(index + 1, "an entry without a date above it")
      } else {
        if indent.isEmpty { indent = margin }
        pending = (index + 1, line.trimmed)
      }
    }
  }

  private mutating func add(_ line: Int, _ text: String, on day: LocalTime) {
    var entry = KlogLine(text)
    switch entry.read() {
    case .duration(let seconds): add(line, lasting: seconds, KlogSummary(entry.rest).values)
    case .open: skip(line, "still running")
    case .invalid: fail(line, "not an entry of klog: expected for example 9:00 - 10:30 text")
    // Less than a minute, as klog and tt write it.
    case .range(let first, let last) where first == last: skip(line, "no length")
    case .range(let first, let last):
      let locals = [first, last].map { day.midnight.adding(seconds: $0 * 60) }
      do throws(WrittenTime.SkippedTime) {
        let (start, end) = try WrittenTime.instants(from: locals[0], to: locals[1], in: zone)
        add(line, from: start, to: end, KlogSummary(entry.rest).values)
      } catch {
        fail(line, "\(error.local.text) does not exist in \(zone.name)")
      }
    }
  }

  /// Adds an entry that tt has written as its duration, with its times in tags.
  private mutating func add(_ line: Int, lasting seconds: Int?, _ values: ImportValues) {
    guard let start = values[KlogSummary.start].flatMap({ try? WrittenTime.read($0, in: zone) }),
      let end = values[KlogSummary.end].flatMap({ try? WrittenTime.read($0, in: zone) })
    else { return fail(line, "the entry has a duration and no start") }
    guard KlogSummary.minutes(from: start, to: end) * 60 == seconds else {
      return fail(line, "the duration is not that from #\(KlogSummary.start) to #\(KlogSummary.end)")
    }
    add(line, from: start, to: end, values)
  }
}

/// A line of a record.
struct KlogLine {
  /// What an entry begins with.
  enum Reading: Equatable {
    /// Minutes from midnight of the record's day.
    case range(Int, Int)
    /// A range without an end.
    case open
    /// A duration in seconds; nil for one that is negative.
    case duration(Int?)
    case invalid
  }

  private var scalars: Substring.UnicodeScalarView
  /// The text behind the times.
  private(set) var rest = ""

  init(_ text: String) { scalars = text[...].unicodeScalars }

  /// True for the first line of a record.
  static func isDate(_ line: String) -> Bool { date(line) != nil }

  /// The day of `2026-11-25`, `2026/11/25` or `2026-11-25 (8h!)`.
  static func date(_ line: String) -> LocalTime? {
    let words = line.trimmed.split(separator: " ", maxSplits: 1)
    guard let day = words.first, day.utf8.count == 10 else { return nil }
    if words.count == 2, !(words[1].hasPrefix("(") && words[1].hasSuffix(")")) { return nil }
    return LocalTime(dateText: String(day).replacing(scalar: "/", with: "-"))
  }

  /// Reads the times; `rest` is what follows.
  mutating func read() -> Reading {
    let all = scalars
    guard let start = time() else {
      scalars = all
      return duration()
    }
    while take(" ") {}
    guard take("-") else { return .invalid }
    while take(" ") {}
    if take("?") {
      while take("?") {}
      return .open
    }
    guard let end = time(), scalars.first.map({ $0.properties.isWhitespace }) ?? true else { return .invalid }
    rest = String(scalars).trimmed
    return .range(start, end)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard scalars.first == scalar else { return false }
    scalars.removeFirst()
    return true
  }

  private mutating func number(_ count: ClosedRange<Int>) -> Int? {
    let digits = scalars.prefix { ("0"..."9").contains($0) }
    guard count.contains(digits.count), let value = Int(String(digits)) else { return nil }
    scalars.removeFirst(digits.count)
    return value
  }

  /// Reads `9:00`, `9:00am`, `<23:00`, `1:00>` or `24:00`, in minutes from midnight of the record's day.
  private mutating func time() -> Int? {
    let isYesterday = take("<")
    guard var hour = number(1...2), take(":"), let minute = number(2...2), minute < 60 else { return nil }
    if scalars.starts(with: "am".unicodeScalars) || scalars.starts(with: "pm".unicodeScalars) {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (scalars.first == "p" ? 12 : 0)
      scalars.removeFirst(2)
    }
    guard hour < 24 || hour == 24 && minute == 0 else { return nil }
    let isTomorrow = !isYesterday && take(">")
    return hour * 60 + minute + (isYesterday ? -1440 : isTomorrow ? 1440 : 0)
  }

  private mutating func duration() -> Reading {
    let word = String(scalars.prefix { !$0.properties.isWhitespace })
    let unsigned = word.hasPrefix("-") || word.hasPrefix("+") ? String(word.dropFirst()) : word
    guard let seconds = DurationText.parse(unsigned), !unsigned.containsText(":") else { return .invalid }
    rest = String(scalars.drop { !$0.properties.isWhitespace }).trimmed
    return .duration(word.hasPrefix("-") ? nil : seconds)
  }
}

/// The summary of an entry: its text, and the tags in it.
struct KlogSummary {
  /// What is known of the entry by name: `text` without tt's own tags, `tag` (the first other tag), and every tag's value.
  private(set) var values = ImportValues()

  /// The tags that tt writes.
  static let ownTags = ["task", "project", "tt", start, end]
  /// The tags with the times of an entry that klog's local times cannot tell.
  static let (start, end) = ("tt-start", "tt-end")

  /// The minutes between two times in whole minutes.
  static func minutes(from start: Instant, to end: Instant) -> Int { end.seconds / 60 - start.seconds / 60 }

  init(_ summary: String) {
    var text = String.UnicodeScalarView()
    var rest = summary[...].unicodeScalars
    var previous: Unicode.Scalar = " "
    while let scalar = rest.popFirst() {
      let before = rest
      if scalar == "#", !Self.isName(previous), let tag = Self.tag(&rest) {
        let name = tag.name.lowercased()
        values[name] = tag.value ?? tag.name
        if Self.ownTags.contains(name), tag.value != nil { continue }
        if values["tag"] == nil { values["tag"] = tag.name }
        rest = before
      }
      text.append(scalar)
      previous = scalar
    }
    values["text"] = String(text).lines.map(\.trimmed).joined(separator: "\n").trimmed
  }

  private static func isName(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" || scalar == "-"
  }

  /// Reads a tag behind its `#`: `name`, `name=value` or `name="some value"`.
  private static func tag(_ rest: inout Substring.UnicodeScalarView) -> (name: String, value: String?)? {
    let name = rest.prefix(while: isName)
    guard !name.isEmpty else { return nil }
    rest = rest[name.endIndex...]
    guard rest.first == "=" else { return (String(name), nil) }
    let behind = rest.dropFirst()
    if let quote = behind.first, quote == "\"" || quote == "'" {
      let quoted = behind.dropFirst().prefix { $0 != quote && $0 != "\n" }
      guard quoted.endIndex < behind.endIndex, behind[quoted.endIndex] == quote else { return (String(name), nil) }
      rest = behind[behind.index(after: quoted.endIndex)...]
      return (String(name), String(quoted))
    }
    let value = behind.prefix(while: isName)
    guard !value.isEmpty else { return (String(name), nil) }
    rest = behind[value.endIndex...]
    return (String(name), String(value))
  }
}
