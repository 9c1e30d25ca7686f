import Basics

/// One audit record. Never contains argument values.
public struct AuditEntry: Sendable {
  /// `call`: the verdict, written before anything leaves the machine. `result`: how an allowed call ended. `approval`:
  /// a person's answer to an approval request.
  public enum Event: String, Sendable {
    case call, result, approval
  }

  /// What the record is about.
  public var event: Event
  /// The ID shared by the records of one call.
  public var id: String
  /// The identity the call was made under.
  public var grant: String
  /// The tool's name.
  public var tool: String
  /// The names of the top-level arguments.
  public var keys: [String]
  /// `allow`, `deny`, `limit`, `approval` or `invalid` on a call; `yes` or `no` on an approval; absent on a result.
  public var decision: String?
  /// The rule that decided; empty if no rule applied.
  public var rule: String?
  /// The fingerprint of the policy that was evaluated.
  public var policy: String?
  /// The approval that was requested, used or answered.
  public var approval: String?
  /// The channel the call arrived through.
  public var channel: String
  /// The name the client program gives itself.
  public var client: String?
  /// How the call ended: `ok`, or the class of the error.
  public var outcome: String?
  /// The number of requests sent for the call.
  public var requests: Int?
}

extension AuditEntry {
  init(
    _ event: Event, id: String, call: PolicyCall, channel: Channel, decision: String? = nil, rule: String? = nil,
    policy: String? = nil, approval: String? = nil
  ) {
    self.init(
      event: event, id: id, grant: call.grant, tool: call.tool, keys: call.arguments.keys, decision: decision,
      rule: rule, policy: policy, approval: approval, channel: channel.name, client: channel.client)
  }

  /// A record of a claimed call.
  init(_ event: Event, _ claim: Claim, id: String, decision: String, rule: String?, approval: String? = nil) {
    self.init(
      event, id: id, call: claim.call, channel: claim.channel, decision: decision, rule: rule, policy: claim.policy,
      approval: approval)
  }

  /// The response of the user who was asked about a claimed call.
  static func response(_ claim: Claim, _ approval: Approval?) -> AuditEntry {
    AuditEntry(
      .approval, claim, id: Gate.newID(), decision: claim.response == .approved ? "yes" : "no",
      rule: claim.request?.rule, approval: approval?.id)
  }

  /// A person's answer to a pending approval.
  static func answer(_ answer: ApprovalAnswer, _ approval: Approval) -> AuditEntry {
    let request = approval.request
    return AuditEntry(
      .approval, id: Gate.newID(),
      call: PolicyCall(tool: request.tool, arguments: request.arguments, grant: request.grant),
      channel: answer.channel, decision: answer.isGranted ? "yes" : "no", rule: request.rule, policy: request.policy,
      approval: approval.id)
  }
}

/// The audit log `audit.jsonl`: one JSON object a line, appended under the folder's lock.
///
/// Each line ends with `"hash"`, the SHA-256 of the line without that member, and contains the hash of the line before
/// it as `"prev"`, so a changed, removed or reordered line breaks the chain. Appending reads only the last line, so its
/// cost does not grow with the log.
///
/// A file that reaches `rotationSize` is renamed to `audit-N.jsonl`, where N is the number of its first record, and the
/// chain continues in a new file. Archived files keep their names, and tt never removes one.
public struct AuditLog: Sendable {
  /// The path of the current file.
  public let path: String
  let folder: String
  private let rotationSize: Int

  /// The size, in bytes, at which a file is rotated.
  public static let defaultRotationSize = 64 << 20

  /// The audit log in a state folder.
  public init(folder: String, rotationSize: Int = AuditLog.defaultRotationSize) {
    self.folder = folder
    self.rotationSize = rotationSize
    path = folder + "/audit.jsonl"
  }

  /// `prev` of the first line.
  static let origin = String(repeating: "0", count: 64)

  /// Bytes read from the end of a log to find its last line. Longer than any line tt writes.
  static let maxLineBytes = 64 << 10

  /// Appends one record, as a whole line or not at all.
  public func append(_ entry: AuditEntry, at time: Instant, holding lock: borrowing FolderLock) throws(TTError) {
    var file = try LogFile(appending: path)
    let checkpoint = CheckpointFile(CheckpointFile.path(folder))
    var last: ChainHead?
    do throws(TTError) {
      last = try file.lastRecord()
    } catch {
      guard try file.truncateTornRecord(after: checkpoint.content?.last) else { throw error }
      last = checkpoint.content?.last
    }
    var start = last == nil ? nil : checkpoint.content?.start ?? file.firstNumber
    if let known = last, file.size >= rotationSize, rotate(file, known) {
      file = try LogFile(appending: path)
      start = nil
    }
    if last == nil { last = try lastArchivedRecord() }
    // The checkpoint is ahead of the log only if records were removed. Continuing after them keeps the gap visible.
    if let noted = checkpoint.content?.last, noted.number > last?.number ?? 0 { last = noted }
    let number = (last?.number ?? 0) + 1
    let (line, hash) = Self.line(entry, at: time, number: number, previous: last?.hash ?? Self.origin)
    try file.append(Array((line + "\n").utf8))
    checkpoint.write(CheckpointFile.Content(last: ChainHead(number: number, hash: hash), start: start ?? number))
  }

  /// Archives a file. If that fails, the file is appended to: rotation never blocks a call.
  private func rotate(_ file: LogFile, _ last: ChainHead) -> Bool {
    let target = archivePath(file.firstNumber ?? last.number)
    // Archived files are evidence and never overwritten. The folder's lock rules out a race.
    return access(target, F_OK) != 0 && rename(path, target) == 0
  }

  /// One line of the log, without its newline, and its hash.
  static func line(
    _ entry: AuditEntry, at time: Instant, number: Int, previous: String
  ) -> (text: String, hash: String) {
    var record: JSONObject = [
      "seq": JSONValue(number), "time": .string(time.rfc3339), "event": .string(entry.event.rawValue),
      "id": text(entry.id), "grant": text(entry.grant), "tool": text(entry.tool), "keys": keys(entry.keys),
    ]
    record["decision"] = entry.decision.map(text)
    record["rule"] = entry.rule.map(text)
    record["policy"] = entry.policy.map(text)
    record["approval"] = entry.approval.map(text)
    record["channel"] = text(entry.channel)
    record["client"] = entry.client.map(text)
    record["outcome"] = entry.outcome.map(text)
    record["requests"] = entry.requests.map { JSONValue($0) }
    // The last two members, so that verifying the chain need not parse the line.
    record["prev"] = .string(previous)
    let body = JSONValue.object(record).compact
    let hash = SHA256.hex(body.utf8)
    return ("\(Substring(body.utf8.dropLast())),\"hash\":\"\(hash)\"}", hash)
  }

  /// The members a record can have, in their order.
  public static let members = [
    "seq", "time", "event", "id", "grant", "tool", "keys", "decision", "rule", "policy", "approval", "channel",
    "client", "by",
    "outcome", "requests", "prev", "hash",
  ]

  /// Text chosen by the caller is truncated, so that no call writes a line too long to be found again.
  private static func text(_ text: String) -> JSONValue { .string(text.truncated(toBytes: 256)) }

  private static func keys(_ keys: [String]) -> JSONValue {
    var room = 4096
    let kept = keys.sorted().map { $0.truncated(toBytes: 256) }.prefix { key in
      room -= key.utf8.count + 1
      return room >= 0
    }
    return .array((kept + (kept.count < keys.count ? ["…"] : [])).map(JSONValue.string))
  }
}
