import Basics
import Foundation
import TestSupport
import Testing

@testable import Policy

/// A gate with folders and a clock of its own.
struct GateFixture {
  let folder: TempFolder
  let clock = TestClock()

  init(policy: String?) throws {
    folder = try TempFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/config", withIntermediateDirectories: true)
    if let policy { try folder.write("config/policy.json", policy) }
  }

  var state: String { folder.path + "/state" }

  func gate(_ grant: String = "default") -> Gate {
    let source = PolicySource(
      grant: grant, override: grant == "default" ? nil : folder.path + "/config/policy.json",
      configFolder: folder.path + "/config", grants: [:],
      builtIn: .builtIn(reads: ["get_me"], writes: ["track_task"]))
    return Gate(source: source, store: FileStateStore(folder: state, clock: clock.read), channel: Channel("test"))
  }

  /// Evaluates, reserves and writes.
  @discardableResult
  func reserve(_ tool: String, grant: String = "default", _ arguments: JSONObject = [:]) throws -> Reservation {
    let gate = gate(grant)
    return try gate.reserve(gate.evaluate(call(tool, grant: grant, arguments))).persist()
  }

  var records: [JSONValue] {
    get throws { try checkedChain(folder.read("state/audit.jsonl") ?? "") }
  }

  /// What is counted under a key of the limits file, whatever its window.
  func used(_ key: String) throws -> Int? {
    guard let text = folder.read("state/limits.json") else { return nil }
    let counters = try JSONValue.parse(text)["counters"]?.object?.members ?? []
    return counters.first { $0.key.hasPrefix(key + " ") && Int($0.key.dropFirst(key.count + 1)) != nil }?.value["used"]?
      .int
  }
}

extension Reservation {
  /// Ends the reservation in one of the three ways.
  consuming func settle(_ settlement: Settlement, outcome: String, requests: Int) throws {
    if settlement == .delivered {
      try commit(CallEnding(outcome: outcome, requests: requests))
    } else {
      try release(settlement, CallEnding(outcome: outcome, requests: requests))
    }
  }
}

@Suite("The gate") struct GateTests {
  private let key = "default /tools/track_task/limits/track_task_rate"

  @Test("a call denied by a rule is recorded and uses up nothing")
  func denied() throws {
    let bench = try GateFixture(policy: publishedSample)
    let error = try failure { try bench.reserve("stop_task", ["notes": "s3cret", "task_id": 4711]) }
    #expect(error.failure == .policyDenied)
    #expect(error.rule == "(default deny)")
    #expect(error.message.hasPrefix("[POLICY DENIED] "))
    let record = try #require(try bench.records.first)
    #expect(try bench.records.count == 1)
    #expect(record["decision"] == "deny" && record["rule"] == "(default deny)" && record["event"] == "call")
    #expect(bench.folder.names == ["config", "state"])
    #expect(bench.folder.read("state/limits.json") == nil)
  }

  @Test("an allowed call is counted and recorded before it is sent, with the policy's fingerprint")
  func admitted() throws {
    let bench = try GateFixture(policy: publishedSample)
    try bench.reserve("track_task", ["task_id": 42])
    #expect(try bench.used(key) == 1)
    let record = try #require(try bench.records.first)
    #expect(record["decision"] == "allow" && record["rule"] == "" && record["tool"] == "track_task")
    #expect(record["policy"]?.string == SHA256.hex(publishedSample.utf8))
    #expect(record["channel"] == "test" && record["grant"] == "default" && record["time"] == "2026-05-04T10:00:00Z")
    #expect(bench.folder.mode("state") == 0o700)
  }

  @Test("a reservation that is not persisted uses nothing and does not block the next call")
  func dropped() throws {
    let bench = try GateFixture(policy: policy(tool: "track_task", counter: "track_task_rate", max: 1))
    let gate = bench.gate()
    do { _ = try gate.reserve(gate.evaluate(call("track_task"))) }
    #expect(bench.folder.read("state/limits.json") == nil)
    #expect(try bench.records.isEmpty)
    try bench.reserve("track_task")
    #expect(try bench.used(key) == 1)
  }

  @Test("a call whose record cannot be written is refused, and what it used is released")
  func unrecorded() throws {
    let bench = try GateFixture(policy: publishedSample)
    let gate = bench.gate()
    let allowed = try gate.evaluate(call("track_task"))
    try bench.folder.write("state/audit.jsonl", "x")
    #expect(try failure { _ = try gate.reserve(allowed).persist() }.failure == .config)
    #expect(try bench.used(key) == 0)
  }

  @Test("the log contains the sorted names of arguments and never their values")
  func noValues() throws {
    let bench = try GateFixture(policy: publishedSample)
    let admission = try bench.reserve("track_task", ["task_name": "s3cret", "notes": ["s3cret": "s3cret"]])
    try admission.settle(.delivered, outcome: "ok", requests: 1)
    #expect(try bench.records.map { $0["keys"] } == [["notes", "task_name"], ["notes", "task_name"]])
    #expect(bench.folder.read("state/audit.jsonl")?.contains("s3cret") == false)
    #expect(bench.folder.read("state/limits.json")?.contains("s3cret") == false)
  }

