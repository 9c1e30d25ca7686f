import Basics
import Sandbox
import Testing

@Suite("Writes to the sandbox") struct SandboxWriteTests {
  @Test("a task is created with its parameters", arguments: ["/tasks/add", "/tasks/share"])
  func createTask(path: String) async throws {
    try await TestClient.run { client async throws in
      let task = try await client.post(
        path,
        form: "name=+New+one+&project_name=internal&type=EVERYONE&is_billable=false"
          + "&custom_fields=%5B%7B%22id%22%3A4101%2C%22value%22%3A%22X%22%7D%5D"
      ).data
      #expect(task["id"]?.int == 8309)
      #expect(task["name"]?.string == "New one")
      #expect(task["project_id"]?.int == 5202)
      #expect(task["type"]?.string == "EVERYONE")
      #expect(task["users"]?.array?.compactMap { $0["id"]?.int } == [9001])
      #expect(client.server.workspace().tasks[8309]?.fieldValues == [4101: "X"])
    }
  }

  @Test(
    "incomplete or invalid parameters are refused with status 500",
    arguments: [
      "/tasks/add", "/tasks/add?name=%20", "/tasks/add?name=x&users=9001", "/tasks/add?name=x&type=GHOST",
      "/tasks/add?name=x&custom_fields=%5B%7B%22id%22%3A1%7D%5D", "/tasks/add?name=x&estimated_time=much",
      "/projects/add", "/customers/add", "/customers/add?name=%20ACME", "/customers/update/3102?name=acme",
      "/events/add?start=2026-03-04%2009:00:00",
      "/events/add?start=2026-03-04%2010:00:00&end=2026-03-04%2009:00:00",
      "/events/add?start=2026-03-04%2009:00:00&end=2026-03-04%2010:00:00&duration=-1",
      "/events/add?start=2026-03-04%2009:00:00&end=2026-03-04%2010:00:00&event_type=PARTY",
      "/custom_fields/add?name=x", "/custom_fields/add?name=x&value_type=poem&filter_object_class=task",
      "/custom_fields/add?name=po&value_type=text&filter_object_class=task",
      "/enum_options/add?name=x", "/enum_options/add?name=x&custom_field=4101",
    ])
  func invalid(path: String) async throws {
    try await TestClient.run { client async throws in
      let response = try await client.post(path)
      #expect(response.httpStatus == 200)
      #expect(response.status == 500)
    }
  }

