import Foundation
import Sandbox
import Testing

/// `tt stop`.
@Suite("tt stop against the sandbox") struct StopCommandTests {
  @Test("stop without an ID stops the running timer", arguments: ServiceVariants.all.indices)
  func whateverRuns(_ variant: Int) async throws {
    try await SandboxFixture.run(.running42, options: ServiceVariants.all[variant]) { fixture in
      let before = Date()
      let run = try await fixture.tt("stop", "--json")
      #expect(run.exit == 0)
      #expect(run.errors == "")
      #expect(try run.json()["changed"]?.bool == true)
      #expect(try run.json()["task_id"]?.int == 42)
      #expect(fixture.lines().last == "POST /700001/tasks/stop/42")
      let request = try #require(fixture.requests().last)
      #expect(Set(request.query.map(\.name)) == ["date", "timezone"])
      #expect(request.value("timezone") == "GMT+00:00")
      let date = try wallClock(request.value("date"))
      #expect(isBetween(date, from: before, to: Date()))
      #expect(fixture.sandbox.workspace().running.isEmpty)
    }
  }

  @Test("stop with an ID and --no-look is one request")
  func byID() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let run = try await fixture.tt("stop", "42", "--date", "-5m", "--no-look", "--json")
      #expect(run.exit == 0)
      #expect(try run.json()["changed"]?.bool == true)
      #expect(fixture.lines() == ["POST /700001/tasks/stop/42"])
      #expect(fixture.sandbox.workspace().running.isEmpty)
    }
  }

  @Test("stop without a running timer is exit 0 with changed false, and no write is sent")
  func nothingRuns() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("stop", "--json")
      #expect(run.exit == 0)
      #expect(run.errors == "")
      #expect(try run.json()["changed"]?.bool == false)
      #expect(fixture.requests().allSatisfy { $0.method == "GET" })
      #expect(try await fixture.tt("stop").out == "No timer is running.\n")
      #expect(try fixture.used("/tools/stop_task/limits/stop_task_rate") == 0)
    }
  }

  @Test(
    "stop of a task that is not running is exit 0 with changed false, however the service reports it",
    arguments: [502, 500])
  func notRunning(_ status: Int) async throws {
    try await SandboxFixture.run(.running42, options: ServiceVariants.options { $0.idleStopStatus = status }) {
      fixture in
      let run = try await fixture.tt("stop", "8301", "--json")
      #expect(run.exit == 0)
      #expect(try run.json()["changed"]?.bool == false)
      #expect(fixture.sandbox.workspace().runningTask(of: 9001)?.id == 42)
      #expect(try fixture.used("/tools/stop_task/limits/stop_task_rate") == 1)
    }
  }

  @Test("stop of a task that is not running is changed false if the service returns its last entry")
  func notRunningButAnswered() async throws {
    try await SandboxFixture.run(.running42, options: ServiceVariants.options { $0.idleStopStatus = 200 }) { fixture in
      let run = try await fixture.tt("stop", "8301", "--json")
      #expect(run.exit == 0)
      let answer = try run.json()
      #expect(answer["changed"]?.bool == false)
    }
  }

  @Test("a timer in another workspace is stopped there", arguments: ["700001", nil])
  func otherWorkspace(_ account: String?) async throws {
    try await SandboxFixture.run(.runningElsewhere) { fixture in
      let run = try await fixture.tt("stop", "--json", env: ["TT_ACCOUNT_ID": account])
      #expect(run.exit == 0)
      #expect(try run.json()["changed"]?.bool == true)
      #expect(fixture.lines().last == "POST /700002/tasks/stop/77")
      #expect(fixture.sandbox.workspace().running.isEmpty)
    }
  }

  @Test("stop --return-task returns the task")
  func returnTask() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let task = try await fixture.tt("stop", "--return-task", "--json").json()
      #expect(task["name"]?.string == "Write report")
      #expect(task["tracking"]?.bool == false)
    }
  }

  @Test("a stop before the start is a usage error, and the timer keeps running")
  func beforeStart() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let run = try await fixture.tt("stop", "--date", "-2h")
      #expect(run.exit == 2)
      #expect(fixture.requests().allSatisfy { $0.method == "GET" })
      #expect(fixture.sandbox.workspace().running.count == 1)
    }
  }
}
