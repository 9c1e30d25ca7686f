import Basics
import Sandbox
import Testing

@Suite("Starting timers in the sandbox") struct SandboxTrackTests {
  static let start = "date=2026-03-04%2009:00:00&timezone=GMT%2B01:00"
  static let later = "date=2026-03-04%2010:00:00&timezone=GMT%2B01:00"

  @Test("track with an ID starts a timer at the date given")
  func byID() async throws {
    try await TestClient.run { client async throws in
      let response = try await client.post("/700001/tasks/track/42?\(Self.start)&notes=a%2Bb%20%26%20c")
      #expect(response.status == 200)
      #expect(response.data["task_id"]?.int == 42)
      #expect(response.data["start"]?.string == "2026-03-04 09:00:00")
      #expect(response.data["end"]?.string == "2026-03-04 09:00:00")
      #expect(response.data["timezone"]?.string == "GMT+01:00")
      #expect(response.data["notes"]?.string == "a+b & c")
      let running = try await client.get("/700001/users/9001/tasks/tracking")
      #expect(running.ids == [42])
      #expect(running.data.array?.first?["tracking"]?.bool == true)
      #expect(running.data.array?.first?["account_id"]?.int == 700001)
    }
  }

  @Test("a second timer is refused with status 502, unless the first may be stopped")
  func secondTimer() async throws {
    try await TestClient.run { client async throws in
      _ = try await client.post("/700001/tasks/track/42?\(Self.start)")
      let refused = try await client.post("/700001/tasks/track/8301?\(Self.later)")
      #expect(refused.httpStatus == 200)
      #expect(refused.status == 502)
      #expect(try await client.post("/700001/tasks/track/42?\(Self.later)").status == 502)
      let switched = try await client.post("/700001/tasks/track/8301?\(Self.later)&stop_running_task=true")
      #expect(switched.status == 200)
      let workspace = client.server.workspace()
      #expect(workspace.events.all.suffix(2).map(\.taskID) == [42, 8301])
      #expect(workspace.events.all.suffix(2).map(\.duration) == [3600, 0])
      #expect(workspace.runningTask(of: 9001)?.id == 8301)
    }
  }

  @Test("a name selects an active task of the caller in the project")
  func byName() async throws {
    try await TestClient.run { client async throws in
      let known = try await client.post(
        "/700001/tasks/track/?\(Self.start)&task_name=%20wRITE%20REPORT%20&project_name=website")
      #expect(known.data["task_id"]?.int == 42)
      #expect(client.server.workspace().tasks.count == Workspace.seeded().tasks.count)
    }
  }

  @Test(
    "a name that selects no task creates one",
    arguments: [
      ("task_name=Write%20report", "the task is in a project"),
      ("task_name=Prototype&project_id=5203", "the task is assigned to another user"),
      ("task_name=Move%20content&project_id=5201", "the task is closed"),
      ("task_name=Write%20report&project_name=Brand%20new", "the project does not exist"),
    ])
  func newTask(query: String, why: String) async throws {
    try await TestClient.run { client async throws in
      let response = try await client.post("/700001/tasks/track?\(Self.start)&\(query)")
      #expect(response.status == 200)
      let made = client.server.workspace().tasks[response.data["task_id"]?.int ?? 0]
      #expect(made?.id == 8309, "\(why)")
      #expect(made?.userIDs == [9001])
    }
  }

  @Test("a project alone is tracked on a hidden task of the user")
  func projectAlone() async throws {
    try await TestClient.run { client async throws in
      let first = try await client.post("/700001/tasks/track?\(Self.start)&project_id=5201")
      #expect(first.data["task_type"]?.string == "GHOST")
      #expect(first.data["task_visibility"]?.string == "HIDDEN")
      #expect(first.data["project_id"]?.int == 5201)
      let again = try await client.post(
        "/700001/tasks/track?\(Self.later)&project_name=WEBSITE&stop_running_task=true")
      #expect(again.data["task_id"] == first.data["task_id"])
      let ghost = try #require(first.data["task_id"]?.int)
      #expect(try await client.get("/700001/tasks?filter=ALL").ids.contains(ghost) == false)
      #expect(try await client.get("/700001/tasks?filter=TRACKING").ids == [ghost])
      #expect(try await client.get("/700001/users/9001/assigned_tasks").ids.contains(ghost))
    }
  }

  @Test("a task of another application is created once and found afterwards")
  func foreignTask() async throws {
    try await TestClient.run { client async throws in
      let query = "service=trello&service_task_id=c-9&task_name=Card"
      let first = try await client.post("/700001/tasks/track?\(Self.start)&\(query)")
      let again = try await client.post("/700001/tasks/track?\(Self.later)&\(query)&stop_running_task=true")
      #expect(first.data["task"]?.string == "Card")
      #expect(again.data["task_id"] == first.data["task_id"])
      let other = try await client.post(
        "/700001/tasks/track?\(Self.later)&service=asana&service_task_id=c-9&stop_running_task=true")
      #expect(other.data["task_id"] != first.data["task_id"])
    }
  }

