import Basics

/// A time entry as a file has it.
public struct ImportedEntry: Equatable, Sendable {
  /// The line where it begins, from 1.
  public var line: Int
  /// When it began.
  public var start: Instant
  /// When it ended; later than `start`.
  public var end: Instant
  /// The task's name, or its ID in digits; nil where the file has none.
  public var task: String?
  /// The task's ID, which counts more than its name; nil where the file has none.
  public var taskID: Int?
  /// The project's name, or its ID in digits; nil where the file has none.
  public var project: String?
  /// The notes; empty for none.
  public var notes: String
}

/// A remark on a line of a file.
public struct LineRemark: Equatable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// A phrase without a full stop.
  public var text: String
}

/// What a file of time entries holds.
public struct ImportedFile: Equatable, Sendable {
  /// The entries, in the order of the file.
  public var entries: [ImportedEntry] = []
  /// What is no entry that can be imported, such as one that still runs.
  public var skipped: [LineRemark] = []
  /// What is wrong; a file with a problem must not be imported.
  public var problems: [LineRemark] = []
  /// The unit of its times in seconds: 60 for a format that has whole minutes only. Times that are equal in it are the same.
  public var unit = 1
}

/// Reads files of time entries.
public struct EntryImporter {
  let format: ImportFormat
  /// The zone of local times.
  let zone: TimeZone
  /// The zone of a name.
  let zoneNamed: (String) -> TimeZone?
  /// The names in the file of some fields.
  let map: [ImportField: String]
  var file = ImportedFile()

  /// A reader of a format.
  ///
  /// - Parameters:
  ///   - zone: the zone of local times.
  ///   - zoneNamed: finds a zone by its IANA name.
  ///   - map: the names in the file of some fields, where they are not the usual ones.
  public init(
    _ format: ImportFormat, zone: TimeZone, zoneNamed: @escaping (String) -> TimeZone? = { _ in nil },
    map: [ImportField: String] = [:]
  ) {
    self.format = format
    self.zone = zone
    self.zoneNamed = zoneNamed
    self.map = map
  }

  /// Reads a whole file, UTF-8 with or without a byte order mark.
  public func read(_ bytes: [UInt8]) -> ImportedFile {
    var reader = self
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.elementsEqual(bytes) else {
      reader.fail(Self.firstInvalidLine(bytes), "not UTF-8")
      return reader.file
    }
    let content = String(text.trimmingByteOrderMark)
    switch format {
    case .csv, .toggl: reader.readTable(content)
    case .timewarrior: reader.readTimewarrior(content)
    case .ics: reader.readCalendar(content)
    case .klog: reader.readKlog(content)
    }
    return reader.file
  }

  private static func firstInvalidLine(_ bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let index = lines.firstIndex { !String(decoding: $0, as: UTF8.self).utf8.elementsEqual($0) }
    return (index ?? 0) + 1
  }

  // MARK: - For the readers of each format

  mutating func fail(_ line: Int, _ text: String) { file.problems.append(LineRemark(line: line, text: text)) }

  mutating func skip(_ line: Int, _ text: String) { file.skipped.append(LineRemark(line: line, text: text)) }

  /// The names in the file of a field.
  func sources(of field: ImportField) -> [String] { map[field].map { [$0] } ?? format.sources(of: field) }

  /// The value of a field and where it comes from; nil if it is empty.
  func value(_ field: ImportField, in values: ImportValues) -> (text: String, source: String)? {
    for source in sources(of: field) {
      let text = source.split(separator: "+").map { values[String($0)] ?? "" }.joined(separator: " ").trimmed
      if !text.isEmpty { return (text, source) }
    }
    return nil
  }

  /// Adds an entry, or says what is wrong with it.
  mutating func add(_ line: Int, from start: Instant, to end: Instant, _ values: ImportValues) {
    guard start < end else {
      return fail(line, start == end ? "the entry has no length" : "the end is before the start")
    }
    var taskID: Int?
    if let written = value(.taskID, in: values)?.text {
      guard let id = Int(written), id > 0, String(id) == written else {
        return fail(line, "invalid task ID \(written.quoted)")
      }
      taskID = id
    }
    let task = value(.task, in: values)
    if taskID == nil, task == nil, !format.isTable {
      return fail(line, "nothing to take the task from: expected \(sources(of: .task).joined(separator: " or "))")
    }
    // A text that names the task is no note on it.
    let notes = value(.notes, in: values).flatMap { note in
      let isTask = note.source.lowercased() == task?.source.lowercased() || note.text == "#" + (task?.text ?? "")
      return taskID == nil && isTask ? nil : note.text
    }
    file.entries.append(
      ImportedEntry(
        line: line, start: start, end: end, task: task?.text, taskID: taskID,
        project: value(.project, in: values)?.text,
        notes: notes ?? ""))
  }
}

/// The named texts of one entry of a file. Names are found in any case.
struct ImportValues {
  private var values: [String: String] = [:]

  subscript(name: String) -> String? {
    get { values[name.lowercased()] }
    set { values[name.lowercased()] = newValue }
  }
}
