import Basics
import TrackingTime

/// A time entry of the day that is edited as text.
struct DayEntry: Sendable {
  let id: Int
  let start: Instant
  /// Nil for the running entry.
  let end: Instant?
  let offset: UTCOffset
  /// The task with its project, on one line.
  let title: String
  let notes: String
  let taskID: Int?
  let projectID: Int?

  /// Reads a row of a list; nil for a planned entry, and for one without an ID or times.
  init?(_ row: JSONValue, runningID: Int?) {
    guard let recorded = RecordedEntry(row), let id = recorded.id, !recorded.isPlanned else { return nil }
    let isRunning = id == runningID
    guard isRunning || recorded.end != nil else { return nil }
    let timer = RunningTimer(row)
    self.id = id
    start = recorded.start
    end = isRunning ? nil : recorded.end
    offset = recorded.offset
    title = (timer?.title ?? "time without a task").escapingControlCharacters
    notes = row["notes"]?.string ?? ""
    taskID = timer?.isHidden == true ? nil : timer?.taskID
    projectID = timer?.projectID
  }

  /// The entry as a line: `09:00 - 10:15  Write report (Website)  call with Acme  #6401`.
  func line(in zone: Basics.TimeZone) -> String {
    let first = zone.local(at: start)
    let last = end.map { DayClock.text(zone.local(at: $0), after: first) } ?? ""
    let padding = String(repeating: " ", count: max(0, 5 - last.utf8.count))
    let fields =
      ["\(DayClock.text(first)) - \(last)\(padding)", title] + (notes.isEmpty ? [] : [NotesText.escaped(notes)])
    return (fields + ["#\(id)"]).joined(separator: "  ")
  }
}

/// Times of day as the text has them.
enum DayClock {
  /// The hour and minute.
  static func text(_ time: LocalTime) -> String { time.minuteText }

  /// The hour and minute, with the number of days after another time: `02:00+1`.
  static func text(_ time: LocalTime, after first: LocalTime) -> String {
    let days = time.days(since: first)
    return text(time) + (days > 0 ? "+\(days)" : "")
  }
}

/// Notes on one line, without a loss.
enum NotesText {
  /// The notes with a backslash before what would not survive on a line: line ends, tabs and other control characters,
  /// backslashes, and a blank at either end.
  static func escaped(_ notes: String) -> String {
    let scalars = Array(notes.unicodeScalars)
    return scalars.indices.reduce(into: "") { text, index in
      let scalar = scalars[index]
      let isEnd = index == 0 || index == scalars.count - 1
      switch scalar {
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case " " where isEnd: text += "\\u{20}"
      default:
        // A mark at the beginning would combine with the blank before the notes.
        let isMark = index == 0 && (" " + String(scalar)).count == 1
        let isPlain = !isMark && String(scalar).escapingControlCharacters.isIdentical(to: String(scalar))
        if isPlain { text.unicodeScalars.append(scalar) } else { text += "\\u{\(String(scalar.value, radix: 16))}" }
      }
    }
  }

  /// The notes of an escaped text; nil for an escape that is none.
  static func unescaped(_ text: String) -> String? {
    var notes = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        notes.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "\\": notes.append("\\")
      case "n": notes.append("\n")
      case "r": notes.append("\r")
      case "t": notes.append("\t")
      case "u":
        guard rest.popFirst() == "{", let end = rest.firstIndex(of: "}"),
          let code = UInt32(String(rest[..<end]), radix: 16), let scalar = Unicode.Scalar(code)
        else { return nil }
        notes.append(scalar)
        rest = rest[rest.index(after: end)...]
      default: return nil
      }
    }
    return String(notes)
  }
}
