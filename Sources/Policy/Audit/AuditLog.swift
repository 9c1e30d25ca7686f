import Basics

/// What is known of one call at one point of its way. Argument values never come here.
public struct AuditEntry: Sendable {
  /// `call`: the verdict, written before anything leaves the machine. `result`: how an admitted call ended. `approval`:
  /// what a person said to a call that waited.
  public enum Event: String, Sendable {
    case call, result, approval
  }

  /// The point of the call's way.
  public var event: Event
  /// Joins the two records of one call.
  public var id: String
  /// The identity the call was made under.
  public var grant: String
  /// The tool's name.
  public var tool: String
  /// The names of the top-level arguments.
  public var keys: [String]
  /// `allow`, `deny`, `limit`, `approval` or `invalid` on a call; `yes` or `no` on an approval; absent on a result.
  public var decision: String?
  /// The rule that decided, empty when nothing fired.
  public var rule: String?
  /// The fingerprint of the policy that judged.
  public var policy: String?
  /// The approval that was asked for, used or answered.
  public var approval: String?
  /// Which door the call came through.
  public var door: String
  /// The program behind the door as it calls itself.
  public var client: String?
  /// How the call ended: `ok`, or the class of the error.
  public var outcome: String?
  /// How many requests the call took.
  public var requests: Int?
}

/// The audit log `audit.jsonl`: one JSON object a line, appended under the folder's lock.
///
/// Each line ends with `"hash"`, the SHA-256 of the line without that member, and holds the hash of the line before it
/// as `"prev"`: a changed, removed or reordered line breaks the chain. Appending needs only the last line, so its cost
/// does not grow with the log.
public struct AuditLog: Sendable {
  /// The file's path.
  public let path: String

  /// The audit log in a state folder.
  public init(folder: String) { path = folder + "/audit.jsonl" }

  /// `prev` of the first line.
  static let origin = String(repeating: "0", count: 64)

  /// Bytes of a log's end that are read to find its last line: longer than usual lines, else than any line tt writes.
  private static let reaches = [2 << 10, 64 << 10]

  /// Appends one record. Either the whole line is in the file afterwards or nothing of it.
  public func append(_ entry: AuditEntry, at time: Instant, _ lock: borrowing FolderLock) throws(TTError) {
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure("cannot be opened", SystemError(path)) }
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw failure("cannot be read", SystemError(path)) }
    let last = try lastLine(descriptor, size: Int(size))
    let line = Self.line(entry, at: time, number: last.number + 1, previous: last.hash)
    do throws(SystemError) {
      try Files.writeAll(descriptor, path, Array((line + "\n").utf8))
    } catch {
      _ = ftruncate(descriptor, size)
      throw failure("cannot be written", error)
    }
  }

  /// One line of the log, without its line end.
  static func line(_ entry: AuditEntry, at time: Instant, number: Int, previous: String) -> String {
    var record: JSONObject = [
      "seq": JSONValue(number), "time": .string(time.rfc3339), "event": .string(entry.event.rawValue),
      "id": .string(entry.id), "grant": .string(entry.grant), "tool": .string(entry.tool),
      "keys": .array(entry.keys.sorted().map(JSONValue.string)),
    ]
    record["decision"] = entry.decision.map(JSONValue.string)
    record["rule"] = entry.rule.map(JSONValue.string)
    record["policy"] = entry.policy.map(JSONValue.string)
    record["approval"] = entry.approval.map(JSONValue.string)
    record["door"] = .string(entry.door)
    record["client"] = entry.client.map(JSONValue.string)
    record["outcome"] = entry.outcome.map(JSONValue.string)
    record["requests"] = entry.requests.map { JSONValue($0) }
    record["prev"] = .string(previous)
    let body = JSONValue.object(record).compact
    return body.dropLast() + ",\"hash\":\"" + SHA256.hex(body.utf8) + "\"}"
  }

  func lastLine(_ descriptor: Int32, size: Int) throws(TTError) -> (number: Int, hash: String) {
    guard size > 0 else { return (0, Self.origin) }
    var tail: [UInt8] = []
    var start: Int?
    for reach in Self.reaches where start == nil {
      tail = [UInt8](repeating: 0, count: min(size, reach))
      let count = pread(descriptor, &tail, tail.count, off_t(size - tail.count))
      guard count == tail.count else { throw failure("cannot be read", SystemError(path)) }
      guard tail.last == UInt8(ascii: "\n") else { throw damaged }
      start = tail.dropLast().lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? (tail.count == size ? 0 : nil)
    }
    guard let start,
      let record = try? JSONValue.parse(Array(tail[start...])),
      let number = record["seq"]?.int, let hash = record["hash"]?.string, hash.utf8.count == 64
    else { throw damaged }
    return (number, hash)
  }

  private var damaged: TTError {
    .config(
      "the last line of the audit log \(path) is damaged",
      hint: "keep it and start a new one: mv '\(path)' '\(path).damaged'"
    )
  }

  private func failure(_ what: String, _ error: SystemError) -> TTError {
    .config(
      "the audit log \(path) \(what): \(error.reason)", hint: "no call is made without its record")
  }
}
