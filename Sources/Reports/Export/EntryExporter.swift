import Basics

/// A format that time entries can be written in.
public enum ExportFormat: String, Sendable, CaseIterable {
  case csv, ics, klog, timewarrior
}

/// A time entry as it is written to a file.
public struct ExportedEntry: Equatable, Sendable {
  /// The entry's ID.
  public var id: Int
  /// When it began.
  public var start: Instant
  /// When it ended.
  public var end: Instant
  /// The task's name; empty for none.
  public var task: String
  /// The task's ID.
  public var taskID: Int?
  /// The project's name; empty for none.
  public var project: String
  /// The notes; empty for none.
  public var notes: String

  /// An entry from its parts.
  public init(
    id: Int, start: Instant, end: Instant, task: String = "", taskID: Int? = nil, project: String = "",
    notes: String = ""
  ) {
    self.id = id
    self.start = start
    self.end = end
    self.task = task
    self.taskID = taskID
    self.project = project
    self.notes = notes
  }
}

/// Writes time entries one after the other, so that a long list is never held in memory.
public struct EntryExporter: Sendable {
  let format: ExportFormat
  let zone: TimeZone
  let now: Instant
  /// The number of entries that are not read back as they are: shorter than a minute.
  public internal(set) var inexactCount = 0
  /// The number of entries that the format cannot hold at all.
  public internal(set) var omittedCount = 0
  /// The day of the last record of klog.
  var day: LocalTime?

  /// A writer of a format.
  ///
  /// - Parameters:
  ///   - zone: the zone of local times.
  ///   - now: when the file is written.
  public init(_ format: ExportFormat, zone: TimeZone, now: Instant) {
    self.format = format
    self.zone = zone
    self.now = now
  }

  /// The text before the first entry.
  public var header: String {
    switch format {
    case .csv: CSV.record(CSV.columns)
    case .ics: CalendarWriter.header
    case .klog, .timewarrior: ""
    }
  }

  /// The text after the last entry.
  public var footer: String { format == .ics ? CalendarWriter.footer : "" }

  /// The text of an entry.
  public mutating func text(of entry: ExportedEntry) -> String {
    guard entry.start < entry.end else {
      omittedCount += 1
      return ""
    }
    switch format {
    case .csv: return CSV.record(of: entry, zone)
    case .ics: return CalendarWriter.event(entry, now)
    case .timewarrior: return timewarriorLine(entry)
    case .klog: return klogText(entry)
    }
  }

  private func timewarriorLine(_ entry: ExportedEntry) -> String {
    let tags = [entry.task, entry.project, entry.taskID.map { EntryImporter.idTag + String($0) } ?? ""]
      .filter { !$0.isEmpty }.map(Self.timewarriorWord)
    let notes = entry.notes.onOneLine
    var line = "inc \(Self.basic(entry.start)) - \(Self.basic(entry.end))"
    if !tags.isEmpty { line += " # " + tags.joined(separator: " ") }
    if !notes.isEmpty { line += (tags.isEmpty ? " #" : "") + " # " + Self.quoted(notes) }
    return line + "\n"
  }

  /// A tag, in quotes unless it is one word of letters, digits and a few signs.
  private static func timewarriorWord(_ text: String) -> String {
    let text = text.onOneLine
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == ":"
    }
    return isPlain ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    // A backslash at the end would escape the quote behind it.
    "\"" + text.replacing(scalar: "\"", with: "\\\"") + (text.hasSuffix("\\") ? " " : "") + "\""
  }

  /// An instant in UTC, in the basic form of ISO 8601: `20261125T080000Z`.
  static func basic(_ instant: Instant) -> String {
    String(instant.rfc3339.unicodeScalars.filter { $0 != "-" && $0 != ":" }.map(Character.init))
  }
}

extension String {
  /// The text on one line: line ends and other controls become blanks.
  var onOneLine: String {
    let scalars = unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)).trimmed
  }
}
