/// A format of time entries that other programs write.
public enum ImportFormat: String, Sendable, CaseIterable {
  /// Delimited text with a header: tt's own columns, or others that are mapped to them.
  case csv
  /// Timewarrior's data files, or what `timew export` prints.
  case timewarrior
  /// Toggl Track's detailed report as CSV.
  case toggl
  /// iCalendar, RFC 5545.
  case ics
  /// klog's records.
  case klog

  /// The format of a file, if its name or its beginning leave no doubt.
  ///
  /// - Parameter name: the file's name, or nil for a stream.
  public init?(name: String?, bytes: [UInt8]) {
    let ending = name?.split(separator: "/").last?.split(separator: ".").dropFirst().last?.lowercased()
    let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).map { String($0.trimmingByteOrderMark) }
    let first = lines.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    if first.uppercased().hasPrefix("BEGIN:VCALENDAR") {
      self = .ics
    } else if first.hasPrefix("inc ") || first == "inc" {
      self = .timewarrior
    } else if first.hasPrefix("[") {
      self = .timewarrior
    } else if KlogLine.isDate(first) {
      self = .klog
    } else if let columns = DelimitedText.header(first), columns.contains("start date"), columns.contains("start time")
    {
      self = .toggl
    } else if DelimitedText.header(first).map({ $0.contains("start") || $0.contains("start_rfc3339") }) == true {
      self = .csv
    } else {
      switch ending {
      case "csv", "tsv": self = .csv
      case "ics", "ical": self = .ics
      case "klg", "klog": self = .klog
      case "data": self = .timewarrior
      default: return nil
      }
    }
  }

  /// Where a field of an entry comes from unless a map says otherwise: names of columns or properties, the first that is
  /// not empty. Names joined by `+` are read as one text.
  func sources(of field: ImportField) -> [String] {
    switch (self, field) {
    case (.csv, _): [field.rawValue]
    case (.toggl, .start): ["Start date+Start time"]
    case (.toggl, .end): ["End date+End time"]
    case (.toggl, .task): ["Task", "Description"]
    case (.toggl, .project): ["Project"]
    case (.toggl, .notes): ["Description"]
    case (.timewarrior, .task): ["1"]
    case (.timewarrior, .notes): ["annotation"]
    case (.timewarrior, .taskID): ["tt"]
    case (.ics, .task): ["SUMMARY"]
    case (.ics, .project): ["CATEGORIES"]
    case (.ics, .notes): ["DESCRIPTION"]
    case (.ics, .taskID): [CalendarProperty.taskID]
    case (.klog, .task): ["task", "tag", "text"]
    case (.klog, .project): ["project"]
    case (.klog, .notes): ["text"]
    case (.klog, .taskID): ["tt"]
    default: []
    }
  }

  /// True for a format whose fields are the columns of a table.
  var isTable: Bool { self == .csv || self == .toggl }
}

/// A field of an imported entry. The raw value is its name in maps, and the name of tt's own column.
public enum ImportField: String, Sendable, CaseIterable {
  case start, end, task, project, notes
  case taskID = "task_id"
  case startRFC3339 = "start_rfc3339"
  case endRFC3339 = "end_rfc3339"

  /// The fields that a map may name for a format: times have a fixed place unless the format is a table.
  public static func mappable(in format: ImportFormat) -> [ImportField] {
    format.isTable ? allCases : [.task, .project, .notes, .taskID]
  }
}

extension StringProtocol {
  /// The text without a byte order mark at its start.
  var trimmingByteOrderMark: SubSequence {
    unicodeScalars.first == "\u{FEFF}" ? self[unicodeScalars.index(after: unicodeScalars.startIndex)...] : self[...]
  }
}
