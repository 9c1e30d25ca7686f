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
      #expect(fixture.lines() == ["POST /700001/tasks/track/42"])
      let request = try #require(fixture.requests().first)
      #expect(Set(request.query.map(\.name)) == ["date", "timezone"])
      #expect(request.body.isEmpty)
      #expect(request.value("timezone") == "GMT+00:00")
      let date = try wallClock(request.value("date"))
      #expect(isBetween(date, from: before, to: Date()))
    }
  }

  @Test(
    "every request has a User-Agent, with the contact if one is set, and the app password as Basic API_TOKEN",
    arguments: [nil, "https://example.test/me", "me@example.test"])
  func headers(contact: String?) async throws {
    try await SandboxFixture.run { fixture in
      if let contact { try fixture.write(#"{"contact":"\#(contact)"}"#, config: "config.json") }
      _ = try await fixture.tt("track", "42")
      _ = try await fixture.tt("status")
      let requests = fixture.requests()
      #expect(requests.count == 3)
      for request in requests {
        let agent = try #require(request.header("User-Agent"))
        #expect(agent.wholeMatch(of: /tt\/[0-9]+\.[0-9]+\.[0-9]+( \(\S+\))?/) != nil)
        #expect(agent.hasSuffix(contact.map { " (\($0))" } ?? "0") || contact == nil && !agent.contains("("))
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
      #expect(fixture.requests().map { $0.header("Authorization") } == ["Basic " + header])
    }
  }

  @Test("credentials.json is used if the environment has no credentials")
  func credentialsFile() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(#"{"app_password": "sandbox"}"#, config: "credentials.json")
      #expect(try await fixture.tt("track", "42", env: ["TT_APP_PASSWORD": nil]).exit == 0)
      #expect(fixture.trackRequests().count == 1)
    }
  }

  @Test("names of tasks and projects arrive unchanged, whatever characters they contain")
  func byName() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("track", "--task-name", "Ünïcode & co +50%", "--project-name", "Site", "--json")
      #expect(run.exit == 0)
      let request = try #require(fixture.requests().first)
      // What the service made of them is looked up.
      #expect(fixture.lines().first == "POST /700001/tasks/track/")
      #expect(fixture.requests().count { $0.method == "POST" } == 1)
      #expect(run.errors.contains("made the task Ünïcode & co +50% ("))
      #expect(run.errors.contains("made the project Site ("))
      #expect(try run.json()["created"]?.bool == true)
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
      let request = try #require(fixture.requests().first)
      #expect(request.value("task_name").map { Array($0.utf8) } == Array(name.utf8))
      #expect(request.value("notes").map { Array($0.utf8) } == Array(name.utf8))
    }
  }
}
