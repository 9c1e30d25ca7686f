import Foundation
import Sandbox
import Testing

/// Things given by name where the service wants a number.
@Suite("Names and IDs on the command line") struct ReferenceCommandTests {
  @Test(
    "a name is exact, else the same in another case, else a beginning",
    arguments: [
      (["show", "task", "Write report"], 42), (["show", "task", "WRITE REPORT"], 42), (["show", "task", "writ"], 42),
      (["show", "task", "recherche & ü"], 8308), (["show", "task", "42"], 42), (["show", "user", "bob"], 9002),
      (["show", "user", "Bob Sample"], 9002), (["show", "user", "bob@example.test"], 9002),
      (["show", "task", "Move content"], 8305),
    ])
  func found(_ words: [String], _ id: Int) async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt(words + ["--json"])
      #expect(run.exit == 0)
      #expect(try run.json()["id"]?.int == id)
    }
  }

  @Test(
    "a name that fits several is exit 5 with the candidates, one that fits none says so",
    arguments: [
      (["show", "task", "Planning"], ["8306", "8307"]), (["stop", "plan"], ["8306", "8307"]),
      (["show", "task", "Write reprot"], ["Write report"]),
      (["update", "project", "Webside", "--color", "3"], ["Website"]),
      (["stop", "nothing like it"], []), (["show", "task", "report"], []),
    ])
  func notFound(_ words: [String], _ candidates: [String]) async throws {
    try await SandboxFixture.run(.running42) { house in
      let error = try await house.tt(words + ["--json"]).error()
      #expect(error["class"]?.string == "not_found")
      #expect(error["exit"]?.int == 5)
      let text = (error["message"]?.string ?? "") + (error["hint"]?.string ?? "")
      for candidate in candidates { #expect(text.contains(candidate)) }
      #expect(await house.requests().allSatisfy { $0.method == "GET" })
    }
  }

  @Test("@current and @last are what runs and what ran last")
  func places() async throws {
    try await SandboxFixture.run(.running42) { house in
      for words in [["show", "task", "@current"], ["show", "task", "@last"]] {
        let task = try await house.tt(words + ["--json"]).json()
        #expect(task["id"]?.int == 42)
      }
      _ = try await house.tt("stop")
      let none = try await house.tt("show", "task", "@current")
      #expect(none.exit == 5)
    }
  }

  @Test("a look-up is a call of the list tool: it is judged and recorded as one")
  func judged() async throws {
    try await SandboxFixture.run(.running42) { house in
      try house.write(
        #"{"version":"1","default":"deny","tools":{"stop_task":{},"track_task":{}}}"#, config: "policy.json")
      let error = try await house.tt("stop", "Write report", "--json").error()
      #expect(error["rule"]?.string == "(default deny)")
      #expect(try house.auditRecords().map { $0["tool"]?.string } == ["list_tasks"])
      #expect(await house.isSilent())
      let byID = try await house.tt("stop", "42")
      #expect(byID.exit == 0)
    }
  }

  @Test("the policy sees and the log names what was resolved, and a verdict sends nothing to resolve it")
  func checked() async throws {
    try await SandboxFixture.run(.running42) { house in
      for words in [["stop", "Write report"], ["show", "task", "@current"], ["continue"]] {
        let run = try await house.tt(["policy", "check", "--"] + words)
        #expect(run.exit == 2)
      }
      #expect(await house.isSilent())
      #expect(house.files(below: house.folder + "/state") == [])
    }
  }

  @Test("track leaves names to the service")
  func trackByName() async throws {
    try await SandboxFixture.run { house in
      _ = try await house.tt("track", "Planning", "--project-name", "Internal")
      #expect(await house.lines() == ["POST /700001/tasks/track/"])
      #expect(await house.sandbox.workspace().runningTask(of: 9001)?.id == 8307)
    }
  }

  @Test("switch and continue are one track each")
  func switching() async throws {
    try await SandboxFixture.run(.running42) { house in
      let switched = try await house.tt("switch", "8301", "--json")
      #expect(switched.exit == 0)
      #expect(try switched.json()["task_id"]?.int == 8301)
      _ = try await house.tt("stop")
      let again = try await house.tt("continue", "--json")
      #expect(again.exit == 0)
      #expect(try again.json()["task_id"]?.int == 8301)
      #expect(await house.trackRequests().count == 2)
    }
  }
}
