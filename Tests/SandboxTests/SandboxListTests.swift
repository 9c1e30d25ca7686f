import Basics
import Foundation
import Sandbox
import Testing

@Suite("Lists of the sandbox") struct SandboxListTests {
  private static let paths = [
    "/me", "/teams", "/users", "/users?include_custom_fields=true", "/users/9001", "/users/9001/tasks/tracking",
    "/users/9001/assigned_tasks", "/users/9001/projects", "/users/9001/trackables", "/tasks", "/tasks/paginated",
    "/tasks/42?include_custom_fields=true", "/projects", "/projects/5201", "/customers", "/customers/3101",
    "/events?filter=COMPANY&include_custom_fields=true", "/events/6401?include_custom_fields=true", "/custom_fields",
  ]

  @Test("every response is an envelope in strict JSON", arguments: paths)
  func envelopes(path: String) async throws {
    try await TestClient.run { client async throws in
      _ = try await client.post("/tasks/track/42")
      let response = try await client.get(path)
      #expect(response.status == 200)
      #expect(response.headers["content-type"]?.hasPrefix("application/json") == true)
      #expect(response.envelope?["response"]?["version"]?.string == "4.0")
    }
  }

  @Test("responses contain secrets for clients to mask")
  func secrets() async throws {
    try await TestClient.run { client async throws in
      let me = try await client.get("/me").data
      for name in ["token", "tmp_token", "icalendar_feed", "invite_link"] {
        #expect(me[name]?.string?.contains("not-real") == true)
      }
      #expect(me["teams"]?.array?.first?["account_token"]?.string?.contains("not-real") == true)
    }
  }

