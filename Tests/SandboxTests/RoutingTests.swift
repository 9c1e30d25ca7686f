import Basics
import Sandbox
import Testing

@Suite struct RoutingTests {
  @Test(arguments: ["/tasks", "/700001/tasks", "/700001/tasks/", "/tasks?page=0"])
  func theAccountIdMayBeLeftOut(_ path: String) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get(path).ids.contains(42))
    }
  }

  @Test(arguments: ["/999/tasks", "/undefined/tasks", "/700001/nonsense", "/700001", "/tasks/42/more", "/tasks/x"])
  func aWrongAccountOrPathIsAnUnknownAction(_ path: String) async throws {
    try await TestClient.run { client async throws in
      let answer = try await client.get(path)
      #expect(answer.httpStatus == 200)
      #expect(answer.status == 400)
      #expect(answer.message == "The action you requested doesn't exist")
      #expect(answer.data == [:])
    }
  }

  @Test(arguments: ["GET", "POST", "PUT", "DELETE"])
  func everyMethodReachesEveryAction(_ method: String) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.send(method, "/700001/tasks/track/42").status == 200)
      #expect(try await client.send(method, "/700001/customers/add?name=By%20\(method)").status == 200)
    }
  }

  @Test(arguments: [
    "API_TOKEN:sandbox", "anything:sandbox", ":sandbox", "ada@example.test:sandbox-password",
    "ADA@example.test:sandbox-password",
  ])
  func bothFormsOfCredentialsAreAccepted(_ credentials: String) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.send("GET", "/me", credentials: credentials).data["id"]?.int == 9001)
    }
  }

  @Test(arguments: [
    nil, "API_TOKEN:wrong", "bob@example.test:sandbox-password", "API_TOKEN:sandbox-password", "sandbox",
  ])
  func otherCredentialsAreARealHTTP401(_ credentials: String?) async throws {
    try await TestClient.run { client async throws in
      let answer = try await client.send("GET", "/me", credentials: credentials)
      #expect(answer.httpStatus == 401)
      #expect(answer.status == 401)
      #expect(answer.headers["www-authenticate"]?.hasPrefix("Basic") == true)
    }
  }

  @Test func errorsAreMirroredInTheHTTPStatusOnRequest() async throws {
    try await TestClient.run(.seeded(), TestClient.options { $0.quirks.mirrorsStatus = true }) { client async throws in
      #expect(try await client.get("/tasks/999").httpStatus == 404)
      #expect(try await client.get("/tasks/42").httpStatus == 200)
    }
  }

  @Test func parametersComeFromQueryFormAndJSONBody() async throws {
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

  @Test(arguments: [#"{"users": "[{\"id\": 9001}]"}"#, "[1]", "{", #"{"name": {"a": 1}}"#])
  func aJSONBodyOfTheWrongShapeIsRefused(_ body: String) async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.send("POST", "/700001/tasks/update/42", json: body).status == 500)
    }
  }

  @Test func whatArrivesIsRecordedAsItWasSent() async throws {
    try await TestClient.run { client async throws in
      _ = try await client.post("/700001/tasks/track/?task_name=caf%C3%A9%20%2B%201&empty=", form: "notes=x+y")
      _ = try await client.send("GET", "/me", credentials: nil)
      let requests = await client.server.requests()
      try #require(requests.count == 2)
      #expect(requests[0].method == "POST")
      #expect(requests[0].path == "/api/v4/700001/tasks/track/")
      #expect(requests[0].value("task_name") == "café + 1")
      #expect(requests[0].value("notes") == "x y")
      #expect(requests[0].value("empty") == "")
      #expect(requests[0].value("other") == nil)
      #expect(requests[0].header("authorization")?.hasPrefix("Basic ") == true)
      #expect(requests[1].header("Authorization") == nil)
      await client.server.clearRequests()
      #expect(await client.server.requests().isEmpty)
    }
  }
}
