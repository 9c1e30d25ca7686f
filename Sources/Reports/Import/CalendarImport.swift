import Basics

/// The names of properties of a calendar that only tt has.
enum CalendarProperty {
  /// The ID of an entry's task.
  static let taskID = "X-TT-TASK-ID"
}

/// iCalendar (RFC 5545): the events of a calendar.
extension EntryImporter {
  mutating func readCalendar(_ text: String) {
    var event: CalendarEvent?
    var components: [String] = []
    for line in CalendarLine.lines(of: text) {
      guard let property = CalendarLine(line.text) else {
        fail(line.number, "not a line of a calendar")
        continue
      }
      let value = property.value.uppercased()
      switch property.name {
      case "BEGIN":
        components.append(value)
        if value == "VEVENT" { event = CalendarEvent(line: line.number) }
      case "END":
        guard components.popLast() == value else { return fail(line.number, "END:\(value) without its BEGIN") }
        guard value == "VEVENT", let complete = event else { continue }
        add(complete)
        event = nil
      default:
        // An alarm within an event has properties of its own.
        if components.last == "VEVENT" { event?.properties.append(property) }
      }
    }
    if let open = components.last { fail(text.lines.count, "END:\(open) is missing") }
  }

  private mutating func add(_ event: CalendarEvent) {
    guard let first = event["DTSTART"] else { return fail(event.line, "an event without DTSTART") }
    if first.parameters["VALUE"] == "DATE" || first.value.utf8.count == 8 { return skip(event.line, "all day") }
    if event["RRULE"] != nil || event["RDATE"] != nil { return skip(event.line, "repeated") }
    if event["STATUS"]?.value.uppercased() == "CANCELLED" { return skip(event.line, "cancelled") }
    do throws(TimeProblem) {
      let start = try instant(first, after: nil)
      let end: Instant
      if let last = event["DTEND"] {
        end = try instant(last, after: start)
      } else if let length = event["DURATION"].flatMap({ CalendarEvent.seconds($0.value) }) {
        end = Instant(seconds: start.seconds + length)
      } else {
        return fail(event.line, "an event without DTEND and DURATION")
      }
      var values = ImportValues()
      for property in event.properties where values[property.name] == nil {
        values[property.name] = CalendarLine.unescaped(property.value, isList: property.name == "CATEGORIES")
      }
      add(event.line, from: start, to: end, values)
    } catch {
      fail(event.line, error.text)
    }
  }

  private func instant(_ property: CalendarLine, after start: Instant?) throws(TimeProblem) -> Instant {
    guard let time = BasicTime(property.value) else {
      throw TimeProblem(text: "invalid \(property.name) \(property.value.quoted)")
    }
    if time.isUTC { return time.instant }
    var zone = zone
    if let name = property.parameters["TZID"] {
      // Some programs put a path before the name.
      let short = name.split(separator: "/").suffix(2).joined(separator: "/")
      guard let known = zoneNamed(name) ?? zoneNamed(short) else {
        throw TimeProblem(text: "unknown time zone \(name.quoted)")
      }
      zone = known
    }
    guard let instant = WrittenTime.instant(of: time.local, in: zone, after: start) else {
      throw TimeProblem(text: "\(time.local.text) does not exist in \(zone.name)")
    }
    return instant
  }
}

/// The properties of an event.
private struct CalendarEvent {
  var line: Int
  var properties: [CalendarLine] = []

  subscript(name: String) -> CalendarLine? { properties.first { $0.name == name } }

  /// Reads a duration of RFC 5545, such as `PT1H30M` or `P1DT2H`, in seconds.
  static func seconds(_ text: String) -> Int? { text.hasPrefix("P") ? DurationText.parse(text) : nil }
}

/// A line of a calendar: `NAME;PARAMETER=VALUE:VALUE`.
struct CalendarLine {
  var name: String
  var parameters: [String: String] = [:]
  var value: String

  /// The unfolded lines of a calendar, each with the number of its first one.
  static func lines(of text: String) -> [(number: Int, text: String)] {
    var lines: [(number: Int, text: String)] = []
    for (index, line) in text.lines.enumerated() {
      if line.hasPrefix(" ") || line.hasPrefix("\t"), !lines.isEmpty {
        lines[lines.count - 1].text.unicodeScalars.append(contentsOf: line.unicodeScalars.dropFirst())
      } else if !line.trimmed.isEmpty {
        lines.append((index + 1, line))
      }
    }
    return lines
  }

  init?(_ line: String) {
    var parts: [String.UnicodeScalarView] = [.init()]
    var isQuoted = false
    var rest = line.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\"" {
        isQuoted.toggle()
      } else if scalar == ":", !isQuoted {
        value = String(rest)
        name = String(parts[0]).uppercased()
        if name.isEmpty { return nil }
        for part in parts.dropFirst() {
          let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          if sides.count == 2 { parameters[String(sides[0]).uppercased()] = String(sides[1]) }
        }
        return
      } else if scalar == ";", !isQuoted {
        parts.append(.init())
      } else {
        parts[parts.count - 1].append(scalar)
      }
    }
    return nil
  }

  /// A text without its escapes.
  ///
  /// - Parameter isList: true for the first of a list of texts.
  static func unescaped(_ text: String, isList: Bool) -> String {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if isList, scalar == "," { break }
      guard scalar == "\\", let escaped = rest.popFirst() else {
        result.append(scalar)
        continue
      }
      result.append(escaped == "n" || escaped == "N" ? "\n" : escaped)
    }
    return String(result)
  }
}
