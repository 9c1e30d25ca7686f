import Basics
import Foundation
import Policy
import TestSupport
import Testing

@Suite("The gate fails closed") struct GateFailureTests {
  @Test("a damaged limits file refuses a call that has a limit, and nothing is recorded as allowed")
  func damagedLimits() throws {
    let bench = try GateFixture(policy: publishedSample)
    try bench.folder.write("state/limits.json", "{\"version\":")
    let error = try failure { try bench.reserve("track_task") }
    #expect(error.failure == .config)
    #expect(bench.folder.read("state/limits.json") == "{\"version\":")
    #expect(try bench.records.allSatisfy { $0["decision"] != "allow" })
  }

  @Test("a call that cannot be recorded is not made, and its reservation is released", arguments: ["x", "{}\n"])
  func damagedLog(text: String) throws {
    let bench = try GateFixture(policy: publishedSample)
    let gate = bench.gate()
    try bench.reserve("track_task")
    let before = try bench.used("default /tools/track_task/limits/track_task_rate")
    let passed = try gate.evaluate(call("track_task"))
    try bench.folder.write("state/audit.jsonl", text)
    let error = try failure { _ = try gate.reserve(passed).persist() }
    #expect(error.failure == .config)
    #expect(error.message.contains("audit log"))
    #expect(before == 1)
    #expect(try bench.used("default /tools/track_task/limits/track_task_rate") == before)
  }

  @Test("an incomplete record of a killed writer is removed, any other incomplete line is not")
  func tornRecord() throws {
    let bench = try GateFixture(policy: publishedSample)
    for _ in 0..<2 { try bench.reserve("track_task") }
    let whole = try #require(bench.folder.read("state/audit.jsonl"))
    try bench.folder.write("state/audit.jsonl", whole + "{\"seq\":3,\"time\":\"2026")
    try bench.reserve("track_task")
    #expect(try bench.records.map { $0["seq"]?.int } == [1, 2, 3])
    #expect(bench.folder.read("state/audit.jsonl")?.hasPrefix(whole) == true)
    let first = String(whole.prefix(while: { $0 != "\n" })) + "\n"
    try bench.folder.write("state/audit.jsonl", first + "{\"seq\":2,")
    #expect(try failure { try bench.reserve("track_task") }.failure == .config)
  }

  @Test("a denial that cannot be recorded is an error of the log")
  func damagedLogAtDenial() throws {
    let bench = try GateFixture(policy: publishedSample)
    try bench.folder.write("state/audit.jsonl", "x")
    #expect(try failure { try bench.reserve("stop_task") }.failure == .config)
  }

  @Test("an invalid policy refuses every call, with the location of the problem")
  func invalidPolicy() throws {
    let bench = try GateFixture(policy: #"{"version":"1","default":"deny","toools":{}}"#)
    let error = try failure { try bench.reserve("get_me") }
    #expect(error.failure == .config)
    #expect(error.message.contains("policy.json:1:33: /toools"))
    #expect(bench.folder.names == ["config"])
  }

  @Test("a state folder that cannot be made or may not be written refuses the call")
  func unusableFolder() throws {
    let blocked = try GateFixture(policy: publishedSample)
    try blocked.folder.write("state", "a file")
    #expect(try failure { try blocked.reserve("track_task") }.failure == .config)

    let readOnly = try GateFixture(policy: publishedSample)
    try FileManager.default.createDirectory(
      atPath: readOnly.state, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o500])
    let error = try failure { try readOnly.reserve("track_task") }
    #expect(error.failure == .config)
    #expect(error.remedy == .makeStateFolderWritable(path: readOnly.state))
    #expect(readOnly.folder.read("state/audit.jsonl") == nil)
  }

  @Test("a log removed during a call continues in a new file; a damaged one is an error")
  func settling() throws {
    let bench = try GateFixture(policy: publishedSample)
    var first = Optional(try bench.reserve("track_task"))
    let second = try bench.reserve("track_task")
    try bench.folder.write("state/audit.jsonl", "x")
    let error = try failure { try first.take()?.settle(.delivered, outcome: "ok", requests: 1) }
    #expect(error.failure == .config)
    try FileManager.default.removeItem(atPath: bench.state + "/audit.jsonl")
    try second.settle(.delivered, outcome: "ok", requests: 1)
    let report = try AuditLog(folder: bench.state).verify {}
    #expect(report.records == 1 && report.first == 3 && report.issues.isEmpty)
  }
}

@Suite("Dry runs of the gate") struct GatePreviewTests {
  @Test("a dry run writes nothing, not even the folder")
  func nothingWritten() throws {
    let bench = try GateFixture(policy: publishedSample)
    let allowed = try bench.gate().dryRun(call("track_task"))
    #expect(allowed.refusal == nil)
    #expect(allowed.counters.map(\.used) == [0])
    #expect(try bench.gate().dryRun(call("stop_task")).refusal?.rule == "(default deny)")
    #expect(bench.folder.names == ["config"])
  }

  @Test("a dry run reports the counters and the error the call would end with")
  func told() throws {
    let bench = try GateFixture(policy: policy(max: 2))
    for used in 0..<2 {
      let preview = try bench.gate().dryRun(call("t"))
      #expect(preview.refusal == nil)
      #expect(preview.counters.map(\.used) == [used])
      #expect(preview.counters.map(\.resetsAt) == [bench.clock.now + 60])
      try bench.reserve("t")
    }
    let before = bench.folder.read("state/limits.json")
    let log = bench.folder.read("state/audit.jsonl")
    let preview = try bench.gate().dryRun(call("t"))
    let error = try failure { try bench.reserve("t") }
    #expect(preview.refusal == error)
    #expect(preview.refusal?.retryAfter == 60)
    #expect(bench.folder.read("state/limits.json") == before)
    #expect(log != nil && bench.folder.read("state/audit.jsonl") != log, "only the real call is recorded")
  }

  @Test("a dry run reports the grant, the tool and the origin of the policy")
  func origin() throws {
    let builtIn = try GateFixture(policy: nil).gate().dryRun(call("get_me"))
    #expect(builtIn.origin == "built-in" && builtIn.grant == "default" && builtIn.tool == "get_me")
    let bench = try GateFixture(policy: publishedSample)
    #expect(try bench.gate().dryRun(call("track_task")).origin == bench.folder.path + "/config/policy.json")
  }

  @Test("a damaged limits file is an error in a dry run too")
  func damaged() throws {
    let bench = try GateFixture(policy: publishedSample)
    try bench.folder.write("state/limits.json", "[]")
    #expect(try failure { _ = try bench.gate().dryRun(call("track_task")) }.failure == .config)
  }
}
