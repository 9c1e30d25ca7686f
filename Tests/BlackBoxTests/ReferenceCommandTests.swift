import Foundation
import Sandbox
import Testing

/// Names where the service requires an ID.
@Suite("Names and IDs on the command line") struct ReferenceCommandTests {
  @Test(
    "a name matches exactly, else in another case, else as a prefix",
    arguments: [
      (["show", "task", "Write report"], 42), (["show", "task", "WRITE REPORT"], 42), (["show", "task", "writ"], 42),
      (["show", "task", "recherche & ü"], 8308), (["show", "task", "42"], 42), (["show", "user", "bob"], 9002),
      (["show", "user", "Bob Sample"], 9002), (["show", "user", "bob@example.test"], 9002),
      (["show", "task", "Move content"], 8305),
    ])
  func found(_ words: [String], _ id: Int) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(words + ["--json"])
      #expect(run.exit == 0)
      #expect(try run.json()["id"]?.int == id)
    }
  }

  @Test(
    "a name that matches several is exit 5 with the candidates, as is one that matches none",
    arguments: [
      (["show", "task", "Planning"], ["8306", "8307"]), (["stop", "plan"], ["8306", "8307"]),
      (["show", "task", "Write reprot"], ["Write report"]),
      (["update", "project", "Webside", "--color", "3"], ["Website"]),
      (["stop", "nothing like it"], []), (["show", "task", "report"], []),
    ])
  func notFound(_ words: [String], _ candidates: [String]) async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let error = try await fixture.tt(words + ["--json"]).error()
      #expect(error["class"]?.string == "not_found")
      #expect(error["exit"]?.int == 5)
      let text = (error["message"]?.string ?? "") + (error["hint"]?.string ?? "")
      for candidate in candidates { #expect(text.contains(candidate)) }
      #expect(await fixture.requests().allSatisfy { $0.method == "GET" })
    }
  }

  @Test("@current is the running task and @last the last one")
  func places() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      for words in [["show", "task", "@current"], ["show", "task", "@last"]] {
        let task = try await fixture.tt(words + ["--json"]).json()
        #expect(task["id"]?.int == 42)
      }
      _ = try await fixture.tt("stop")
      let none = try await fixture.tt("show", "task", "@current")
      #expect(none.exit == 5)
    }
  }

  @Test("a look-up is a call of the list tool, with its own verdict and record")
  func judged() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      try fixture.write(
        #"{"version":"1","default":"deny","tools":{"stop_task":{},"track_task":{}}}"#, config: "policy.json")
      let error = try await fixture.tt("stop", "Write report", "--json").error()
      #expect(error["rule"]?.string == "(default deny)")
      #expect(try fixture.auditRecords().map { $0["tool"]?.string } == ["list_tasks"])
      #expect(await fixture.isSilent())
      let byID = try await fixture.tt("stop", "42")
      #expect(byID.exit == 0)
    }
  }

  @Test("policy and log have the resolved ID, and a policy check does not resolve names")
  func checked() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      for words in [["stop", "Write report"], ["show", "task", "@current"], ["continue"]] {
        let run = try await fixture.tt(["policy", "check", "--"] + words)
        #expect(run.exit == 2)
      }
      #expect(await fixture.isSilent())
      #expect(fixture.files(below: fixture.folder + "/state") == [])
    }
  }

  @Test("track leaves names to the service")
  func trackByName() async throws {
    try await SandboxFixture.run { fixture in
      _ = try await fixture.tt("track", "Planning", "--project-name", "Internal")
      #expect(await fixture.lines() == ["POST /700001/tasks/track/"])
      #expect(await fixture.sandbox.workspace().runningTask(of: 9001)?.id == 8307)
    }
  }

  @Test("switch and continue are one track each")
  func switching() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let switched = try await fixture.tt("switch", "8301", "--json")
      #expect(switched.exit == 0)
      #expect(try switched.json()["task_id"]?.int == 8301)
      _ = try await fixture.tt("stop")
      let again = try await fixture.tt("continue", "--json")
      #expect(again.exit == 0)
      #expect(try again.json()["task_id"]?.int == 8301)
      #expect(await fixture.trackRequests().count == 2)
    }
  }
}
