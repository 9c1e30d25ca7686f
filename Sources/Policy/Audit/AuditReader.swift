import Basics

/// Which records are wanted. An empty list means all.
public struct AuditFilter: Sendable {
  /// The earliest time, RFC 3339 in UTC as records have it; itself included.
  public var since: String?
  /// The latest time, itself included.
  public var until: String?
  /// Names of grants.
  public var grants: [String] = []
  /// Names of tools.
  public var tools: [String] = []
  /// Verdicts, as the member `decision` has them.
  public var verdicts: [String] = []

  /// Every record.
  public init() {}

  func matches(_ record: JSONValue) -> Bool {
    if since != nil || until != nil {
      guard let time = record["time"]?.string else { return false }
      // Times of one form and one offset are in the order of their texts.
      if let since, time < since { return false }
      if let until, time > until { return false }
    }
    return Self.holds(grants, record["grant"]) && Self.holds(tools, record["tool"])
      && Self.holds(verdicts, record["decision"])
  }

  private static func holds(_ names: [String], _ value: JSONValue?) -> Bool {
    if names.isEmpty { return true }
    guard let text = value?.string else { return false }
    return names.contains { $0.isIdentical(to: text) }
  }
}

/// Reads the records of the audit log, file after file, the oldest first. Takes no lock: a line that is being appended is
/// read once it is whole.
public struct AuditReader: AuditRecordReader {
  private let log: AuditLog
  private let filter: AuditFilter
  private let lines = LineReader()
  /// The file that is being read, and those behind it.
  private var files: [LogFile]
  private var offset = 0
  /// Lines that were no records.
  public private(set) var damaged = 0

  /// Begins at the oldest record.
  public init(_ log: AuditLog, _ filter: AuditFilter) throws(TTError) {
    self.log = log
    self.filter = filter
    files = try log.files()
  }

  /// Goes on to the last so many records that are wanted. Looks at the log from its end, and no further than needed.
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

  /// Hands out every wanted record that is there by now.
  public mutating func read(_ body: (JSONValue) throws(TTError) -> Void) throws(TTError) {
    while let file = files.first {
      var damaged = 0
      offset = try lines.read(file, from: offset) { (line) throws(TTError) in
        guard let record = (try? JSONValue.parse(Array(line)))?.object.map(Self.withCurrentNames) else {
          damaged += 1
          return
        }
        if filter.matches(record) { try body(record) }
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

  /// Looks for files that have come since, to be called between two reads.
  ///
  /// - Returns: false when records are gone from the file that was read, which is then read on from its end.
  public mutating func refresh() throws(TTError) -> Bool {
    guard let file = files.last else {
      files = try log.files()
      return true
    }
    if files.count == 1, file.size < offset {
      offset = file.size
      return false
    }
    guard let current = LogFile.Identity(log.path), current != file.identity else { return true }
    // Another file has its name, so this one is whole now, and what comes behind it can be read after it.
    let now = try log.files()
    if let index = now.firstIndex(where: { $0.identity == file.identity }) {
      files += now[(index + 1)...]
    } else if let last = now.last {
      files.append(last)
    }
    return true
  }
}
