import Foundation
import Sandbox
import Testing

/// The outcome of `tt track`, depending on the running timer.
@Suite("Outcomes of tt track") struct TrackOutcomeTests {
  @Test("tracking the running task again changes nothing and exits with 0", arguments: ServiceVariants.all.indices)
  func sameTask(_ variant: Int) async throws {
    try await SandboxFixture.run(.running42, options: ServiceVariants.all[variant]) { fixture in
      let events = fixture.sandbox.workspace().events.all
      let run = try await fixture.tt("track", "--task-id", "42", "--json")
      #expect(run.exit == 0)
      #expect(run.errors == "")
      #expect(try run.json()["changed"]?.bool == false)
      #expect(try run.json()["notes"]?.string == "begun earlier")
      #expect(fixture.trackRequests().count == 1)
      #expect(fixture.sandbox.workspace().events.all == events)
      #expect(try fixture.used() == 1, "it was asked for, so it counts: a loop of them comes to an end")
    }
  }

  @Test(
    "the running task given by its name is the same task",
    arguments: [
      ["Write report", "--project-name", "Website"], ["write REPORT ", "--project-id", "5201"],
    ])
  func sameTaskByName(_ words: [String]) async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let run = try await fixture.tt(["track", "--json"] + words)
      #expect(run.exit == 0)
      #expect(try run.json()["changed"]?.bool == false)
    }
  }

  @Test("--stop-running-task on the running task does not split its entry")
  func switchingToItself() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let run = try await fixture.tt("track", "42", "--stop-running-task", "--json")
      #expect(run.exit == 0)
      #expect(try run.json()["changed"]?.bool == false)
      #expect(fixture.sandbox.workspace().events.all == Workspace.running42.events.all)
    }
  }

  @Test(
    "another running timer is a conflict that names it, and nothing changes", arguments: ServiceVariants.all.indices)
  func conflict(_ variant: Int) async throws {
    try await SandboxFixture.run(.running42, options: ServiceVariants.all[variant]) { fixture in
      let run = try await fixture.tt("track", "8301")
      #expect(run.exit == 6)
      #expect(run.out == "")
      let line = try run.errorLine()
      #expect(line.contains("Write report"))
      #expect(line.contains("tt switch 8301"))
      let error = try await fixture.tt("track", "8301", "--json").error()
      #expect(error["class"]?.string == "conflict")
      #expect(error["message"]?.string?.contains("Write report") == true)
      #expect(fixture.sandbox.workspace().events.all == Workspace.running42.events.all)
      #expect(fixture.trackRequests().count == 2)
      #expect(try fixture.used() == 0, "a refused call gives its reservation back")
    }
  }

  @Test("the name of the running task in another project is a conflict")
  func sameNameElsewhere() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let otherProject = try await fixture.tt("track", "--task-name", "Write report", "--project-name", "Internal")
      #expect(otherProject.exit == 6)
      let projectAlone = try await fixture.tt("track", "--project-name", "Website")
      #expect(projectAlone.exit == 6)
    }
  }

  @Test("--stop-running-task stops the other timer and starts this one with one write")
  func switching() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let run = try await fixture.tt("track", "8301", "--stop-running-task", "--json")
      #expect(run.exit == 0)
      #expect(try run.json()["changed"]?.bool == true)
      #expect(try run.json()["task_id"]?.int == 8301)
      let requests = fixture.requests()
      #expect(requests.filter { $0.method == "POST" }.map(\.path) == ["/api/v4/700001/tasks/track/8301"])
      #expect(requests.last?.value("stop_running_task") == "true")
      #expect(fixture.sandbox.workspace().runningTask(of: 9001)?.id == 8301)
    }
  }

  @Test("--return-task returns the task, otherwise the entry is returned")
  func returnTask() async throws {
    try await SandboxFixture.run { fixture in
      let task = try await fixture.tt("track", "42", "--return-task", "--json").json()
      #expect(task["name"]?.string == "Write report")
      #expect(task["tracking"]?.bool == true)
      let same = try await fixture.tt("track", "42", "--return-task", "--json").json()
      #expect(same["name"]?.string == "Write report")
      #expect(same["changed"]?.bool == false)
      let entry = try await fixture.tt("track", "42", "--json").json()
      #expect(entry["task_id"]?.int == 42)
      #expect(entry["name"] == nil)
    }
  }

  @Test("each local time has an RFC 3339 member next to it")
  func timestamps() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(
        "track", "42", "--date", "2026-03-02 09:00:00", "--timezone", "GMT+05:30", "--json")
      #expect(try run.json()["start"]?.string == "2026-03-02 09:00:00")
      #expect(try run.json()["start_rfc3339"]?.string == "2026-03-02T09:00:00+05:30")
    }
  }

  @Test(
    "a call that the service rejects has the exit code of its class",
    arguments: [
      (["track", "99999"], Int32(5), "not_found"), (["track", "8305"], 1, "api_error"),
      (["track", "42", "--account-id", "5"], 1, "api_error"),
    ])
  func refusals(_ words: [String], _ code: Int32, _ name: String) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(words + ["--json"])
      #expect(run.exit == code)
      #expect(run.out == "")
      #expect(try run.error()["class"]?.string == name)
      #expect(try fixture.used() == 0)
    }
  }

  @Test(
    "an error envelope has the exit code of its status",
    arguments: [
      (400, Int32(1)), (401, 4), (402, 1), (403, 1), (404, 5), (429, 9), (500, 1),
    ])
  func envelopes(_ status: Int, _ code: Int32) async throws {
    try await SandboxFixture.run(faults: [Fault(.envelope(status: status))]) { fixture in
      let write = try await fixture.tt("track", "42")
      #expect(write.exit == code)
      let read = try await fixture.tt("list", "tasks")
      #expect(read.exit == code)
      // A refusal is an answer, and is not asked for again; after a 429, nothing else is either.
      #expect(fixture.requests().count == (status == 429 ? 1 : 2))
      #expect(try fixture.used() == 0)
    }
  }
}
