import Basics
import Testing

@testable import Sandbox

@Suite("Methods the sandbox accepts", .serialized) struct SandboxMethodTests {
  private static let all = ["GET", "POST", "PUT", "DELETE", "PATCH"]

  /// Paths with the methods their known clients use.
  private static let routes: [(path: String, methods: [String])] = [
    ("/me", ["GET"]), ("/700001/tasks", ["GET"]), ("/700001/events?filter=COMPANY", ["GET"]),
    ("/700001/tasks/track/42", ["GET", "POST"]), ("/700001/tasks/track/?task_name=x", ["GET", "POST"]),
    ("/700001/tasks/add?name=x", ["GET", "POST"]), ("/700001/tasks/share?name=x", ["POST"]),
    ("/700001/tasks/update/42?description=x", ["GET", "POST", "PUT"]),
    ("/700001/tasks/close/42", ["GET", "PUT"]), ("/700001/tasks/open/42", ["GET", "PUT"]),
    ("/700001/tasks/delete/42", ["GET", "DELETE"]),
    ("/700001/projects/add?name=x", ["GET", "POST"]), ("/700001/projects/update/5201?notes=x", ["GET", "POST"]),
    ("/700001/projects/close/5201", ["GET", "PUT"]), ("/700001/projects/open/5201", ["GET", "PUT"]),
    ("/700001/customers/add?name=x", ["GET", "POST"]),
    ("/700001/customers/update/3101?name=x", ["GET", "POST", "PUT"]),
    ("/700001/customers/close/3101", ["PUT"]), ("/700001/customers/open/3103", ["PUT"]),
    ("/700001/events/add?start=2026-03-04%2009:00:00&end=2026-03-04%2010:00:00", ["GET", "POST"]),
    ("/700001/events/update/6401?notes=x", ["GET", "PUT"]), ("/700001/events/6401/update?notes=x", ["GET"]),
    ("/700001/events/delete/6401", ["GET", "DELETE"]),
    ("/700001/events/delete?data=%5B%7B%22id%22%3A6401%7D%5D", ["GET", "POST"]),
    ("/700001/events/update/batch?data=%5B%7B%22id%22%3A6401%7D%5D", ["POST"]),
    ("/700001/events/billed?data=%5B%7B%22id%22%3A6401%7D%5D", ["POST", "PUT"]),
    ("/700001/events/not_billed?data=%5B%7B%22id%22%3A6401%7D%5D", ["POST", "PUT"]),
    ("/700001/events/count", ["GET"]), ("/700001/events/flat", ["GET"]), ("/700001/events/summary", ["GET"]),
    ("/700001/search/events?entity=Event", ["GET"]), ("/login", ["GET", "POST"]),
    ("/700001/users/close/9002", ["GET", "PUT"]), ("/700001/users/open/9003", ["GET", "PUT"]),
    ("/700001/projects/5201/users", ["GET"]), ("/700001/users/9001/tasks/recent", ["GET"]),
    ("/700001/services", ["GET"]), ("/700001/services/add?name=x", ["POST"]),
    ("/700001/webhooks", ["GET"]), ("/700001/webhooks/add?url=x&events=event.updated", ["GET"]),
    ("/700001/custom_fields/add?name=x&value_type=text&filter_object_class=event", ["POST"]),
  ]

  @Test("an attested method is served and any other answered by an HTML page that changes nothing", arguments: routes)
  func methods(path: String, methods: [String]) async throws {
    try await TestClient.run { client async throws in
      let before = client.server.workspace()
      for method in Self.all where !methods.contains(method) {
        let response = try await client.send(method, path)
        #expect(response.httpStatus == 200)
        #expect(response.envelope == nil, "\(method)")
        #expect(response.headers["content-type"]?.hasPrefix("text/html") == true)
      }
      let after = client.server.workspace()
      #expect(after.stored == before.stored)
    }
    for method in methods {
      try await TestClient.run { client async throws in
        #expect(try await client.send(method, path).status == 200, "\(method)")
      }
    }
  }

  @Test("stop takes GET and POST with an ID in the path, and only POST without")
  func stop() async throws {
    try await TestClient.run { client async throws in
      for method in ["GET", "POST"] {
        _ = try await client.post("/tasks/track/42")
        #expect(try await client.send(method, "/tasks/stop/42").status == 200)
      }
      _ = try await client.post("/tasks/track/42")
      #expect(try await client.get("/tasks/stop?task_id=42").envelope == nil)
      #expect(try await client.post("/tasks/stop?task_id=42").status == 200)
    }
  }

  @Test("an entry is updated by a query or by a PUT with a JSON body")
  func updateEvent() async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.get("/events/update/6401?notes=a%2Bb").data["notes"]?.string == "a+b")
      let put = try await client.send("PUT", "/events/update/6401", json: #"{"notes": "c", "is_billed": true}"#)
      #expect(put.data["notes"]?.string == "c")
      #expect(put.data["is_billed"]?.bool == true)
      #expect(try await client.send("POST", "/events/update/6401", json: #"{"notes": "d"}"#).envelope == nil)
      #expect(client.server.workspace().events[6401]?.notes == "c")
    }
  }

  @Test("forms are read from a POST only, and JSON from a POST or PUT")
  func ignoredBodies() async throws {
    try await TestClient.run { client async throws in
      let form = try await client.send("PUT", "/tasks/update/42", form: "description=x")
      #expect(form.data["description"] == .null)
      let json = try await client.send("GET", "/tasks/update/42", json: #"{"description": "x"}"#)
      #expect(json.data["description"] == .null)
      #expect(try await client.post("/tasks/update/42", form: "description=x").data["description"]?.string == "x")
    }
  }

  @Test("an unknown path stays an unknown action whatever the method")
  func unknownPath() async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.send("PUT", "/700001/nonsense").status == 400)
    }
  }
}
