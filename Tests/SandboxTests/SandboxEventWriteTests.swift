import Basics
import Sandbox
import Testing

@Suite("Writes of time entries to the sandbox") struct SandboxEventWriteTests {
  @Test(
    "an entry takes ISO 8601 times, converted to its time zone when they have an offset",
    arguments: [
      ("2026-03-05T09:00:00", "09:00:00"), ("2026-03-05T09:00:00.000", "09:00:00"),
      ("2026-03-05T09:00:00Z", "10:00:00"), ("2026-03-05T09:00:00.000%2B03:00", "07:00:00"),
      ("2026-03-05T09:00:00+03:00", "07:00:00"), ("2026-03-05%2009:00:00", "09:00:00"),
    ])
  func isoTimes(start: String, time: String) async throws {
    try await TestClient.run { client async throws in
      let end = "2026-03-05T12:00:00"
      let event = try await client.post("/events/add?start=\(start)&end=\(end)&timezone=GMT%2B01:00").data
      #expect(event["start"]?.string == "2026-03-05 \(time)")
      #expect(event["end"]?.string == "2026-03-05 12:00:00")
      #expect(event["timezone"]?.string == "GMT+01:00")
      let id = event["id"]?.int ?? 0
      #expect(try await client.get("/events/update/\(id)?start=\(start)").data["start"] == event["start"])
      for wrong in ["2026-03-05T09:00", "2026-03-05T25:00:00", "2026-03-05T09:00:00X", "T"] {
        #expect(try await client.post("/events/add?start=\(wrong)&end=\(end)").status == 500)
      }
    }
  }

  @Test("an entry is created with its duration and its task")
  func createEntry() async throws {
    try await TestClient.run { client async throws in
      let times = "start=2026-03-03+09:00:00&end=2026-03-03+10:30:00&timezone=GMT%2B01:00"
      let event = try await client.post("/events/add", form: "\(times)&task_id=42&notes=n&user_id=9002").data
      #expect(event["duration"]?.int == 5400)
      #expect(event["user_id"]?.int == 9002)
      #expect(event["project"]?.string == "Website")
      let bare = try await client.post("/events/add", form: "\(times)&duration=60").data
      #expect(bare["task_id"] == .null)
      #expect(bare["user_id"]?.int == 9001)
      #expect(bare["duration"]?.int == 60)
      let named = try await client.post("/events/add", form: "\(times)&task_name=write+report&project_id=5201").data
      #expect(named["task_id"]?.int == 42)
      let project = try await client.post("/events/add", form: "\(times)&project_name=Internal&repeat=EVERY_WEEK").data
      #expect(project["task_type"]?.string == "GHOST")
      #expect(project["repeat"]?.string == "EVERY_WEEK")
    }
  }

  @Test("an entry is updated under both paths", arguments: ["/events/update/6401", "/events/6401/update"])
  func updateEntry(path: String) async throws {
    try await TestClient.run { client async throws in
      let before = client.server.workspace().events[6401]
      let noted = try await client.get("\(path)?notes=hello&is_billed=true").data
      #expect(noted["notes"]?.string == "hello")
      #expect(noted["is_billed"]?.bool == true)
      #expect(noted["duration"]?.int == before?.duration)
      let moved = try await client.get("\(path)?start=2026-03-03%2009:00:00&end=2026-03-03%2009:10:00").data
      #expect(moved["duration"]?.int == 600)
      #expect(moved["notes"]?.string == "hello")
    }
  }

  @Test("deleting the running entry ends its timer")
  func deleteEntry() async throws {
    try await TestClient.run { client async throws in
      let id = try await client.post("/tasks/track/42").data["id"]?.int ?? 0
      #expect(try await client.get("/events/delete/\(id)").data == [:])
      #expect(try await client.get("/users/9001/tasks/tracking").data == [])
      #expect(try await client.get("/events/\(id)").status == 404)
    }
  }
}
