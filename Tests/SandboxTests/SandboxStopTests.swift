import Basics
import Sandbox
import Testing

@Suite("Stopping timers in the sandbox") struct SandboxStopTests {
  static let start = "date=2026-03-04%2009:00:00&timezone=GMT%2B01:00"
  static let end = "date=2026-03-04%2010:15:30&timezone=GMT%2B01:00"

  @Test("a stop ends the entry at the date given")
  func date() async throws {
    try await TestClient.run { client async throws in
      _ = try await client.post("/700001/tasks/track/42?\(Self.start)")
      let stopped = try await client.post("/700001/tasks/stop/42", form: Self.end)
      #expect(stopped.data["end"]?.string == "2026-03-04 10:15:30")
      #expect(stopped.data["duration"]?.int == 4530)
      #expect(stopped.data["formated_duration"]?.string == "01:15:30")
      #expect(try await client.get("/700001/users/9001/tasks/tracking").data == [])
    }
  }

  @Test("return_task returns the task with its new total")
  func returnTask() async throws {
    try await TestClient.run { client async throws in
      let before = try await client.get("/700001/tasks/42").data["accumulated_time"]?.int ?? 0
      _ = try await client.post("/700001/tasks/track/42?\(Self.start)")
      let task = try await client.post("/700001/tasks/stop/42?\(Self.end)&return_task=true").data
      #expect(task["tracking"]?.bool == false)
      #expect(task["tracking_event"] == .null)
      #expect(task["accumulated_time"]?.int == before + 4530)
    }
  }

  @Test("stopping a task that is not tracked has the status set by the quirk", arguments: [502, 500, 200])
  func idle(status: Int) async throws {
    try await TestClient.run(.seeded(), options: TestClient.options { $0.quirks.idleStopStatus = status }) {
      client async throws in
      let response = try await client.post("/700001/tasks/stop/42?\(Self.end)")
      #expect(response.httpStatus == 200)
      #expect(response.status == status)
      _ = try await client.post("/700001/tasks/track/8301?\(Self.start)")
      #expect(try await client.post("/700001/tasks/stop/42?\(Self.end)").status == status)
      #expect(client.server.workspace().runningTask(of: 9001)?.id == 8301)
    }
  }

  @Test("the task can be a parameter, and the date defaults to the clock")
  func defaults() async throws {
    try await TestClient.run { client async throws in
      _ = try await client.post("/700001/tasks/track/42?\(Self.start)")
      let stopped = try await client.post("/700001/tasks/stop?task_id=42")
      #expect(stopped.data["end"]?.string == "2026-03-04 15:30:00")
      #expect(try await client.post("/700001/tasks/stop").status == 500)
      #expect(try await client.post("/700001/tasks/stop/999").status == 404)
    }
  }

  @Test("an end in another time zone is converted, unless the quirk refuses it")
  func otherZone() async throws {
    try await TestClient.run { client async throws in
      _ = try await client.post("/700001/tasks/track/42?\(Self.start)")
      let stopped = try await client.post("/700001/tasks/stop/42?date=2026-03-04%2011:00:00&timezone=GMT%2B02:00")
      #expect(stopped.data["duration"]?.int == 3600)
      #expect(stopped.data["end"]?.string == "2026-03-04 10:00:00")
      #expect(stopped.data["timezone"]?.string == "GMT+01:00")
    }
    try await TestClient.run(.seeded(), options: TestClient.options { $0.quirks.refusesZoneChange = true }) {
      client async throws in
      _ = try await client.post("/700001/tasks/track/42?\(Self.start)")
      let refused = try await client.post("/700001/tasks/stop/42?date=2026-03-04%2011:00:00&timezone=GMT%2B02:00")
      #expect(refused.status == 500)
      #expect(client.server.workspace().running[9001] != nil)
    }
  }

  @Test("an end before the start gives an entry without duration")
  func endBeforeStart() async throws {
    try await TestClient.run { client async throws in
      _ = try await client.post("/700001/tasks/track/42?\(Self.end)")
      let stopped = try await client.post("/700001/tasks/stop/42?\(Self.start)")
      #expect(stopped.data["duration"]?.int == 0)
      #expect(stopped.data["end"] == stopped.data["start"])
    }
  }

  @Test("a sync moves the end and leaves the timer running")
  func sync() async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.post("/700001/tasks/sync/42?\(Self.end)").status == 502)
      _ = try await client.post("/700001/tasks/track/42?\(Self.start)")
      #expect(try await client.post("/700001/tasks/sync/42?\(Self.end)").data["duration"]?.int == 4530)
      #expect(try await client.get("/700001/users/9001/tasks/tracking").ids == [42])
    }
  }

  @Test("a timer can only be stopped in its own account")
  func otherAccount() async throws {
    var workspace = Workspace.seeded()
    workspace.accounts.upsert(
      Workspace.Account(id: 700002, company: "Second", ownerID: 9001, createdAt: LocalTime(wallSeconds: 0)))
    workspace.users[9001]?.accountIDs.append(700002)
    workspace.tasks[77] = Workspace.Task(
      id: 77, accountID: 700002, name: "Elsewhere", projectID: nil, userIDs: [9001], creatorID: 9001,
      createdAt: LocalTime(wallSeconds: 0))
    try await TestClient.run(workspace) { client async throws in
      #expect(try await client.post("/700001/tasks/track/77?\(Self.start)").status == 404)
      #expect(try await client.post("/700002/tasks/track/77?\(Self.start)").status == 200)
      let running = try await client.get("/700001/users/9001/tasks/tracking").data.array?.first
      #expect(running?["account_id"]?.int == 700002)
      #expect(try await client.post("/700001/tasks/stop/77?\(Self.end)").status == 404)
      #expect(try await client.post("/700002/tasks/stop/77?\(Self.end)").status == 200)
    }
  }
}
