import Foundation
import Sandbox
import Testing

/// What a caller might try against the gate, with the real program. Each outcome is promised in tt-guard(7); approvals,
/// damaged and linked files, and rushes of processes have suites of their own.
@Suite("Attempts to get past the policy") struct PolicyAttackTests {
  @Test(
    "a tool's name in another case, with blanks or in look-alike letters is no tool",
    arguments: [
      "TRACK_TASK", "Track_task", " track_task", "track_task ", "tr\u{430}ck_task", "track\u{200B}_task",
      "track_task\u{301}", "track-task", "ｔrack_task", "*", "",
    ])
  func names(tool: String) async throws {
    try await SandboxFixture.run { house in
      try house.write(SandboxFixture.samplePolicy, config: "policy.json")
      let run = try await house.tt("call", tool, "task_id=42", "--json")
      #expect(run.exit == 2)
      #expect(await house.isSilent())
      #expect(try house.auditRecords().allSatisfy { $0["tool"]?.string == "(unknown)" })
    }
  }

  @Test(
    "extra, duplicate, credential and retyped arguments are wrong arguments, and nothing is sent",
    arguments: [
      #"{"task_id":42,"task_ID":43}"#, #"{"task_id":42,"constructor":1}"#, #"{"task_id":42,"task_id":43}"#,
      #"{"task_id":42,"app_password":"x"}"#, #"{"task_id":42,"api_token":"x"}"#, #"{"task_id":[42]}"#,
      #"{"task_id":{"$gt":0}}"#, #"{"task_id":true}"#, #"{"task_id":-42}"#, #"{"task_id":42.5}"#, #"{"task_id":1e400}"#,
      #"{"task_id":"42 OR 1=1"}"#, #"{"task_id":"../../me"}"#, #"{"task_id":"４２"}"#, "[42]", "42", "{}", "",
    ])
  func arguments(text: String) async throws {
    try await SandboxFixture.run { house in
      try house.write(SandboxFixture.samplePolicy, config: "policy.json")
      let file = try house.write(text, to: house.folder + "/arguments.json")
      let run = try await house.tt("call", "track_task", "--arguments", file, "--json")
      #expect(run.exit == 2)
      #expect(try run.error()["class"]?.string == "usage")
      #expect(await house.isSilent())
      #expect(try house.used() == 0)
    }
  }

