import Basics
import Sandbox
import Testing

@Suite("Routes of the sandbox beyond the vendor's 26 tools") struct SandboxOtherRoutesTests {
  @Test(
    "a closed object is listed under ARCHIVED and ALL only, until it is opened again",
    arguments: [("tasks", 8301), ("projects", 5202), ("customers", 3102), ("users", 9002)])
  func archive(kind: String, id: Int) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.send("PUT", "/\(kind)/close/\(id)").data["is_archived"]?.bool == true)
      #expect(try await client.get("/\(kind)").ids.contains(id) == false)
      #expect(try await client.get("/\(kind)?filter=ARCHIVED").ids.contains(id))
      #expect(try await client.get("/\(kind)?filter=ALL").ids.contains(id))
      #expect(try await client.send("PUT", "/\(kind)/open/\(id)").data["is_archived"]?.bool == false)
      #expect(try await client.get("/\(kind)").ids.contains(id))
      #expect(try await client.send("PUT", "/\(kind)/close/1").status == 404)
    }
  }

  @Test("POST closes and opens nothing", arguments: ["tasks", "projects", "customers", "users"])
  func postArchivesNothing(kind: String) async throws {
    try await TestClient.run { client async throws in
      let id = try await client.get("/\(kind)").ids.first ?? 0
      let response = try await client.post("/\(kind)/close/\(id)")
      #expect(response.headers["content-type"]?.hasPrefix("text/html") == true)
      #expect(try await client.get("/\(kind)").ids.contains(id))
    }
  }

  @Test("services are listed, added, renamed and closed")
  func services() async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get("/services").data == [])
      let made = try await client.send("POST", "/services/add", json: #"{"name": "Consulting"}"#)
      #expect(made.data == ["id": 4501, "name": "Consulting", "is_archived": false])
      #expect(try await client.post("/services/add").status == 500)
      let renamed = try await client.send("PUT", "/services/update/4501", json: #"{"name": "Advice"}"#)
      #expect(renamed.data["name"]?.string == "Advice")
      #expect(try await client.send("PUT", "/services/close/4501").status == 200)
      #expect(try await client.get("/services").data == [])
      #expect(try await client.get("/services?filter=ALL").ids == [4501])
      #expect(try await client.send("PUT", "/services/open/4501").data["is_archived"]?.bool == false)
      #expect(try await client.get("/services/4501").status == 200)
      #expect(try await client.get("/services/1").status == 404)
    }
  }

  @Test("webhooks are added, listed and deleted")
  func webhooks() async throws {
    try await TestClient.run { client async throws in
      let query = "url=https%3A%2F%2Fhook.example.test&events=event.updated%2Cevent.created&grouped=false"
      let made = try await client.get("/webhooks/add?\(query)")
      #expect(made.data["id"]?.int == 4601)
      #expect(try await client.get("/webhooks").data.array?.first?["url"]?.string == "https://hook.example.test")
      #expect(try await client.get("/webhooks/4601/delete").data == [:])
      #expect(try await client.get("/webhooks").data == [])
      #expect(try await client.get("/webhooks/4601/delete").status == 404)
      #expect(try await client.get("/webhooks/add?url=x").status == 500)
    }
  }

  @Test("the tasks of a user are grouped by project, and the recent ones sorted by their last entry")
  func userTasks() async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get("/users/9001/tasks?filter=TRACKING").data["projects"] == [])
      _ = try await client.post("/tasks/track/42")
      let project = try await client.get("/users/9001/tasks?filter=TRACKING").data["projects"]?.array?.first
      #expect(project?["id"]?.int == 5201)
      #expect(project?["tasks"]?.array?.first?["tracking_event"]?["task_id"]?.int == 42)
      #expect(try await client.get("/users/9001/tasks/recent").ids == [42, 8303, 8302, 8301])
    }
  }

  @Test("the users of a project are those with tasks in it")
  func projectUsers() async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get("/projects/5201/users").ids == [9001, 9002])
      #expect(try await client.get("/projects/1/users").status == 404)
    }
  }

  @Test("custom fields show their options when requested, and the options of a field are listed alone")
  func enumOptions() async throws {
    try await TestClient.run { client async throws in
      for option in ["name=North&custom_field=4102", "name=South&custom_field=4102&enabled=false"] {
        if option.contains("North") {
          let field = "name=Region&value_type=enum&filter_object_class=project"
          #expect(try await client.post("/custom_fields/add", form: field).data["id"]?.int == 4102)
        }
        #expect(try await client.post("/enum_options/add", form: option).status == 200)
      }
      let plain = try await client.get("/custom_fields").data.array?.last
      #expect(plain?["enum_options"] == .null)
      let full = try await client.get("/custom_fields/?include_enum_options=true").data.array?.last
      #expect(full?["enum_options"]?.array?.count == 2)
      #expect(try await client.get("/custom_fields/4102/enum_options").ids == [4201])
      #expect(try await client.get("/custom_fields/4102/enum_options?enabled=false").ids == [4201, 4202])
      #expect(try await client.get("/custom_fields/1/enum_options").status == 404)
    }
  }

  @Test("a login returns the caller with their teams", arguments: ["GET", "POST"])
  func login(method: String) async throws {
    try await TestClient.run { client async throws in
      let caller = try await client.send(method, "/login", credentials: "ada@example.test:sandbox-password").data
      #expect(caller["id"]?.int == 9001)
      #expect(caller["teams"]?.array?.first?["account_id"]?.int == 700001)
      #expect(try await client.send(method, "/login", credentials: "ada@example.test:x").httpStatus == 401)
    }
  }
}
