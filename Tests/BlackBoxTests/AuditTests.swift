import Foundation
import Sandbox
import Testing

/// The audit log records each call, its verdict and its outcome, but never its contents.
@Suite("What the audit log records") struct AuditTests {
  @Test(
    "the outcome is recorded with its class and number of requests",
    arguments: [
      (["track", "8301"], [], "conflict", 3), (["track", "99999"], [], "not_found", 1),
      (["track", "42"], [Fault(.dropBefore, path: "/tasks/track/")], "ok", 3),
      (["track", "42"], [Fault(.dropBefore)], "outcome_unknown", nil),
      (["list", "tasks"], [Fault(.dropBefore, count: 1)], "ok", 3),
      (["stop"], [], "ok", 3), (["list", "tasks"], [Fault(.envelope(status: 401))], "auth", 1),
    ] as [([String], [Fault], String, Int?)])
  func outcomes(_ words: [String], _ faults: [Fault], _ outcome: String, _ requests: Int?) async throws {
    try await SandboxFixture.run(.running42, faults: faults) { fixture in
      _ = try await fixture.tt(words)
      let result = try #require(try fixture.auditRecords().last)
      #expect(result["event"]?.string == "result")
      #expect(result["outcome"]?.string == outcome)
      #expect(result["requests"]?.int == (fixture.requests().count))
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

  @Test("a secret in an argument's name or value is never logged")
  func noArguments() async throws {
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
}
