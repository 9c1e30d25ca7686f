import Foundation
import Testing

/// `tt policy check`: the verdict without the call.
@Suite("tt policy check as a process") struct PolicyCheckCommandTests {
  static let check = ["policy", "check", "--json", "--", "track", "--task-id", "42"]

  @Test("a hundred checks of a limited call count, send and write nothing")
  func usesUpNothing() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
      let runs = try await withThrowingTaskGroup(of: TTRun.self) { group in
        for _ in 0..<100 { group.addTask { try await fixture.tt(Self.check) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(runs.count == 100)
      for run in runs {
        #expect(run.exit == 0)
        #expect(try run.json()["decision"]?.string == "allow")
        #expect(try run.json()["limits"]?.array?.first?["used"]?.int == 0)
      }
      #expect(await fixture.isSilent())
      #expect(fixture.files(below: fixture.folder + "/state") == [])
      #expect(fixture.files(below: fixture.folder + "/cache") == [])
    }
  }

  @Test("the verdict needs neither credentials nor a service")
  func needsNothing() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(
        Self.check, env: ["TT_APP_PASSWORD": nil, "TT_API_URL": nil, "TT_ACCOUNT_ID": nil])
      #expect(run.exit == 0)
      #expect(run.errors == "")
    }
  }

  @Test(
    "both ways to write the call give its verdict",
    arguments: [
      (["--", "track", "--task-id", "42"], Int32(0), "allow", ""),
      (["track_task", "task_id=42"], 0, "allow", ""),
      (["--", "list", "tasks"], 3, "deny", "(default deny)"), (["list_tasks"], 3, "deny", "(default deny)"),
      (["--", "status"], 3, "deny", "(default deny)"), (["--", "stop"], 3, "deny", "(default deny)"),
      (["--grant", "claude", "--", "track", "42"], 3, "deny", "(no policy)"),
      (["--", "track", "42", "--grant", "claude"], 3, "deny", "(no policy)"),
      (["track_task", "task_id=42", "--grant", "claude"], 3, "deny", "(no policy)"),
    ])
  func verdicts(_ words: [String], _ code: Int32, _ decision: String, _ rule: String) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
      let run = try await fixture.tt(["policy", "check", "--json"] + words)
      #expect(run.exit == code)
      let verdict = try run.json()
      #expect(verdict["decision"]?.string == decision)
      #expect(verdict["rule"]?.string == rule)
      let text = try await fixture.tt(["policy", "check"] + words)
      #expect(text.exit == code)
      #expect(text.out.contains(rule.isEmpty ? "allow" : rule))
      #expect(await fixture.isSilent())
      #expect(fixture.files(below: fixture.folder + "/state") == [])
    }
  }

  @Test("a check of a reached limit is exit 9 and says when to try again")
  func limited() async throws {
    let run = try await withinOneWindow(of: 3600) { () async throws -> TTRun in
      let box = Box<TTRun>()
      try await SandboxFixture.run { fixture in
        try fixture.write(
          #"{"version":"1","default":"deny","tools":{"track_task":{"limits":[{"counter":"c","window":"hour","max":1}]}}}"#,
          config: "policy.json")
        let used = try await fixture.tt("track", "42")
        #expect(used.exit == 0)
        await box.put(try await fixture.tt(Self.check))
        #expect(try fixture.used("/tools/track_task/limits/c") == 1)
        #expect(try fixture.auditRecords().count == 2)
      }
      return try #require(await box.value)
    }
    #expect(run.exit == 9)
    let verdict = try run.json()
    #expect(verdict["decision"]?.string == "limit")
    #expect(verdict["rule"]?.string == "/tools/track_task/limits/c")
    let wait = try #require(verdict["retry_after"]?.int)
    #expect((1...3600).contains(wait))
  }

  @Test(
    "an invalid call is exit 2",
    arguments: [
      ["--", "track"], ["--", "trakc"], ["--", "track", "--task-id", "x"], ["track_tsk", "task_id=42"],
      ["track_task", "task_id=x"], ["track_task", "task=42"], ["track_task"], ["--", "help"], ["--"],
      ["track_task", "app_password=geheim", "task_id=42"],
    ])
  func wrongCalls(_ words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(["policy", "check"] + words)
      #expect(run.exit == 2)
      #expect(try run.errorLine().hasPrefix("tt"))
      #expect(!run.errors.contains("geheim"))
    }
  }

  @Test("a valid file is exit 0 and is named")
  func validFile() async throws {
    try await SandboxFixture.run { fixture in
      let file = try fixture.write(SandboxFixture.samplePolicy, to: fixture.folder + "/some policy.json")
      let run = try await fixture.tt("policy", "check", file)
      #expect(run.exit == 0)
      #expect(run.out.contains(file) && run.out.contains("valid"))
      let json = try await fixture.tt("policy", "check", file, "--json").json()
      #expect(json["valid"]?.bool == true)
    }
  }

  @Test(
    "an invalid file is exit 11 with the position of each problem",
    arguments: [
      ("{\"version\":\"1\",\"default\":\"deny\",\n\"tols\":{}}", ":2:1: /tols"),
      ("{\"version\":1,\"default\":\"deny\"}", ":1:2: /version"),
      ("{\"version\":\"1\"}", "default"), ("", ":1:1"), ("{\"version\":\"1\",}", ":1:16"), ("[]", ":1:1"),
      ("{\"version\":\"1\",\"default\":\"deny\",\"hide\":[\" \"]}", "/hide/0"),
      ("{\"version\":\"1\",\"default\":\"deny\",\"hide\":[\"a\",\"a\"]}", "/hide/1"),
      ("{\"version\":\"1\",\"version\":\"1\",\"default\":\"deny\"}", "version"),
      (limit(#""max":-1"#), "/max"), (limit(#""max":1.5"#), "/max"), (limit(#""max":"1""#), "/max"),
      (limit(#""max":1,"window":"week""#), "/window"), (limit(#""max":1,"scope":"user""#), "/scope"),
      (limit(#""max":1},{"counter":"c","window":"minute","max":2"#), "/counter"),
    ])
  func invalidFile(_ text: String, _ fragment: String) async throws {
    try await SandboxFixture.run { fixture in
      let file = try fixture.write(text, to: fixture.folder + "/p.json")
      let run = try await fixture.tt("policy", "check", file)
      #expect(run.exit == 11)
      #expect(run.errors.contains(file + ":"))
      #expect(run.errors.contains(fragment), "\(fragment) is missing in: \(run.errors)")
      let error = try await fixture.tt("policy", "check", file, "--json").error()
      #expect(error["class"]?.string == "config")
    }
  }

  @Test("a missing file is exit 11")
  func noFile() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("policy", "check", fixture.folder + "/none.json")
      #expect(run.exit == 11)
      #expect(try run.errorLine().contains("none.json"))
    }
  }

  private static func limit(_ rest: String) -> String {
    let window = rest.hasPrefix("\"max\":1,\"window\"") ? "" : "\"window\":\"minute\","
    return
      "{\"version\":\"1\",\"default\":\"deny\",\"tools\":{\"track_task\":{\"limits\":[{\"counter\":\"c\",\(window)\(rest)}]}}}"
  }
}
