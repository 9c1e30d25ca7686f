import Foundation
import Sandbox
import Testing

/// The audit log records each call, its verdict and its outcome, but never its contents.
@Suite("What the audit log records") struct AuditTests {
  @Test("an allowed call has a verdict and an outcome that belong together")
  func admitted() async throws {
    try await SandboxFixture.run { fixture in
      _ = try await fixture.tt("track", "Secret plan", "--project-name", "Site", "--notes", "hush")
      let records = try fixture.auditRecords()
      #expect(records.map { $0["event"]?.string } == ["call", "result"])
      #expect(Set(records.map { $0["id"]?.string }).count == 1)
      #expect(records[0]["decision"]?.string == "allow")
      #expect(records[0]["tool"]?.string == "track_task")
      #expect(records[0]["grant"]?.string == "default")
      #expect(records[0]["keys"]?.array?.compactMap(\.string) == ["notes", "project_name", "task_name"])
      #expect(records[1]["outcome"]?.string == "ok")
      #expect(records[1]["requests"]?.int == 1)
    }
  }

  @Test(
    "a call that was not made has one record with the reason",
    arguments: [
      (["list", "tasks"], [:], "deny", "(default deny)"),
      (["track", "42", "--grant", "x"], [:], "deny", "(no policy)"),
      (["track"], [:], "invalid", nil), (["track", "42"], ["TT_APP_PASSWORD": nil], "allow", nil),
    ] as [([String], [String: String?], String, String?)])
  func stopped(_ words: [String], _ env: [String: String?], _ decision: String, _ rule: String?) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
      let run = try await fixture.tt(words, env: env)
      #expect(run.exit != 0)
      let records = try fixture.auditRecords()
      #expect(records.count == 1)
      #expect(records.first?["event"]?.string == "call")
      #expect(records.first?["decision"]?.string == decision)
      if let rule { #expect(records.first?["rule"]?.string == rule) }
    }
  }

  @Test(
    "the outcome is recorded with its class and number of requests",
    arguments: [
      (["track", "8301"], [], "conflict", 3), (["track", "99999"], [], "not_found", 1),
      (["track", "42"], [Fault(.dropBefore, path: "/tasks/track/")], "ok", 3),
      (["track", "42"], [Fault(.dropBefore)], "outcome_unknown", nil),
      (["list", "tasks"], [Fault(.dropBefore, count: 1)], "ok", 2),
      (["stop"], [], "ok", 3), (["list", "tasks"], [Fault(.envelope(status: 401))], "auth", 1),
    ] as [([String], [Fault], String, Int?)])
  func outcomes(_ words: [String], _ faults: [Fault], _ outcome: String, _ requests: Int?) async throws {
    try await SandboxFixture.run(.running42, faults: faults) { fixture in
      _ = try await fixture.tt(words)
      let result = try #require(try fixture.auditRecords().last)
      #expect(result["event"]?.string == "result")
      #expect(result["outcome"]?.string == outcome)
      #expect(result["requests"]?.int == (await fixture.requests().count))
      if let requests { #expect(result["requests"]?.int == requests) }
    }
  }

  @Test("each line's hash is the SHA-256 of the line without it, and the next line contains it")
  func chain() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(
        #"{"version":"1","default":"deny","tools":{"track_task":{},"stop_task":{}}}"#, config: "policy.json")
      for words in [
        ["track", "42"], ["track", "8301"], ["list", "tasks"], ["track"], ["stop"], ["stop", "ä"], ["stop", "42"],
      ] {
        _ = try await fixture.tt(words)
      }
      let log = try #require(fixture.read(fixture.state + "/audit.jsonl"))
      try AuditChain.verify(log)
      #expect(log.split(separator: "\n").count >= 10)
    }
  }

  @Test("a log with missing or damaged earlier lines continues from its last line")
  func continued() async throws {
    try await SandboxFixture.run { fixture in
      for _ in 1...2 { _ = try await fixture.tt("status") }
      let log = try #require(fixture.read(fixture.state + "/audit.jsonl"))
      let last = try #require(log.split(separator: "\n").last)
      try fixture.write("not a record\n\(last)\n", to: fixture.state + "/audit.jsonl")
      let run = try await fixture.tt("status")
      #expect(run.exit == 0)
      let lines = try #require(fixture.read(fixture.state + "/audit.jsonl")).split(separator: "\n")
      #expect(lines.count == 4)
      #expect(try JSON(String(lines[2]))["prev"] == JSON(String(last))["hash"])
    }
  }

  @Test("no file or stream contains a secret or an argument value", arguments: [0, 1, 2, 3])
  func secrets(_ way: Int) async throws {
    let faults = [[], [Fault(.dropAfter)], [Fault(.html)], [Fault(.garbage)]][way]
    var options = SandboxOptions()
    options.appPassword = "pa55-geheim"
    try await SandboxFixture.run(options: options, faults: faults) { fixture in
      let env = ["TT_APP_PASSWORD": "pa55-geheim"] as [String: String?]
      let encoded = Data("API_TOKEN:pa55-geheim".utf8).base64EncodedString()
      var streams = ""
      for words in [
        ["track", "Codename Falcon", "--notes", "notes-of-falcon", "--project-name", "Project Falcon"], ["status"],
        ["stop"], ["list", "workspaces", "--json"], ["track", "--task-id", "Codename Falcon"],
      ] {
        let run = try await fixture.tt(words, env: env)
        streams += run.out + run.errors
      }
      let files = fixture.files(below: fixture.state) + fixture.files(below: fixture.cache)
      #expect(!files.isEmpty)
      let written = files.compactMap { fixture.read($0) }.joined()
      for secret in ["pa55-geheim", encoded] {
        #expect(!written.contains(secret))
        #expect(!streams.contains(secret))
      }
      // The cache may know names, the log and the limits know none.
      let kept = fixture.files(below: fixture.state).compactMap { fixture.read($0) }.joined()
      #expect(!kept.lowercased().contains("falcon"))
    }
  }
}
