import Basics
import Foundation
import TestSupport
import Testing

@testable import Policy

/// What every store promises, said of files and of a shared store alike.
@Suite("Every store of a gate's state", .waiting, .timeLimit(.minutes(3)))
struct StateStoreContractTests {
  private static let limits =
    #""limits":[{"counter":"a","window":"day","max":3},{"counter":"b","window":"day","max":2}]"#
  private static let approval =
    #""action":"require_approval","reason":"Ann decides.","limits":[{"counter":"c","window":"day","max":1}]"#

  @Test("counts all limits of a call together or none, and names the first that is full", arguments: StoreKind.wanted)
  func allOrNothing(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: Self.limits)
    try bench.reserve()
    try bench.reserve()
    let error = try failure { try bench.reserve() }
    #expect(error.failure == .rateLimited && error.rule == "/tools/t/limits/b")
    #expect(error.retryAfter.map { (1...86_400).contains($0) } == true)
    #expect(try bench.used() == [2, 2])
  }

  @Test("gives back what did not take effect, and nothing else", arguments: StoreKind.wanted)
  func settlements(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: Self.limits)
    try bench.reserve().settle(.notSent, "network", 0)
    #expect(try bench.used() == [0, 0])
    try bench.reserve().settle(.rejected, "api_error", 1)
    #expect(try bench.used() == [0, 0])
    try bench.reserve().settle(.delivered, "outcome_unknown", 1)
    #expect(try bench.used() == [1, 1])
  }

  @Test("lets a call fail only four times as often as it may be made", arguments: StoreKind.wanted)
  func failures(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: #""limits":[{"counter":"a","window":"day","max":1}]"#)
    for _ in 0..<4 { try bench.reserve().settle(.rejected, "api_error", 1) }
    let error = try failure { try bench.reserve() }
    #expect(error.failure == .rateLimited && error.message.contains("4 failed calls per day"))
  }

  @Test("counts amounts, and refuses for good what alone is too much", arguments: StoreKind.wanted)
  func amounts(kind: StoreKind) throws {
    let bench = try StoreBench(
      kind, rules: #""limits":[{"counter":"a","window":"day","max":100,"increment_from":"args.n"}]"#)
    try bench.reserve(["n": 60])
    #expect(try failure { try bench.reserve(["n": 41]) }.retryAfter != nil)
    #expect(try failure { try bench.reserve(["n": 101]) }.retryAfter == nil)
    try bench.reserve(["n": 40])
    #expect(try bench.used() == [100])
  }

  @Test("keeps one counter for all grants where a limit says so", arguments: StoreKind.wanted)
  func serverScope(kind: StoreKind) throws {
    let bench = try StoreBench(
      kind,
      rules:
        #""limits":[{"counter":"a","window":"day","max":1,"scope":"server"},{"counter":"b","window":"day","max":9}]"#)
    try bench.reserve()
    #expect(try failure { try bench.reserve(grant: "other") }.rule == "/tools/t/limits/a")
  }

  @Test("puts a call that wants approval down once, and lets it pass once it has one", arguments: StoreKind.wanted)
  func approvals(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: Self.approval)
    let first = try failure { try bench.reserve(["notes": "x"]) }
    let again = try failure { try bench.reserve(["notes": "x"]) }
    let id = try #require(first.approval)
    #expect(first.failure == .approvalRequired && again.approval == id)
    #expect(first.message == "[POLICY DENIED] Ann decides. Approval \(id) is pending.")
    let open = try bench.person.approvals()
    #expect(open.map(\.id) == [id] && open.first?.request.arguments == ["notes": "x"])
    #expect(try bench.person.answer(id, isGranted: true).changed)
    #expect(try !bench.person.answer(id, isGranted: true).changed)
    #expect(try failure { try bench.reserve(["notes": "y"]) }.failure == .approvalRequired)
    try bench.reserve(["notes": "x"])
    #expect(try failure { try bench.reserve(["notes": "x"]) }.failure == .approvalRequired)
    let decisions = try bench.records().map { $0["decision"]?.string }
    #expect(decisions == ["approval", "approval", "yes", "approval", "allow", "approval"])
  }

  @Test("keeps to a no until it expires, and asks nobody again", arguments: StoreKind.wanted)
  func denials(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: Self.approval)
    let id = try #require(try failure { try bench.reserve() }.approval)
    #expect(try bench.person.answer(id, isGranted: false).approval.state == .denied)
    let error = try failure { try bench.reserve() }
    #expect(error.failure == .policyDenied && error.message.contains("A person declined this call"))
    #expect(try failure { try bench.person.answer("00000000", isGranted: true) }.failure == .notFound)
  }

  @Test(
    "gives an approval back only if the call was not sent", arguments: StoreKind.wanted,
    [(Settlement.delivered, 0), (.rejected, 0), (.notSent, 1)])
  func usedApprovals(kind: StoreKind, ending: (settlement: Settlement, open: Int)) throws {
    let bench = try StoreBench(kind, rules: Self.approval)
    let id = try #require(try failure { try bench.reserve() }.approval)
    _ = try bench.person.answer(id, isGranted: true)
    try bench.reserve().settle(ending.settlement, "x", 1)
    #expect(try bench.person.approvals().count == ending.open)
  }

  @Test("does not use an approval up where a limit refuses the call", arguments: StoreKind.wanted)
  func limitedApproval(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: Self.approval)
    for isLast in [false, true] {
      let id = try #require(try failure { try bench.reserve() }.approval)
      _ = try bench.person.answer(id, isGranted: true)
      if !isLast { try bench.reserve() }
    }
    #expect(try failure { try bench.reserve() }.failure == .rateLimited)
    #expect(try bench.person.approvals().count == 1)
  }

  @Test("puts down at most a hundred calls of a grant, and none that is too long to read", arguments: StoreKind.wanted)
  func fullOfApprovals(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: Self.approval)
    let long = try failure { try bench.reserve(["notes": .string(String(repeating: "x", count: 16_385))]) }
    #expect(long.failure == .approvalRequired && long.approval == nil)
    for n in 0..<100 { #expect(try failure { try bench.reserve(["n": JSONValue(n)]) }.approval != nil) }
    #expect(try failure { try bench.reserve(["n": 100]) }.approval == nil)
    #expect(try failure { try bench.reserve(["n": 5]) }.approval != nil)
  }

  @Test("stops the calls to a service that asked for a pause, and no others", arguments: StoreKind.wanted)
  func pauses(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: Self.limits)
    let reservation = try bench.reserve()
    let pause = reservation.servicePause
    #expect(try pause.remaining() == nil)
    try pause.begin(100)
    #expect(try pause.remaining().map { (90...100).contains($0) } == true)
    try reservation.settle(.rejected, "rate_limited", 1, pause: 200)
    let error = try failure { try bench.reserve() }
    #expect(error.rule == "(service limit)" && (error.retryAfter ?? 0) > 100)
    try bench.reserve(service: "elsewhere")
  }

  @Test("in shadow mode records what a limit would have refused, and lets it pass", arguments: StoreKind.wanted)
  func shadow(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: #""limits":[{"counter":"a","window":"day","max":1}]"#, isEnforced: false)
    try bench.reserve()
    #expect(try bench.reserve().unenforcedDenial?.failure == .rateLimited)
    #expect(try bench.records().map { $0["decision"]?.string } == ["allow", "limit", "allow"])
    #expect(try bench.used() == [1])
  }

  @Test("tells how a call would fare without counting or recording it", arguments: StoreKind.wanted)
  func dryRun(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: #""limits":[{"counter":"a","window":"day","max":1}]"#)
    #expect(try bench.gate.dryRun(bench.call()).counters.map(\.used) == [0])
    try bench.reserve()
    let full = try bench.gate.dryRun(bench.call())
    #expect(full.refusal?.failure == .rateLimited && full.counters.map(\.used) == [1])
    #expect(try bench.records().count == 1)
  }

  @Test("gives back a reservation that is dropped before it is used", arguments: StoreKind.wanted)
  func dropped(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: Self.limits)
    _ = try bench.gate.reserve(bench.gate.evaluate(bench.call()))
    #expect(try bench.used() == [0, 0])
  }

  @Test("records each call with its outcome, and never the values of its arguments", arguments: StoreKind.wanted)
  func log(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: Self.limits)
    try bench.reserve(["notes": "s3cret", "a\u{0}b": 1]).settle(.delivered, "ok", 2)
    try bench.gate.record(bench.call(), decision: "invalid", outcome: "usage")
    _ = try failure { try bench.gate.evaluate(PolicyCall(tool: "no \"such\"\n\u{1}", arguments: [:], grant: "g")) }
    let records = try bench.records()
    #expect(records.map { $0["event"]?.string } == ["call", "result", "call", "call"])
    #expect(records.map { $0["decision"]?.string } == ["allow", nil, "invalid", "deny"])
    #expect(records[0]["id"] == records[1]["id"] && records[1]["outcome"] == "ok" && records[1]["requests"] == 2)
    #expect(records[3]["tool"] == "no \"such\"\n\u{1}")
    #expect(try bench.lines().allSatisfy { !$0.contains("s3cret") })
    let report = try bench.gate.store.verifyAudit {}
    #expect(report.records == 4 && report.issues.isEmpty)
  }

  @Test("hands out a log that can be verified by itself", arguments: StoreKind.wanted)
  func export(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: Self.limits)
    for _ in 0..<3 { _ = try? bench.reserve(["notes": "ä \u{7} \u{202E} \\ \" / 𝄞"]) }
    let folder = try TempFolder()
    try folder.write("audit.jsonl", try bench.lines().map { $0 + "\n" }.joined())
    let report = try AuditLog(folder: folder.path).verify(pause: {})
    #expect(report.records == 3 && report.issues.isEmpty)
  }

  @Test("finds the last records that match, and those that come after", arguments: StoreKind.wanted)
  func reader(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: Self.limits)
    for n in 0..<6 { try bench.gate.record(bench.call(), decision: n % 2 == 0 ? "invalid" : "allow", outcome: "\(n)") }
    var filter = AuditFilter()
    filter.verdicts = ["invalid"]
    var reader = try bench.gate.store.auditRecords(matching: filter)
    try reader.skip(toLast: 2)
    var seen: [String] = []
    try reader.read { seen.append($0.value["outcome"]?.string ?? "") }
    #expect(seen == ["2", "4"])
    try bench.gate.record(bench.call(), decision: "invalid", outcome: "6")
    #expect(try reader.refresh())
    try reader.read { seen.append($0.value["outcome"]?.string ?? "") }
    #expect(seen == ["2", "4", "6"])
  }

  @Test("never lets more calls through than the limit says, however many ask at once", arguments: StoreKind.wanted)
  func concurrency(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: #""limits":[{"counter":"a","window":"day","max":7}]"#)
    #expect(try concurrently(24) { (try? bench.reserve()) != nil } == 7)
    #expect(try bench.used() == [7])
    #expect(try bench.gate.store.verifyAudit {}.issues.isEmpty)
  }

  /// How often callers run for one approval; `TT_STORE_ROUNDS` sets it.
  private static let rounds = Int(ProcessInfo.processInfo.environment["TT_STORE_ROUNDS"] ?? "") ?? 3

  @Test("lets exactly one of many callers at once use an approval", arguments: StoreKind.wanted)
  func approvalRace(kind: StoreKind) throws {
    let bench = try StoreBench(kind, rules: #""action":"require_approval""#)
    for _ in 0..<Self.rounds {
      let id = try #require(try failure { try bench.reserve() }.approval)
      #expect(try bench.person.answer(id, isGranted: true).changed)
      #expect(try concurrently(24) { (try? bench.reserve()) != nil } == 1)
    }
    #expect(try bench.records().count { $0["decision"] == "allow" } == Self.rounds)
  }
}
