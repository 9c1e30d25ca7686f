import Basics
import Sandbox
import Testing

@Suite("Routing and authentication of the sandbox") struct SandboxRoutingTests {
  @Test(
    "the account ID in the path is optional", arguments: ["/tasks", "/700001/tasks", "/700001/tasks/", "/tasks?page=0"])
  func defaultAccount(path: String) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get(path).ids.contains(42))
    }
  }

  @Test(
    "a wrong account or path is an unknown action",
    arguments: ["/999/tasks", "/undefined/tasks", "/700001/nonsense", "/700001", "/tasks/42/more", "/tasks/x"])
  func unknownAction(path: String) async throws {
    try await TestClient.run { client async throws in
      let response = try await client.get(path)
      #expect(response.httpStatus == 200)
      #expect(response.status == 400)
      #expect(response.message == "The action you requested doesn't exist")
      #expect(response.data == [:])
    }
  }

  @Test(
    "the app password is accepted with any user name, and the e-mail address with the password",
    arguments: [
      "API_TOKEN:sandbox", "anything:sandbox", ":sandbox", "ada@example.test:sandbox-password",
      "ADA@example.test:sandbox-password",
    ])
  func accepted(credentials: String) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.send("GET", "/me", credentials: credentials).data["id"]?.int == 9001)
    }
  }

  @Test(
    "other credentials are HTTP 401",
    arguments: [
      nil, "API_TOKEN:wrong", "bob@example.test:sandbox-password", "API_TOKEN:sandbox-password", "sandbox",
    ])
  func rejected(credentials: String?) async throws {
    try await TestClient.run { client async throws in
      let response = try await client.send("GET", "/me", credentials: credentials)
      #expect(response.httpStatus == 401)
      #expect(response.status == 401)
      #expect(response.headers["www-authenticate"]?.hasPrefix("Basic") == true)
    }
  }

  @Test("the HTTP status repeats that of an error when the quirk says so")
  func mirroredStatus() async throws {
    try await TestClient.run(.seeded(), options: TestClient.options { $0.quirks.mirrorsStatus = true }) {
      client async throws in
      #expect(try await client.get("/tasks/999").httpStatus == 404)
      #expect(try await client.get("/tasks/42").httpStatus == 200)
    }
  }

  @Test("parameters are read from query, form and JSON body")
  func parameters() async throws {
    try await TestClient.run { client async throws in
      let json = try await client.send(
        "PUT", "/700001/tasks/update/42?due_date=2026-05-01",
        json: #"{"estimated_time": 3, "users": [{"id": 9002}], "description": "a"}"#)
      #expect(json.data["estimated_time"]?.int == 3)
      #expect(json.data["due_date"]?.string == "2026-05-01")
      #expect(json.data["users"]?.array?.first?["id"]?.int == 9002)
      let form = try await client.post(
        "/700001/tasks/update/42", form: "users=%5B%7B%22id%22%3A9001%7D%5D&description=b%26c")
      #expect(form.data["users"]?.array?.first?["id"]?.int == 9001)
      #expect(form.data["description"]?.string == "b&c")
    }
  }

  @Test(
    "a JSON body of the wrong type is refused with status 500",
    arguments: [#"{"users": "[{\"id\": 9001}]"}"#, "[1]", "{", #"{"name": {"a": 1}}"#])
  func wrongBody(body: String) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.send("POST", "/700001/tasks/update/42", json: body).status == 500)
    }
  }

  @Test("requests are recorded as sent")
  func recorded() async throws {
    try await TestClient.run { client async throws in
      _ = try await client.post("/700001/tasks/track/?task_name=caf%C3%A9%20%2B%201&empty=", form: "notes=x+y")
      _ = try await client.send("GET", "/me", credentials: nil)
      let requests = client.server.requests()
      try #require(requests.count == 2)
      #expect(requests[0].method == "POST")
      #expect(requests[0].path == "/api/v4/700001/tasks/track/")
      #expect(requests[0].value("task_name") == "café + 1")
      #expect(requests[0].value("notes") == "x y")
      #expect(requests[0].value("empty") == "")
      #expect(requests[0].value("other") == nil)
      #expect(requests[0].header("authorization")?.hasPrefix("Basic ") == true)
      #expect(requests[1].header("Authorization") == nil)
      client.server.clearRequests()
      #expect(client.server.requests().isEmpty)
    }
  }
}
