import Basics

/// Writes a calendar, RFC 5545.
enum CalendarWriter {
  static let header = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tt//time entries//EN"].map(line).joined()
  static let footer = line("END:VCALENDAR")

  /// An entry as an event.
  static func event(_ entry: ExportedEntry, _ now: Instant) -> String {
    var lines = [
      "BEGIN:VEVENT", "UID:tt-event-\(entry.id)", "DTSTAMP:" + EntryExporter.basic(now),
      "DTSTART:" + EntryExporter.basic(entry.start), "DTEND:" + EntryExporter.basic(entry.end),
      "SUMMARY:" + escaped(entry.task.isEmpty ? entry.project : entry.task),
    ]
    if !entry.project.isEmpty { lines.append("CATEGORIES:" + escaped(entry.project)) }
    if !entry.notes.isEmpty { lines.append("DESCRIPTION:" + escaped(entry.notes)) }
    if let id = entry.taskID { lines.append(CalendarProperty.taskID + ":\(id)") }
    return (lines + ["END:VEVENT"]).map(line).joined()
  }

  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.replacing(part: "\r\n", with: "\n").unicodeScalars {
      switch scalar {
      case "\\", ";", ",":
        result.append("\\")
        result.append(scalar)
      case "\n", "\r": result.append(contentsOf: "\\n".unicodeScalars)
      case _ where scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F: result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// A content line, folded at 75 bytes.
  private static func line(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    var length = 0
    for scalar in text.unicodeScalars {
      let width = UTF8.width(scalar)
      if length + width > 75 {
        folded.append(contentsOf: "\r\n ".unicodeScalars)
        length = 1
      }
      folded.append(scalar)
      length += width
    }
    return String(folded) + "\r\n"
  }
}
