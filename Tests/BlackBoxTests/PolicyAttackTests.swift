import Foundation
import Sandbox
import Testing

/// Attempts to bypass the gate, with the real program. Each outcome is documented in tt-guard(7). Approvals, damaged and
/// linked files, and concurrent processes have their own suites.
@Suite("Attempts to get past the policy") struct PolicyAttackTests {
  @Test(
    "a tool name in another case, with blanks or in look-alike letters is unknown",
    arguments: [
      "TRACK_TASK", "Track_task", " track_task", "track_task ", "tr\u{430}ck_task", "track\u{200B}_task",
      "track_task\u{301}", "track-task", "ｔrack_task", "*", "",
    ])
  func names(tool: String) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
      let run = try await fixture.tt("call", tool, "task_id=42", "--json")
      #expect(run.exit == 2)
      #expect(await fixture.isSilent())
      #expect(try fixture.auditRecords().allSatisfy { $0["tool"]?.string == "(unknown)" })
    }
  }

  @Test(
    "extra, duplicate, credential and wrongly typed arguments are rejected, and nothing is sent",
    arguments: [
      #"{"task_id":42,"task_ID":43}"#, #"{"task_id":42,"constructor":1}"#, #"{"task_id":42,"task_id":43}"#,
      #"{"task_id":42,"app_password":"x"}"#, #"{"task_id":42,"api_token":"x"}"#, #"{"task_id":[42]}"#,
      #"{"task_id":{"$gt":0}}"#, #"{"task_id":true}"#, #"{"task_id":-42}"#, #"{"task_id":42.5}"#, #"{"task_id":1e400}"#,
      #"{"task_id":"42 OR 1=1"}"#, #"{"task_id":"../../me"}"#, #"{"task_id":"４２"}"#, "[42]", "42", "{}", "",
    ])
  func arguments(text: String) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
      let file = try fixture.write(text, to: fixture.folder + "/arguments.json")
      let run = try await fixture.tt("call", "track_task", "--arguments", file, "--json")
      #expect(run.exit == 2)
      #expect(try run.error()["class"]?.string == "usage")
      #expect(await fixture.isSilent())
      #expect(try fixture.used() == 0)
    }
  }

  @Test("an ID beyond 64 bits is compared digit by digit, and never equals another one")
  func hugeNumbers() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(
        #"{"version":"1","default":"deny","tools":{"get_task":{"deny_if":[{"path":"args.task_id","op":"eq","#
          + #""value":9007199254740993}]}}}"#, config: "policy.json")
      #expect(try await fixture.tt("call", "get_task", "task_id=9007199254740993").exit == 3)
      #expect(try await fixture.tt("policy", "check", "get_task", "task_id=9007199254740992").exit == 0)
      let beyond = try await fixture.tt("call", "get_task", "task_id=100000000000000000000000000000000042")
      #expect(beyond.exit == 2)
      #expect(await fixture.isSilent())
    }
  }

  @Test("a policy replaced during a call applies to the next one, and the running one completes")
  func replaced() async throws {
    try await SandboxFixture.run(faults: [Fault(.latency(milliseconds: 1500), path: "/tasks/track/", count: 1)]) {
      fixture in
      try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
      async let running = fixture.tt("track", "42")
      for _ in 0..<200 where await fixture.trackRequests().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
      try fixture.write(#"{"version":"1","default":"deny"}"#, config: "policy.json")
      #expect(try await fixture.tt("track", "42").exit == 3)
      #expect(try await running.exit == 0)
      let records = try fixture.auditRecords()
      #expect(records.map { $0["event"]?.string } == ["call", "call", "result"])
      #expect(records[0]["id"] == records[2]["id"] && records[2]["outcome"]?.string == "ok")
      #expect(try fixture.used() == 1)
      #expect(await fixture.trackRequests().count == 1)
    }
  }

  @Test(
    "under grant_lock no other grant or policy can be chosen",
    arguments: [["--grant", "default"], ["--grant", "AGENT"], ["--policy", "%"], [], []], [true, false])
  func lock(words: [String], byFlag: Bool) async throws {
    try await SandboxFixture.run { fixture in
      let loose = try fixture.write(#"{"version":"1","default":"allow"}"#, config: "loose.json")
      try fixture.write(#"{"version":"1","default":"allow"}"#, config: "policy.json")
      try fixture.write(#"{"version":"1","default":"deny","tools":{"get_me":{}}}"#, config: "agent.json")
      try fixture.write(#"{"grants":{"agent":{"policy":"agent.json"}},"grant_lock":"agent"}"#, config: "config.json")
      var env: [String: String?] = [:]
      if !byFlag, let name = words.first {
        env[name == "--grant" ? "TT_GRANT" : "TT_POLICY"] = words[1] == "%" ? loose : words[1]
      }
      let extra = byFlag ? words.map { $0 == "%" ? loose : $0 } : []
      let run = try await fixture.tt(["track", "42", "--json"] + extra, env: env)
      #expect(run.exit == 3)
      #expect(try run.error()["rule"]?.string == (words.isEmpty ? "(default deny)" : "(grant lock)"))
      #expect(await fixture.isSilent())
      #expect(try await fixture.tt("show", "me", "--grant", "agent").exit == 0)
    }
  }

  @Test(
    "under grant_lock tt does not change the configuration, and says how to do it",
    arguments: [
      ["set", "grants.agent.enforce", "false"], ["unset", "grant_lock"], ["set", "password_command", "true"],
      ["set", "grants.agent.policy", "loose.json"],
    ])
  func lockedConfig(words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      let path = try fixture.write(
        #"{"grants":{"agent":{"policy":"agent.json"}},"grant_lock":"agent"}"#, config: "config.json")
      let before = fixture.read(path)
      let run = try await fixture.tt(["config"] + words)
      #expect(run.exit == 3)
      #expect(try run.errorLine().contains("by hand"))
      #expect(fixture.read(path) == before)
    }
  }

  @Test(
    "a policy or configuration that is a dangling link refuses the call",
    arguments: ["policy.json", "config.json", ""])
  func danglingLinks(name: String) async throws {
    try await SandboxFixture.run { fixture in
      let path = fixture.config + (name.isEmpty ? "" : "/" + name)
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: fixture.folder + "/nothing")
      let run = try await fixture.tt("track", "42")
      #expect(run.exit == 11)
      #expect(await fixture.isSilent())
    }
  }

  @Test("a grant without a policy is denied every call, in shadow mode too")
  func shadowOfNothing() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(#"{"grants":{"nobody":{"enforce":false}}}"#, config: "config.json")
      #expect(try await fixture.tt("track", "42", "--grant", "nobody").exit == 3)
      #expect(await fixture.isSilent())
    }
  }

  @Test("a grant's name cannot escape its folder", arguments: ["../default", "a b", "", "*", "a\nb", "déjà"])
  func grantNames(name: String) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
      #expect(try await fixture.tt("track", "42", "--grant", name).exit == 2)
      #expect(await fixture.isSilent())
    }
  }

  @Test("a secret in an argument's name or value is never logged")
  func log() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
      for words in [
        ["call", "track_task", "s3cret=1"], ["call", "s3cret"], ["track", "--task-name", "s3cret"],
        ["track", "42", "--notes", "s3cret"], ["track", "--task-name", "s3cret\n{\"seq\":9}", "--tags", "s3cret"],
      ] { _ = try await fixture.tt(words) }
      let text = try #require(fixture.read(fixture.state + "/audit.jsonl"))
      #expect(!text.contains("s3cret") && !text.contains("\"seq\":9}"))
      try AuditChain.verify(text)
    }
  }

  @Test("a negative amount does not lower a counter, and a huge one does not overflow it")
  func increments() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(
        #"{"version":"1","default":"deny","tools":{"create_project":{"limits":[{"counter":"d","window":"day","max":10,"#
          + #""increment_from":"args.estimated_time"}]}}}"#, config: "policy.json")
      for (amount, code) in [("-5", 2), ("1e400", 2), ("[5]", 2), ("\"-5\"", 2), ("1e300", 9), ("\"1e300\"", 9)] {
        let file = try fixture.write("{\"name\":\"x\",\"estimated_time\":\(amount)}", to: fixture.folder + "/a.json")
        #expect(try await fixture.tt("call", "create_project", "--arguments", file).exit == Int32(code), "\(amount)")
      }
      #expect(await fixture.isSilent())
      for (amount, code) in [("\"4\"", 0), ("7", 9), ("\"7.0\"", 9), ("6.99", 0)] {
        let file = try fixture.write("{\"name\":\"x\",\"estimated_time\":\(amount)}", to: fixture.folder + "/a.json")
        #expect(try await fixture.tt("call", "create_project", "--arguments", file).exit == Int32(code), "\(amount)")
      }
      #expect(try await fixture.tt("call", "create_project", "name=x").exit == 3)
      #expect(try await fixture.tt("call", "create_project", "name=x", "estimated_time=1").exit == 9)
      #expect(try fixture.used("/tools/create_project/limits/d") == 10)
    }
  }
}