  @Test(
    "archived objects are left out of a list unless requested",
    arguments: [("/users", 9003), ("/customers", 3103), ("/projects", 5204), ("/tasks", 8305)])
  func archived(path: String, archived: Int) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get(path).ids.contains(archived) == false)
      #expect(try await client.get("\(path)?filter=ARCHIVED").ids == [archived])
      #expect(try await client.get("\(path)?filter=all").ids.contains(archived))
      #expect(try await client.get("\(path)?filter=NONE").status == 500)
    }
  }

  @Test("tasks are filtered by project, unless the quirk ignores the filter")
  func projectFilter() async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get("/tasks?project_id=5202").ids == [8302, 8307])
    }
    try await TestClient.run(.seeded(), options: TestClient.options { $0.quirks.ignoresProjectFilter = true }) {
      client async throws in
      #expect(try await client.get("/tasks?project_id=5202").ids.contains(42))
    }
  }

  @Test("every page has all customers, and only page 0 has projects")
  func ignoredPages() async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get("/customers?page=7").ids == client.get("/customers").ids)
      #expect(try await client.get("/projects?page=0").ids.count == 3)
      #expect(try await client.get("/projects?page=1").data == [])
    }
  }

  @Test("a page has 100 tasks by default")
  func taskPages() async throws {
    let workspace = Workspace.large(tasks: 250, events: 0, now: TestClient.now, timeZone: TestClient.berlin)
    try await TestClient.run(workspace) { client async throws in
      #expect(try await client.get("/tasks?filter=ALL").ids.count == 100)
      #expect(try await client.get("/tasks?filter=ALL&page=2").ids.count == 50)
      #expect(try await client.get("/tasks?filter=ALL&page=3").data == [])
      #expect(try await client.get("/tasks?filter=ALL&page_size=240").ids.count == 240)
      #expect(try await client.get("/tasks?page=-1").status == 500)
      #expect(try await client.get("/tasks?page=999999999999").data == [])
    }
  }

  @Test("events have abbreviated names and lie between two dates, inclusively")
  func eventDates() async throws {
    try await TestClient.run { client async throws in
      let two = try await client.get("/events?filter=USER&id=9001&from=2026-03-01&to=2026-03-02").data.array ?? []
      #expect(two.map { $0["s"]?.string?.prefix(10) } == ["2026-03-01", "2026-03-02", "2026-03-02"])
      #expect(two.last?["d"]?.int == 9000)
      #expect(two.last?["t"]?.string == "Write report")
      #expect(two.last?["p"]?.string == "Website")
      #expect(two.last?["n"]?.string == "first draft")
      #expect(two.last?["tz"]?.string == "GMT+01:00")
      #expect(try await client.get("/events?filter=COMPANY&from=March&to=April").status == 500)
    }
  }

  @Test("events without a filter are those of the caller, and without dates all of them")
  func defaultEvents() async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get("/events?from=2026-03-01&to=2026-03-02").ids == [6403, 6404, 6405])
      #expect(try await client.get("/events").ids == [6401, 6403, 6404, 6405, 6406, 6408])
      #expect(try await client.get("/events?filter=USER").ids == [6401, 6403, 6404, 6405, 6406, 6408])
      #expect(try await client.get("/events/min?id=9002").ids == [6402, 6407])
      #expect(try await client.get("/events?filter=TASK").status == 500)
    }
  }

  @Test("a project has its tasks when requested, closed ones only when requested too")
  func projectTasks() async throws {
    try await TestClient.run { client async throws in
      func tasks(_ query: String) async throws -> [Int]? {
        try await client.get("/projects/5201/min\(query)").data["tasks"]?.array?.compactMap { $0["id"]?.int }
      }
      #expect(try await tasks("") == nil)
      #expect(try await tasks("?include_tasks=true") == [42, 8301, 8306])
      #expect(try await tasks("?include_tasks=true&include_closed_tasks=true") == [42, 8301, 8305, 8306])
    }
  }

  @Test(
    "events are filtered, sorted and paged",
    arguments: [
      ("USER&id=9002", [6402, 6407]), ("TASK&id=8301", [6403, 6407]), ("PROJECT&id=5203", [6402]),
      ("CUSTOMER&id=3102", [6402]), ("COMPANY&order=desc&page_size=2", [6408, 6407]),
      ("COMPANY&page_size=3&page=2", [6407, 6408]), ("company&from=2026-03-04&to=2026-03-04", [6408]),
    ])
  func eventFilters(query: String, ids: [Int]) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get("/events?filter=\(query)").ids == ids)
    }
  }

  @Test("a page has 1,000 events by default and 20,000 at most")
  func eventPages() async throws {
    let workspace = Workspace.large(tasks: 20, events: 21_000, now: TestClient.now, timeZone: TestClient.berlin)
    try await TestClient.run(workspace) { client async throws in
      for (query, count) in [("", 1000), ("&page_size=50000", 20_000), ("&page_size=20000&page=1", 1000)] {
        let response = try await client.get("/events?filter=COMPANY\(query)")
        // Counted rather than parsed, which would take seconds in a debug build.
        #expect(String(decoding: response.body, as: UTF8.self).split(separator: "{\"id\":").count == count + 1)
      }
    }
  }

  @Test("the tasks of a user are sorted by name unless requested otherwise")
  func assignedTasks() async throws {
    try await TestClient.run { client async throws in
      let byName = try await client.get("/users/9001/assigned_tasks").data.array ?? []
      #expect(byName.compactMap { $0["name"]?.string }.first == "Design review")
      #expect(byName.compactMap { $0["name"]?.string }.last == "Write report")
      #expect(try await client.get("/users/9001/assigned_tasks?sort_by=id&order=DESC").ids.last == 42)
      #expect(try await client.get("/users/9001/assigned_tasks?filter=TRACKING").data == [])
      #expect(try await client.get("/users/12/assigned_tasks").status == 404)
    }
  }

  @Test("trackables group active tasks by project, those without a project last")
  func trackables() async throws {
    try await TestClient.run { client async throws in
      let projects = try await client.get("/users/9001/trackables").data["projects"]?.array ?? []
      #expect(projects.compactMap { $0["id"]?.int } == [5201, 5202, 5203, 0])
      #expect(projects.first?["tasks"]?.array?.compactMap { $0["id"]?.int } == [42, 8301, 8306])
      #expect(projects.last?["tasks"]?.array?.compactMap { $0["id"]?.int } == [8303])
      let favorites = try await client.get("/users/9001/trackables?only_favorites=true&include_tasks=false").data
      #expect(favorites["projects"]?.array?.compactMap { $0["id"]?.int } == [5202])
      #expect(favorites["projects"]?.array?.first?["tasks"] == [])
    }
  }
}
