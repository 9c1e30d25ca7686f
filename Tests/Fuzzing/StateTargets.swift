import Basics

@testable import Policy

/// A limits file: what is written is read as the same, and no maximum is exceeded whatever the file says.
func fuzzLimits(_ bytes: [UInt8]) {
  guard let json = try? JSONValue.parse(bytes), var counters = Counters(json) else { return }
  requireStable(counters.json, { Counters($0)?.json })
  let limit = Limit(counter: "c", window: .minute, max: 3, scope: .grant, rule: "/tools/t/limits/c")
  let use = LimitUse(limit, grant: "g")
  var passed = 0
  for second in 0..<5 where counters.acquire([use], now: 1_780_000_000 + second) == nil { passed += 1 }
  require(passed <= 3, "at most three of five calls pass a limit of three")
  require(counters.states([use], now: 1_780_000_004).allSatisfy { $0.resetsAt >= 1_780_000_004 }, "windows end later")
  counters.release([use], acquiredAt: counters.monotonicNow(1_780_000_000))
  requireStable(counters.json, { Counters($0)?.json })
}

/// An approvals file: what is written is read as the same, and one yes covers one call.
func fuzzApprovals(_ bytes: [UInt8]) {
  guard let json = try? JSONValue.parse(bytes), var approvals = Approvals(json) else { return }
  requireStable(approvals.json, { Approvals($0)?.json })
  let now = 1_780_000_000
  let listed = approvals.all(now: now)
  let own = ApprovalRequest(
    grant: "g", tool: "t", arguments: ["a": 1], account: nil, policy: "p", rule: "/tools/t/action", message: "Asks.")
  for request in listed.prefix(3).map(\.request) + [own] {
    guard let asked = approvals.request(request, now: now, lifetime: 60), asked.state != .denied else { continue }
    _ = approvals.answer(asked.id, isGranted: true, now: now, lifetime: 60)
    let first = approvals.consume(request, isGranted: false, now: now, lifetime: 60)
    let second = approvals.consume(request, isGranted: false, now: now, lifetime: 60)
    require(first == nil || second == nil, "an approval is used once")
  }
  requireStable(approvals.json, { Approvals($0)?.json })
}

private func requireStable(_ json: JSONValue, _ read: (JSONValue) -> JSONValue?) {
  let again = (try? JSONValue.parse(json.compact)).flatMap(read)
  require(again?.compact == json.compact, "what is written is read as the same: \(json.compact)")
}

/// A log and, after a zero byte, its checkpoint: a sound log stays sound when a record is appended.
func fuzzAudit(_ bytes: [UInt8]) {
  let folder = AuditFolder.path
  let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
  for (name, content) in [("audit.jsonl", parts.first), ("audit.head.json", parts.count > 1 ? parts[1] : nil)] {
    unlink(folder + "/" + name)
    if let content { try? Files.writeAtomically(folder + "/" + name, with: content, flushed: false) }
  }
  let log = AuditLog(folder: folder)
  let before = try? log.verify(pause: {})
  var records = 0
  if var reader = try? AuditReader(log, AuditFilter()) {
    try? reader.skip(toLast: 3)
    try? reader.read { _ in records += 1 }
  }
  require(records <= parts[0].count(where: { $0 == 0x0A }), "a record is a line")
  guard let before, let lock = try? FolderLock(folder) else { return }
  let entry = AuditEntry(
    .call, id: "0123", call: PolicyCall(tool: "t", arguments: ["a": 1], grant: "g"), channel: Channel("cli/1"),
    decision: "allow")
  guard (try? log.append(entry, at: Instant(seconds: 1_780_000_000), holding: lock)) != nil else { return }
  let after = try? log.verify(pause: {})
  require(after != nil, "a log that was appended to can be read")
  if before.issues.isEmpty { require(after?.issues.isEmpty == true, "a sound log stays sound: \(after?.issues ?? [])") }
}

private enum AuditFolder {
  static let path: String = {
    let name = "/tmp/tt-fuzz-\(getpid())"
    try? Files.makeFolder(name)
    atexit {
      for file in ["/audit.jsonl", "/audit.head.json"] { unlink(AuditFolder.path + file) }
      rmdir(AuditFolder.path)
    }
    return name
  }()
}
