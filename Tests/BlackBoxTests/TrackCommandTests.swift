import Foundation
import Sandbox
import Testing

/// The requests of `tt track`.
@Suite("tt track against the sandbox") struct TrackCommandTests {
  @Test("track by ID is one POST with the account and the ID in the path")
  func byID() async throws {
    try await SandboxFixture.run { fixture in
      let before = Date()
      let run = try await fixture.tt("track", "--task-id", "42", "--json")
      #expect(run.exit == 0)
      #expect(run.errors == "")
      #expect(try run.json()["changed"]?.bool == true)
      #expect(try run.json()["task_id"]?.int == 42)
      #expect(await fixture.lines() == ["POST /700001/tasks/track/42"])
      let request = try #require(await fixture.requests().first)
      #expect(Set(request.query.map(\.name)) == ["date", "timezone"])
      #expect(request.body.isEmpty)
      #expect(request.value("timezone") == "GMT+00:00")
      let date = try wallClock(request.value("date"))
      #expect(isBetween(date, from: before, to: Date()))
    }
  }

  @Test("every request has a User-Agent and the app password as Basic API_TOKEN")
  func headers() async throws {
    try await SandboxFixture.run { fixture in
      _ = try await fixture.tt("track", "42")
      _ = try await fixture.tt("status")
      let requests = await fixture.requests()
      #expect(requests.count == 3)
      for request in requests {
        #expect(
          try #require(request.header("User-Agent")).wholeMatch(of: /tt\/[0-9]+\.[0-9]+\.[0-9]+ \(\+https:\/\/\S+\)/)
            != nil)
        #expect(request.header("Authorization") == "Basic " + Data("API_TOKEN:sandbox".utf8).base64EncodedString())
      }
    }
  }

  @Test("without an app password, the e-mail address and password are sent")
  func accountPassword() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(
        "track", "42",
        env: ["TT_APP_PASSWORD": nil, "TT_EMAIL": "ada@example.test", "TT_PASSWORD": "sandbox-password"])
      #expect(run.exit == 0)
      let header = Data("ada@example.test:sandbox-password".utf8).base64EncodedString()
      #expect(await fixture.requests().map { $0.header("Authorization") } == ["Basic " + header])
    }
  }

  @Test("credentials.json is used if the environment has no credentials")
  func credentialsFile() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(#"{"app_password": "sandbox"}"#, config: "credentials.json")
      #expect(try await fixture.tt("track", "42", env: ["TT_APP_PASSWORD": nil]).exit == 0)
      #expect(await fixture.trackRequests().count == 1)
    }
  }

  @Test("names of tasks and projects arrive unchanged, whatever characters they contain")
  func byName() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("track", "--task-name", "Ünïcode & co +50%", "--project-name", "Site", "--json")
      #expect(run.exit == 0)
      let request = try #require(await fixture.requests().first)
      #expect(await fixture.lines() == ["POST /700001/tasks/track/"])
      #expect(request.value("task_name") == "Ünïcode & co +50%")
      #expect(request.value("project_name") == "Site")
      #expect(Set(request.query.map(\.name)) == ["task_name", "project_name", "date", "timezone"])
      #expect(try run.json()["task"]?.string == "Ünïcode & co +50%")
      #expect(try run.json()["project"]?.string == "Site")
    }
  }

  @Test(
    "text is sent byte for byte: nothing is normalized, trimmed or unescaped",
    arguments: [
      "e\u{301}", "é", "日本語 ✓", "100%25", "a=b&c=d#e?f/g;h", "\"quoted\" 'too' \\n", "👩‍👩‍👧", " padded ",
    ])
  func exactText(_ name: String) async throws {
    try await SandboxFixture.run { fixture in
      #expect(try await fixture.tt("track", "--task-name", name, "--notes", name).exit == 0)
      let request = try #require(await fixture.requests().first)
      #expect(request.value("task_name").map { Array($0.utf8) } == Array(name.utf8))
      #expect(request.value("notes").map { Array($0.utf8) } == Array(name.utf8))
    }
  }

  @Test(
    "each form of reference is sent in its own fields",
    arguments: [
      (["42"], "/42", [:]),
      (["Write report"], "/", ["task_name": "Write report"]),
      (["Write report", "--project-id", "5201"], "/", ["task_name": "Write report", "project_id": "5201"]),
      (["--project-id", "5201"], "/", ["project_id": "5201"]),
      (["--project-name", "Website"], "/", ["project_name": "Website"]),
      (
        ["--service", "trello", "--service-task-id", "c 1", "--service-project-id", "b/2"], "/",
        ["service": "trello", "service_task_id": "c 1", "service_project_id": "b/2"]
      ),
      (["42", "--return-task"], "/42", ["return_task": "true"]),
      (["42", "--notes", "a & b"], "/42", ["notes": "a & b"]),
      (["42", "--tags", #"[{"n":"x y"}]"#], "/42", ["tags": #"[{"n":"x y"}]"#]),
    ] as [([String], String, [String: String])])
  func references(_ words: [String], _ path: String, _ fields: [String: String]) async throws {
    try await SandboxFixture.run { fixture in
      #expect(try await fixture.tt(["track"] + words).exit == 0)
      let request = try #require(await fixture.requests().first)
      #expect(await fixture.lines() == ["POST /700001/tasks/track" + path])
      let sent = request.query.filter { $0.name != "date" && $0.name != "timezone" }
      #expect(Dictionary(sent.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) == fields)
    }
  }

  @Test(
    "the workspace is the flag's, else the environment's, else the configured one, else left out",
    arguments: [
      (["--account-id", "700001"], "1", "", "/700001"), ([], "700001", #"{"account_id": 1}"#, "/700001"),
      ([], nil, #"{"account_id": 700001}"#, "/700001"), ([], nil, "", ""),
    ] as [([String], String?, String, String)])
  func account(_ words: [String], _ variable: String?, _ config: String, _ segment: String) async throws {
    try await SandboxFixture.run { fixture in
      if !config.isEmpty { try fixture.write(config, config: "config.json") }
      #expect(try await fixture.tt(["track", "42"] + words, env: ["TT_ACCOUNT_ID": variable]).exit == 0)
      let lines = await fixture.lines()
      #expect(lines.filter { $0.hasPrefix("POST") } == ["POST \(segment)/tasks/track/42"])
      // Without a choice tt makes sure, once, that there is only one workspace to choose.
      #expect(lines.filter { !$0.hasPrefix("POST") } == (segment.isEmpty ? ["GET /me"] : []))
      #expect(try await fixture.tt(["stop", "42"] + words, env: ["TT_ACCOUNT_ID": variable]).exit == 0)
      #expect(await fixture.lines().count == lines.count + 1)
    }
  }
}
