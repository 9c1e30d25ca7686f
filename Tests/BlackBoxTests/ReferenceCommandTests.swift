import Foundation
import Sandbox
import Testing

/// References that depend on the running timer and on what was tracked before.
@Suite("References to the running and the last task") struct ReferenceCommandTests {
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

  @Test("track seeks a name in the given project, and sends the ID")
  func trackByName() async throws {
    try await SandboxFixture.run { fixture in
      _ = try await fixture.tt("track", "Planning", "--project-name", "Internal")
      #expect(fixture.lines().last == "POST /700001/tasks/track/8307")
      #expect(fixture.requests().count { $0.method == "POST" } == 1)
      #expect(fixture.sandbox.workspace().runningTask(of: 9001)?.id == 8307)
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
      #expect(fixture.trackRequests().count == 2)
    }
  }
}
