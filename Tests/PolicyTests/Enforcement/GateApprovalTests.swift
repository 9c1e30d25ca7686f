import Basics
import Foundation
import TestSupport
import Testing

@testable import Policy

/// Calls that require approval, from the gate's point of view.
@Suite("The gate and approvals", .timeLimit(.minutes(2))) struct GateApprovalTests {
  private static let policy =
    #"{"version":"1","default":"deny","tools":{"t":{"action":"require_approval","reason":"Ann decides.","#
    + #""limits":[{"counter":"c","window":"day","max":1}]}}}"#
  private let key = "default /tools/t/limits/c"

  private func bench() throws -> GateFixture { try GateFixture(policy: Self.policy) }

  /// The ID of the request that a call stores.
  private func ask(_ bench: GateFixture, _ arguments: JSONObject = [:]) throws -> String {
    let gate = bench.gate()
    let error = try failure { throw try gate.deferForApproval(gate.evaluate(call("t", arguments))) }
    #expect(error.failure == .approvalRequired)
    return try #require(error.approval)
  }

  @Test("without approval a call is queued, recorded and refused, and nothing is counted")
  func waits() throws {
    let bench = try bench()
    let error = try failure { try bench.reserve("t", ["notes": "s3cret"]) }
    #expect(error.failure == .approvalRequired && error.rule == "/tools/t/action")
    let id = try #require(error.approval)
    #expect(error.message == "[POLICY DENIED] Ann decides. Approval \(id) is pending.")
    #expect(error.remedy == .approve(id: id))
    #expect(bench.folder.read("state/limits.json") == nil)
    let record = try #require(try bench.records.last)
    #expect(record["decision"] == "approval" && record["approval"]?.string == id && record["rule"] == "/tools/t/action")
    #expect(bench.folder.read("state/audit.jsonl")?.contains("s3cret") == false)
    #expect(bench.folder.mode("state/approvals.json") == 0o600)
  }

  @Test("an approval allows one call, which is recorded with it")
  func passes() throws {
    let bench = try bench()
    let id = try ask(bench)
    _ = try bench.gate().answer(id, isGranted: true)
    #expect(try bench.gate().evaluate(call("t")).pendingApproval == nil)
    #expect(try bench.gate().dryRun(call("t")).refusal == nil)
    try bench.reserve("t")
    let records = try bench.records
    #expect(records.map { $0["event"]?.string } == ["call", "approval", "call"])
    #expect(records.map { $0["decision"]?.string } == ["approval", "yes", "allow"])
    #expect(records.allSatisfy { $0["approval"]?.string == id })
    #expect(try failure { try bench.reserve("t") }.failure == .approvalRequired)
  }

  @Test("a reached limit does not use up the approval")
  func limited() throws {
    let bench = try bench()
    for _ in 0..<2 { _ = try bench.gate().answer(try ask(bench), isGranted: true) }
    try bench.reserve("t")
    let id = try ask(bench)
    _ = try bench.gate().answer(id, isGranted: true)
    #expect(try failure { try bench.reserve("t") }.failure == .rateLimited)
    #expect(try bench.gate().approvals().map(\.id) == [id])
  }

  @Test(
    "a settlement decides what a call's reservation releases",
    arguments: [(Settlement.delivered, 1, 0), (.rejected, 0, 0), (.notSent, 0, 1)])
  func fates(fate: Settlement, counted: Int, open: Int) throws {
    let bench = try bench()
    _ = try bench.gate().answer(try ask(bench), isGranted: true)
    try bench.reserve("t").settle(fate, outcome: "x", requests: 1)
    #expect(try bench.used(key) == counted)
    #expect(try bench.gate().approvals().count == open)
  }

  @Test("declining during a call overrides an approval given elsewhere meanwhile")
  func contradicted() throws {
    let bench = try bench()
    let passed = try bench.gate().evaluate(call("t"))
    _ = try bench.gate().answer(try ask(bench), isGranted: true)
    let error = try failure { _ = try bench.gate().reserve(passed, response: .denied) }
    #expect(error.failure == .policyDenied)
    #expect(try bench.gate().approvals().map(\.state) == [.denied])
  }

  @Test("after tt policy deny no one is asked, on any channel")
  func deniedForAll() throws {
    let bench = try bench()
    let passed = try bench.gate().evaluate(call("t"))
    let id = try ask(bench)
    _ = try bench.gate().answer(id, isGranted: false)
    #expect(try failure { _ = try bench.gate().evaluate(call("t")) }.message.hasSuffix("(approval \(id))."))
    #expect(try bench.gate().dryRun(call("t")).pendingApproval == nil)
    #expect(try failure { _ = try bench.gate().reserve(passed, response: .approved) }.failure == .policyDenied)
  }

  @Test("approving during a call stores nothing; declining is a denial that stands")
  func onTheSpot() throws {
    let bench = try bench()
    let gate = bench.gate()
    let passed = try gate.evaluate(call("t"))
    #expect(passed.pendingApproval?.tool == "t")
    let declined = try self.bench()
    let asked = try declined.gate().evaluate(call("t"))
    let error = try failure { _ = try declined.gate().reserve(asked, response: .denied) }
    #expect(error.failure == .policyDenied && error.message.contains("A person declined this call"))
    #expect(try failure { _ = try declined.gate().evaluate(call("t")) }.failure == .policyDenied)
    let admission = try gate.reserve(passed, response: .approved).persist()
    #expect(try gate.approvals().isEmpty)
    try admission.settle(.notSent, outcome: "network", requests: 1)
    #expect(try gate.approvals().map(\.state) == [.granted], "a call that was never sent does not lose the approval")
  }

  @Test("a replaced policy requires a new approval")
  func replaced() throws {
    let bench = try bench()
    _ = try bench.gate().answer(try ask(bench), isGranted: true)
    try bench.folder.write("config/policy.json", Self.policy + "\n")
    #expect(try bench.gate().evaluate(call("t")).pendingApproval != nil)
    #expect(try failure { try bench.reserve("t") }.failure == .approvalRequired)
  }

  @Test("of 40 callers sharing one approval, one call is allowed")
  func raced() throws {
    let bench = try bench()
    _ = try bench.gate().answer(try ask(bench), isGranted: true)
    let passed = Mutex([Bool]())
    let done = DispatchGroup()
    for _ in 0..<40 {
      done.enter()
      Thread.detachNewThread {
        defer { done.leave() }
        passed.add((try? bench.reserve("t")) != nil)
      }
    }
    done.wait()
    #expect(passed.values.count { $0 } == 1 && passed.values.count == 40)
    #expect(try bench.used(key) == 1)
  }

  @Test(
    "a damaged or linked approvals file refuses only calls that need it",
    arguments: ["{", "[]", "link"])
  func damaged(text: String) throws {
    let bench = try GateFixture(
      policy: Self.policy.replacing("\"tools\":{", with: "\"tools\":{\"free\":{},"))
    if text == "link" {
      try bench.folder.write("elsewhere", #"{"version":1,"clock":0,"approvals":[]}"#)
      try bench.folder.write("state/x", "")
      try FileManager.default.createSymbolicLink(
        atPath: bench.state + "/approvals.json", withDestinationPath: bench.folder.path + "/elsewhere")
    } else {
      try bench.folder.write("state/approvals.json", text)
    }
    let error = try failure { try bench.reserve("t") }
    #expect(error.failure == .config && error.message.contains("approvals.json"))
    #expect(try failure { _ = try bench.gate().dryRun(call("t")) }.failure == .config)
    try bench.reserve("free")
  }

  @Test("an approval that cannot be recorded does not count, and a used one is released")
  func unrecorded() throws {
    let bench = try bench()
    let id = try ask(bench)
    let log = try #require(bench.folder.read("state/audit.jsonl"))
    try bench.folder.write("state/audit.jsonl", "x")
    #expect(try failure { _ = try bench.gate().answer(id, isGranted: true) }.failure == .config)
    #expect(try bench.gate().approvals().map(\.state) == [.pending])
    try bench.folder.write("state/audit.jsonl", log)
    _ = try bench.gate().answer(id, isGranted: true)
    try bench.folder.write("state/audit.jsonl", "x")
    #expect(try failure { try bench.reserve("t") }.failure == .config)
    #expect(try bench.gate().approvals().map(\.state) == [.granted])
    #expect(try bench.used(key) == 0)
  }

  @Test("a caller locked to a grant cannot approve calls, of whichever grant, but can deny them")
  func locked() throws {
    let bench = try bench()
    let id = try ask(bench)
    for lock in ["default", "other"] {
      let error = try failure { _ = try bench.gate().answer(id, isGranted: true, lockedTo: lock) }
      #expect(error.failure == .policyDenied && error.rule == "(grant lock)")
    }
    #expect(try bench.gate().approvals().map(\.state) == [.pending])
    #expect(try bench.gate().answer(id, isGranted: false, lockedTo: "default").approval.state == .denied)
  }

  @Test("an unknown approval ID is not found")
  func unknown() throws {
    let bench = try bench()
    #expect(try failure { _ = try bench.gate().answer("0badcafe", isGranted: true) }.failure == .notFound)
    let id = try ask(bench)
    bench.clock.now += Gate.defaultApprovalLifetime
    #expect(try failure { _ = try bench.gate().answer(id, isGranted: true) }.failure == .notFound)
  }
}

/// A list that threads add to.
private final class Mutex<Element>: @unchecked Sendable {
  private let lock = NSLock()
  private var elements: [Element]

  init(_ elements: [Element]) { self.elements = elements }

  func add(_ element: Element) { lock.withLock { elements.append(element) } }

  var values: [Element] { lock.withLock { elements } }
}