  @Test(
    "an unknown object is refused with status 404",
    arguments: [
      "/tasks/update/1", "/projects/update/1", "/customers/update/1?name=x",
      "/tasks/add?name=x&project_id=1", "/projects/add?name=x&customer_id=1", "/enum_options/add?name=x&custom_field=1",
      "/events/add?start=2026-03-04%2009:00:00&end=2026-03-04%2010:00:00&user_id=1",
    ])
  func notFound(path: String) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.post(path).status == 404)
      #expect(try await client.get("/events/update/1").status == 404)
      #expect(try await client.get("/events/1/update").status == 404)
    }
  }

  @Test("an update changes only the members given")
  func updateTask() async throws {
    try await TestClient.run { client async throws in
      let before = client.server.workspace().tasks[42]
      let task = try await client.post("/tasks/update/42?name=Better&due_date=2026-04-01").data
      #expect(task["name"]?.string == "Better")
      #expect(task["due_date"]?.string == "2026-04-01")
      #expect(task["estimated_time"]?.double == before?.estimatedTime)
      #expect(task["project_id"]?.int == 5201)
      #expect(try await client.post("/tasks/update/42?due_date=").data["due_date"] == .null)
    }
  }

  @Test("a hidden task becomes visible when it is renamed")
  func hiddenTask() async throws {
    try await TestClient.run { client async throws in
      let ghost = try await client.post("/tasks/track?project_id=5202").data["task_id"]?.int ?? 0
      let task = try await client.post("/tasks/update/\(ghost)?name=Seen").data
      #expect(task["visibility"] == .null)
      #expect(try await client.get("/tasks").ids.contains(ghost))
    }
  }

  @Test("closing a task stops its timer, and only an open task can be tracked")
  func closeTask() async throws {
    try await TestClient.run { client async throws in
      _ = try await client.post("/tasks/track/42")
      #expect(try await client.get("/tasks/close/42").data["is_archived"]?.bool == true)
      #expect(client.server.workspace().running.isEmpty)
      #expect(try await client.post("/tasks/track/42").status == 500)
      #expect(try await client.get("/tasks/open/42").data["is_archived"]?.bool == false)
      #expect(try await client.post("/tasks/track/42").status == 200)
    }
  }

  @Test("deleting a task deletes its entries unless delete_all is false")
  func deleteTask() async throws {
    try await TestClient.run { client async throws in
      _ = try await client.post("/tasks/track/42")
      #expect(try await client.send("DELETE", "/tasks/delete/42").data == [:])
      let workspace = client.server.workspace()
      #expect(workspace.tasks[42] == nil)
      #expect(workspace.events.all.contains { $0.taskID == 42 } == false)
      #expect(workspace.running.isEmpty)
      let count = workspace.events.count
      _ = try await client.send("DELETE", "/tasks/delete/8301?delete_all=false")
      #expect(client.server.workspace().events.count == count)
    }
  }

  @Test("a project creates its customer if necessary")
  func createProject() async throws {
    try await TestClient.run { client async throws in
      let known = try await client.post("/projects/add?name=Shop&customer_name=acme&estimated_time=12.5").data
      #expect(known["customer"]?["id"]?.int == 3101)
      #expect(known["estimated_time"]?.double == 12.5)
      let new = try await client.post("/projects/update/5202?customer_name=Umbrella&hourly_rate=80").data
      #expect(new["customer"]?["name"]?.string == "Umbrella")
      #expect(new["billing"]?["hourly_rate"]?.int == 80)
      #expect(try await client.post("/projects/add?name=Shop").status == 200, "names of projects may repeat")
      #expect(try await client.get("/customers").ids.count == 3)
    }
  }

  @Test("a customer is created and updated")
  func customer() async throws {
    try await TestClient.run { client async throws in
      let made = try await client.post("/customers/add", form: "name=Hooli&notes=n&contact_email=a%40b.test").data
      #expect(made["id"]?.int == 3104)
      #expect(made["contact"]?["email"]?.string == "a@b.test")
      let updated = try await client.post("/customers/update/3104", form: "name=Hooli+II&notes=").data
      #expect(updated["name"]?.string == "Hooli II")
      #expect(updated["notes"] == .null)
    }
  }

  @Test("an update of a customer is refused without the name", arguments: ["notes=x", "notes=x&name=", "name=%20"])
  func customerName(form: String) async throws {
    try await TestClient.run { client async throws in
      let refused = try await client.post("/customers/update/3101", form: form)
      #expect(refused.httpStatus == 200)
      #expect(refused.status == 500)
      #expect(refused.message?.contains("name") == true)
      #expect(client.server.workspace().customers[3101]?.notes == nil)
    }
  }

  @Test("options are added to an enum field")
  func enumField() async throws {
    try await TestClient.run { client async throws in
      let field = try await client.post(
        "/custom_fields/add", form: "name=Cost+centre&value_type=enum&filter_object_class=project&cf_index=2")
      #expect(field.data["id"]?.int == 4102)
      #expect(field.data["cf_index"]?.int == 2)
      let option = try await client.post("/enum_options/add", form: "name=North&custom_field=4102&color=3")
      #expect(option.data == ["id": 4201, "name": "North", "color": "3", "index": 1, "enabled": true])
      #expect(client.server.workspace().customFields[4102]?.options.map(\.name) == ["North"])
    }
  }
}
