import Basics

/// Selects audit records. An empty list matches all.
public struct AuditFilter: Sendable {
  /// The earliest time, inclusive, in the form records use: RFC 3339 in UTC.
  public var since: String?
  /// The latest time, inclusive.
  public var until: String?
  /// Names of grants.
  public var grants: [String] = []
  /// Names of tools.
  public var tools: [String] = []
  /// Verdicts, as in the member `decision`.
  public var verdicts: [String] = []

  /// Matches every record.
  public init() {}

  package func matches(_ record: JSONValue) -> Bool {
    if since != nil || until != nil {
      guard let time = record["time"]?.string else { return false }
      // Times with one form and one offset sort as text.
      if let since, time < since { return false }
      if let until, time > until { return false }
    }
    return Self.matches(grants, record["grant"]) && Self.matches(tools, record["tool"])
      && Self.matches(verdicts, record["decision"])
  }

  private static func matches(_ names: [String], _ value: JSONValue?) -> Bool {
    if names.isEmpty { return true }
    guard let text = value?.string else { return false }
    return names.contains { $0.isIdentical(to: text) }
  }
}

/// Reads the records of the audit log across its files, the oldest first. Takes no lock: a line that is being appended
/// is read once it is complete.
public struct AuditReader: AuditRecordReader {
  private let log: AuditLog
  private let filter: AuditFilter
  private let lines = LineReader()
  /// The file being read, and those after it.
  private var files: [LogFile]
  private var offset = 0
  /// A change of a file is seen at once.
  public let interval = 0.2
  /// The number of lines that were not records.
  public private(set) var damaged = 0

  /// Starts at the oldest record.
  public init(_ log: AuditLog, _ filter: AuditFilter) throws(TTError) {
    self.log = log
    self.filter = filter
    files = try log.files()
  }

  /// Skips to the last `count` matching records. Reads the log backwards from its end, no further than needed.
  public mutating func skip(toLast count: Int) throws(TTError) {
    var left = count
    if count == 0 {
      files = files.suffix(1)
      offset = try files.last?.endOfLines() ?? 0
      return
    }
    for index in files.indices.reversed() {
      let place = try files[index].readBackwards { line in
        if let record = try? JSONValue.parse(line), filter.matches(record) { left -= 1 }
        return left > 0
      }
      if let place {
        files.removeFirst(index)
        offset = place
        return
      }
    }
  }

  /// Passes every matching record available now to `body`.
  public mutating func read(_ body: (AuditRecord) throws(TTError) -> Void) throws(TTError) {
    while let file = files.first {
      var damaged = 0
      offset = try lines.read(file, from: offset) { (line) throws(TTError) in
        let line = Array(line)
        guard let record = (try? JSONValue.parse(line))?.object.map(Self.withCurrentNames) else {
          damaged += 1
          return
        }
        if filter.matches(record) { try body(AuditRecord(value: record, line: line)) }
      }.end
      self.damaged += damaged
      if files.count == 1 { return }
      files.removeFirst()
      offset = 0
    }
  }

  /// Versions before 0.2.0 called the channel `door`.
  private static func withCurrentNames(_ record: JSONObject) -> JSONValue {
    guard record["door"] != nil, record["channel"] == nil else { return .object(record) }
    return .object(
      JSONObject(record.members.map { $0.key == "door" ? JSONObject.Member(key: "channel", value: $0.value) : $0 }))
  }

  /// Checks for newer files. To be called between two reads.
  ///
  /// - Returns: false if records were removed from the current file; reading then continues at its end.
  public mutating func refresh() throws(TTError) -> Bool {
    guard let file = files.last else {
      files = try log.files()
      return true
    }
    if files.count == 1, file.size < offset {
      offset = file.size
      return false
    }
    guard let identity = LogFile.Identity(log.path), identity != file.identity else { return true }
    // Another file has taken its name, so this one is complete and the newer files can be read after it.
    let current = try log.files()
    if let index = current.firstIndex(where: { $0.identity == file.identity }) {
      files += current[(index + 1)...]
    } else if let last = current.last {
      files.append(last)
    }
    return true
  }
}