  @Test("the published sample refuses the 31st call of a minute and allows calls again in the next")
  func thirtyFirst() throws {
    let bench = try GateFixture(policy: publishedSample)
    bench.clock.now += 15
    for _ in 1...30 { try bench.reserve("track_task") }
    let error = try failure { try bench.reserve("track_task") }
    #expect(error.failure == .rateLimited)
    #expect(error.rule == "/tools/track_task/limits/track_task_rate")
    #expect(error.message == "[POLICY DENIED] The limit of 30 per minute for track_task has been reached")
    #expect(error.retryAfter == 45)
    #expect(try bench.used(key) == 30)
    let last = try #require(try bench.records.last)
    #expect(last["decision"] == "limit" && last["rule"]?.string == error.rule)
    bench.clock.now += 45
    try bench.reserve("track_task")
    #expect(try bench.used(key) == 1)
  }

  @Test(
    "a reached limit reports the time until the window ends", arguments: [("minute", 60), ("day", 50_400)])
  func wait(window: String, seconds: Int) throws {
    let bench = try GateFixture(policy: policy(window: window, max: 1))
    try bench.reserve("t")
    let error = try failure { try bench.reserve("t") }
    #expect(error.retryAfter == seconds && error.remedy == .wait(seconds: seconds))
  }

  @Test("a limit of 0 allows no calls and reports no time to retry")
  func never() throws {
    let bench = try GateFixture(policy: policy(max: 0))
    let error = try failure { try bench.reserve("t") }
    #expect(error.failure == .rateLimited && error.retryAfter == nil)
    #expect(error.advice?.contains("allows no calls") == true)
  }

  @Test("the outcome is recorded under the ID of its call", arguments: [true, false])
  func settled(isReleased: Bool) throws {
    let bench = try GateFixture(policy: publishedSample)
    let outcome = isReleased ? "network" : "ok"
    try bench.reserve("track_task").settle(isReleased ? .rejected : .delivered, outcome: outcome, requests: 2)
    #expect(try bench.used(key) == (isReleased ? 0 : 1))
    let records = try bench.records
    #expect(records.count == 2)
    #expect(records[0]["id"] == records[1]["id"])
    #expect(records[1]["event"] == "result" && records[1]["requests"] == 2)
    #expect(records[1]["outcome"]?.string == (isReleased ? "network" : "ok"))
  }

  @Test("a reservation released after its window does not affect the next window")
  func settledLate() throws {
    let bench = try GateFixture(policy: policy(tool: "track_task", counter: "track_task_rate", max: 1))
    bench.clock.now += 59
    let admission = try bench.reserve("track_task")
    bench.clock.now += 1
    try bench.reserve("track_task")
    try admission.settle(.rejected, outcome: "network", requests: 1)
    #expect(try bench.used(key) == 1)
    #expect(try failure { try bench.reserve("track_task") }.failure == .rateLimited)
  }

  @Test("a reservation made while the clock was set back is released in the window it was counted in")
  func settledAfterClockWentBack() throws {
    let bench = try GateFixture(policy: publishedSample)
    try bench.reserve("track_task")
    bench.clock.now -= 3_600
    let admission = try bench.reserve("track_task")
    #expect(try bench.used(key) == 2)
    try admission.settle(.rejected, outcome: "network", requests: 1)
    #expect(try bench.used(key) == 1)
  }

  @Test("each grant has its own counters, and server limits share one")
  func scopes() throws {
    let text = #"""
      {"version":"1","default":"deny","all_tools":{"limits":[{"counter":"all","window":"day","max":3,"scope":"server"}]},
       "tools":{"t":{"limits":[{"counter":"c","window":"day","max":2,"scope":"grant"}]}}}
      """#
    let bench = try GateFixture(policy: text)
    try bench.reserve("t", grant: "one")
    try bench.reserve("t", grant: "one")
    #expect(try failure { try bench.reserve("t", grant: "one") }.rule == "/tools/t/limits/c")
    try bench.reserve("t", grant: "two")
    #expect(try failure { try bench.reserve("t", grant: "two") }.rule == "/all_tools/limits/all")
    #expect(try bench.used("* /all_tools/limits/all") == 3)
    #expect(try bench.used("two /tools/t/limits/c") == 1)
  }

  @Test("a call without limits is recorded and writes no limits file")
  func unlimited() throws {
    let bench = try GateFixture(policy: #"{"version":"1","default":"allow"}"#)
    try bench.reserve("get_me")
    #expect(try bench.records.count == 1)
    #expect(bench.folder.read("state/limits.json") == nil)
  }

  @Test("a call that ended early is recorded with its outcome")
  func recorded() throws {
    let bench = try GateFixture(policy: nil)
    try bench.gate().record(call("track_task", ["date": "x"]), decision: "invalid", outcome: "usage")
    let record = try #require(try bench.records.first)
    #expect(record["decision"] == "invalid" && record["outcome"] == "usage" && record["keys"] == ["date"])
  }
}