  @Test("an id beyond 64 bits is compared digit by digit, and never taken for another one")
  func hugeNumbers() async throws {
    try await SandboxFixture.run { house in
      try house.write(
        #"{"version":"1","default":"deny","tools":{"get_task":{"deny_if":[{"path":"args.task_id","op":"eq","#
          + #""value":9007199254740993}]}}}"#, config: "policy.json")
      #expect(try await house.tt("call", "get_task", "task_id=9007199254740993").exit == 3)
      #expect(try await house.tt("policy", "check", "get_task", "task_id=9007199254740992").exit == 0)
      let beyond = try await house.tt("call", "get_task", "task_id=100000000000000000000000000000000042")
      #expect(beyond.exit == 2)
      #expect(await house.isSilent())
    }
  }

  @Test("a policy replaced while a call runs judges the next call, and the running one ends in order")
  func replaced() async throws {
    try await SandboxFixture.run(faults: [Fault(.latency(milliseconds: 1500), path: "/tasks/track/", count: 1)]) {
      house in
      try house.write(SandboxFixture.samplePolicy, config: "policy.json")
      async let running = house.tt("track", "42")
      for _ in 0..<200 where await house.trackRequests().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
      try house.write(#"{"version":"1","default":"deny"}"#, config: "policy.json")
      #expect(try await house.tt("track", "42").exit == 3)
      #expect(try await running.exit == 0)
      let records = try house.auditRecords()
      #expect(records.map { $0["event"]?.string } == ["call", "call", "result"])
      #expect(records[0]["id"] == records[2]["id"] && records[2]["outcome"]?.string == "ok")
      #expect(try house.used() == 1)
      #expect(await house.trackRequests().count == 1)
    }
  }

  @Test(
    "grant_lock leaves no other identity and no other policy to choose",
    arguments: [["--grant", "default"], ["--grant", "AGENT"], ["--policy", "%"], [], []], [true, false])
  func lock(words: [String], byFlag: Bool) async throws {
    try await SandboxFixture.run { house in
      let loose = try house.write(#"{"version":"1","default":"allow"}"#, config: "loose.json")
      try house.write(#"{"version":"1","default":"allow"}"#, config: "policy.json")
      try house.write(#"{"version":"1","default":"deny","tools":{"get_me":{}}}"#, config: "agent.json")
      try house.write(#"{"grants":{"agent":{"policy":"agent.json"}},"grant_lock":"agent"}"#, config: "config.json")
      var env: [String: String?] = [:]
      if !byFlag, let name = words.first {
        env[name == "--grant" ? "TT_GRANT" : "TT_POLICY"] = words[1] == "%" ? loose : words[1]
      }
      let extra = byFlag ? words.map { $0 == "%" ? loose : $0 } : []
      let run = try await house.tt(["track", "42", "--json"] + extra, env: env)
      #expect(run.exit == 3)
      #expect(try run.error()["rule"]?.string == (words.isEmpty ? "(default deny)" : "(grant lock)"))
      #expect(await house.isSilent())
      #expect(try await house.tt("show", "me", "--grant", "agent").exit == 0)
    }
  }

  @Test(
    "under grant_lock tt does not change the configuration, and says how it is done",
    arguments: [
      ["set", "grants.agent.enforce", "false"], ["unset", "grant_lock"], ["set", "password_command", "true"],
      ["set", "grants.agent.policy", "loose.json"],
    ])
  func lockedConfig(words: [String]) async throws {
    try await SandboxFixture.run { house in
      let path = try house.write(
        #"{"grants":{"agent":{"policy":"agent.json"}},"grant_lock":"agent"}"#, config: "config.json")
      let before = house.read(path)
      let run = try await house.tt(["config"] + words)
      #expect(run.exit == 3)
      #expect(try run.errorLine().contains("by hand"))
      #expect(house.read(path) == before)
    }
  }

  @Test(
    "a policy or configuration that is a link to nothing denies the call",
    arguments: ["policy.json", "config.json", ""])
  func danglingLinks(name: String) async throws {
    try await SandboxFixture.run { house in
      let path = house.config + (name.isEmpty ? "" : "/" + name)
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: house.folder + "/nothing")
      let run = try await house.tt("track", "42")
      #expect(run.exit == 11)
      #expect(await house.isSilent())
    }
  }

  @Test("a grant without a policy may do nothing, in shadow mode too")
  func shadowOfNothing() async throws {
    try await SandboxFixture.run { house in
      try house.write(#"{"grants":{"nobody":{"enforce":false}}}"#, config: "config.json")
      #expect(try await house.tt("track", "42", "--grant", "nobody").exit == 3)
      #expect(await house.isSilent())
    }
  }

  @Test("a grant's name cannot lead out of its place", arguments: ["../default", "a b", "", "*", "a\nb", "déjà"])
  func grantNames(name: String) async throws {
    try await SandboxFixture.run { house in
      try house.write(SandboxFixture.samplePolicy, config: "policy.json")
      #expect(try await house.tt("track", "42", "--grant", name).exit == 2)
      #expect(await house.isSilent())
    }
  }

  @Test("a secret in an argument's name or value is nowhere in the log")
  func log() async throws {
    try await SandboxFixture.run { house in
      try house.write(SandboxFixture.samplePolicy, config: "policy.json")
      for words in [
        ["call", "track_task", "s3cret=1"], ["call", "s3cret"], ["track", "--task-name", "s3cret"],
        ["track", "42", "--notes", "s3cret"], ["track", "--task-name", "s3cret\n{\"seq\":9}", "--tags", "s3cret"],
      ] { _ = try await house.tt(words) }
      let text = try #require(house.read(house.state + "/audit.jsonl"))
      #expect(!text.contains("s3cret") && !text.contains("\"seq\":9}"))
      try AuditChain.verify(text)
    }
  }

  @Test("a counter does not go down for a negative amount, and does not wrap for a huge one")
  func increments() async throws {
    try await SandboxFixture.run { house in
      try house.write(
        #"{"version":"1","default":"deny","tools":{"create_project":{"limits":[{"counter":"d","window":"day","max":10,"#
          + #""increment_from":"args.estimated_time"}]}}}"#, config: "policy.json")
      for (amount, code) in [("-5", 2), ("1e400", 2), ("[5]", 2), ("\"-5\"", 2), ("1e300", 9), ("\"1e300\"", 9)] {
        let file = try house.write("{\"name\":\"x\",\"estimated_time\":\(amount)}", to: house.folder + "/a.json")
        #expect(try await house.tt("call", "create_project", "--arguments", file).exit == Int32(code), "\(amount)")
      }
      #expect(await house.isSilent())
      for (amount, code) in [("\"4\"", 0), ("7", 9), ("\"7.0\"", 9), ("6.99", 0)] {
        let file = try house.write("{\"name\":\"x\",\"estimated_time\":\(amount)}", to: house.folder + "/a.json")
        #expect(try await house.tt("call", "create_project", "--arguments", file).exit == Int32(code), "\(amount)")
      }
      #expect(try await house.tt("call", "create_project", "name=x").exit == 3)
      #expect(try await house.tt("call", "create_project", "name=x", "estimated_time=1").exit == 9)
      #expect(try house.used("/tools/create_project/limits/d") == 10)
    }
  }
}