  @Test(
    "an invalid track is refused and changes nothing",
    arguments: [
      ("/700001/tasks/track/?", 500), ("/700001/tasks/track/?task_id=42", 500),
      ("/700001/tasks/track/?service=trello", 500), ("/700001/tasks/track/999?", 404),
      ("/700001/tasks/track/8305?", 500), ("/700001/tasks/track/?project_id=999", 404),
      ("/700001/tasks/track/42?date=yesterday", 500), ("/700001/tasks/track/42?timezone=Europe/Berlin", 500),
      ("/700001/tasks/track/42?date=2026-02-30%2009:00:00", 500),
      ("/700001/tasks/track/42?return_task=maybe", 500), ("/700001/tasks/track/42?custom_fields=x", 500),
    ])
  func invalid(path: String, status: Int) async throws {
    try await TestClient.run { client async throws in
      let response = try await client.post(path)
      #expect(response.httpStatus == 200)
      #expect(response.status == status)
      let workspace = client.server.workspace()
      #expect(workspace.running.isEmpty)
      #expect(workspace.tasks.count == Workspace.seeded().tasks.count)
    }
  }

  @Test("a refused track creates neither a task nor a project")
  func refused() async throws {
    try await TestClient.run { client async throws in
      _ = try await client.post("/700001/tasks/track/42?\(Self.start)")
      #expect(try await client.post("/700001/tasks/track?task_name=New&project_name=Newer").status == 502)
      let workspace = client.server.workspace()
      #expect(workspace.tasks.all.contains { $0.name == "New" } == false)
      #expect(workspace.projects.all.contains { $0.name == "Newer" } == false)
    }
  }

  @Test("the date defaults to the clock of the service in the time zone given")
  func defaultDate() async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.post("/tasks/track/42").data["start"]?.string == "2026-03-04 15:30:00")
      let other = try await client.post("/tasks/track/8301?timezone=GMT%2B05:30&stop_running_task=true")
      #expect(other.data["start"]?.string == "2026-03-04 20:00:00")
    }
    try await TestClient.run(.seeded(), options: TestClient.options { $0.quirks.requiresDates = true }) {
      client async throws in
      #expect(try await client.post("/tasks/track/42").status == 500)
    }
  }

  @Test(
    "a plus sign in a time zone can arrive as a space", arguments: ["GMT%2B03:00", "GMT+03:00", "GMT 03:00", "GMT%2B3"])
  func unencodedPlus(zone: String) async throws {
    try await TestClient.run { client async throws in
      let response = try await client.post(
        "/700001/tasks/track/42", form: "date=2026-03-04+09:00:00&timezone=\(zone)&notes=two+words")
      #expect(response.data["timezone"]?.string == "GMT+03:00")
      #expect(response.data["start"]?.string == "2026-03-04 09:00:00")
      #expect(response.data["notes"]?.string == "two words")
    }
  }

  @Test("a task shows its running entry where the quirk says", arguments: Quirks.RunningEvent.allCases)
  func runningEntry(place: Quirks.RunningEvent) async throws {
    try await TestClient.run(.seeded(), options: TestClient.options { $0.quirks.runningEvent = place }) {
      client async throws in
      let task = try await client.post("/700001/tasks/track/42?\(Self.start)&return_task=true").data
      let event = client.server.workspace().running[9001]
      #expect(task["id"]?.int == 42)
      #expect(task["tracking_event"]?["id"]?.int == (place == .users ? nil : event))
      #expect(task["users"]?.array?.first?["event"]?["id"]?.int == (place == .task ? nil : event))
    }
  }

  @Test("the end of a running entry is null when the quirk says so")
  func hiddenEnd() async throws {
    try await TestClient.run(.seeded(), options: TestClient.options { $0.quirks.hidesRunningEnd = true }) {
      client async throws in
      #expect(try await client.post("/700001/tasks/track/42?\(Self.start)").data["end"] == .null)
      #expect(try await client.post("/700001/tasks/stop/42?\(Self.later)").data["end"]?.string != nil)
    }
  }

  @Test("track assigns the task to the caller and updates it")
  func assignment() async throws {
    try await TestClient.run { client async throws in
      _ = try await client.post("/700001/tasks/track/8304?\(Self.start)&estimated_time=1.5&due_date=2026-04-01")
      let task = client.server.workspace().tasks[8304]
      #expect(task?.userIDs == [9002, 9001])
      #expect(task?.estimatedTime == 1.5)
      #expect(task?.dueDate == LocalTime(dateText: "2026-04-01"))
    }
  }
}
