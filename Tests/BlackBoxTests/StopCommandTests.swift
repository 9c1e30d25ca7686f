import Foundation
import Sandbox
import Testing

/// `tt stop`.
@Suite("tt stop against the sandbox") struct StopCommandTests {
  @Test("stop without an id stops whatever runs", arguments: ServiceVariants.all.indices)
  func whateverRuns(_ doubt: Int) async throws {
    try await SandboxFixture.run(.running42, options: ServiceVariants.all[doubt]) { house in
      let before = Date()
      let run = try await house.tt("stop", "--json")
      #expect(run.exit == 0)
      #expect(run.errors == "")
      #expect(try run.json()["changed"]?.bool == true)
      #expect(try run.json()["task_id"]?.int == 42)
      #expect(await house.lines().last == "POST /700001/tasks/stop/42")
      let request = try #require(await house.requests().last)
      #expect(Set(request.query.map(\.name)) == ["date", "timezone"])
      #expect(request.value("timezone") == "GMT+00:00")
      let date = try wallClock(request.value("date"))
      #expect(isBetween(before, date, Date()))
      #expect(await house.sandbox.workspace().running.isEmpty)
    }
  }

  @Test("stop with an id is one request")
  func byID() async throws {
    try await SandboxFixture.run(.running42) { house in
      let run = try await house.tt("stop", "42", "--date", "-5m", "--json")
      #expect(run.exit == 0)
      #expect(try run.json()["changed"]?.bool == true)
      #expect(await house.lines() == ["POST /700001/tasks/stop/42"])
      #expect(await house.sandbox.workspace().running.isEmpty)
    }
  }

  @Test("stop when nothing runs is exit 0 with changed false, and writes nothing")
  func nothingRuns() async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt("stop", "--json")
      #expect(run.exit == 0)
      #expect(run.errors == "")
      #expect(try run.json()["changed"]?.bool == false)
      #expect(await house.requests().allSatisfy { $0.method == "GET" })
      #expect(try await house.tt("stop").out == "No timer is running.\n")
      #expect(try house.used("/tools/stop_task/limits/stop_task_rate") == 0)
    }
  }

  @Test(
    "stop of a task that does not run is exit 0 with changed false, however the service says so", arguments: [502, 500])
  func notRunning(_ status: Int) async throws {
    try await SandboxFixture.run(.running42, options: ServiceVariants.options { $0.idleStopStatus = status }) { house in
      let run = try await house.tt("stop", "8301", "--json")
      #expect(run.exit == 0)
      #expect(try run.json()["changed"]?.bool == false)
      #expect(await house.sandbox.workspace().runningTask(of: 9001)?.id == 42)
      #expect(try house.used("/tools/stop_task/limits/stop_task_rate") == 1)
    }
  }

  @Test("stop of a task that does not run is changed false where the service answers with its last entry")
  func notRunningButAnswered() async throws {
    try await SandboxFixture.run(.running42, options: ServiceVariants.options { $0.idleStopStatus = 200 }) { house in
      let run = try await house.tt("stop", "8301", "--json")
      #expect(run.exit == 0)
      let answer = try run.json()
      #expect(answer["changed"]?.bool == false)
    }
  }

  @Test("a timer in another workspace is stopped there", arguments: ["700001", nil])
  func otherWorkspace(_ account: String?) async throws {
    try await SandboxFixture.run(.runningElsewhere) { house in
      let run = try await house.tt("stop", "--json", env: ["TT_ACCOUNT_ID": account])
      #expect(run.exit == 0)
      #expect(try run.json()["changed"]?.bool == true)
      #expect(await house.lines().last == "POST /700002/tasks/stop/77")
      #expect(await house.sandbox.workspace().running.isEmpty)
    }
  }

  @Test("stop --return-task answers with the task")
  func returnTask() async throws {
    try await SandboxFixture.run(.running42) { house in
      let task = try await house.tt("stop", "--return-task", "--json").json()
      #expect(task["name"]?.string == "Write report")
      #expect(task["tracking"]?.bool == false)
    }
  }

  @Test("a stop before the start is a usage error, and the timer goes on")
  func beforeStart() async throws {
    try await SandboxFixture.run(.running42) { house in
      let run = try await house.tt("stop", "--date", "-2h")
      #expect(run.exit == 2)
      #expect(await house.requests().allSatisfy { $0.method == "GET" })
      #expect(await house.sandbox.workspace().running.count == 1)
    }
  }
}
