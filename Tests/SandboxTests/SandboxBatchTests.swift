import Basics
import Foundation
import Sandbox
import Testing

@Suite("Changes of several time entries at once") struct SandboxBatchTests {
  private static let two = "data=%5B%7B%22id%22%3A6401%7D%2C%7B%22id%22%3A6402%7D%5D"

  @Test("entries are marked as billed and not billed by a form")
  func billed() async throws {
    try await TestClient.run { client async throws in
      #expect(try await client.post("/events/billed", form: Self.two).data == [:])
      #expect(client.server.workspace().events.all.filter(\.isBilled).map(\.id) == [6401, 6402])
      #expect(try await client.post("/events/not_billed", form: "data=%5B%7B%22id%22%3A6401%7D%5D").status == 200)
      #expect(client.server.workspace().events.all.filter(\.isBilled).map(\.id) == [6402])
    }
  }

  @Test("in a JSON body the entries to be billed must be text")
  func billedJSON() async throws {
    try await TestClient.run { client async throws in
      let list = try await client.send("PUT", "/events/billed", json: #"{"data": [{"id": 6401}]}"#)
      #expect(list.status == 500)
      let text = try await client.send("PUT", "/events/billed", json: #"{"data": "[{\"id\": 6401}]"}"#)
      #expect(text.status == 200)
      #expect(client.server.workspace().events[6401]?.isBilled == true)
    }
  }

  @Test("several entries are deleted at once, or none when one is unknown", arguments: ["GET", "POST"])
  func delete(method: String) async throws {
    try await TestClient.run { client async throws in
      let unknown = try await client.send(method, "/events/delete?\(Self.two.replacing("6402", with: "1"))")
      #expect(unknown.status == 404)
      #expect(client.server.workspace().events.count == 8)
      #expect(try await client.send(method, "/events/delete?\(Self.two)").data == [:])
      #expect(client.server.workspace().events.ids.prefix(2) == [6403, 6404])
      #expect(try await client.send(method, "/events/delete").status == 500)
    }
  }

  @Test("several entries are changed alike, by a form or a JSON body")
  func update() async throws {
    try await TestClient.run { client async throws in
      let moved = try await client.post("/events/update/batch", form: "\(Self.two)&task_id=8302&notes=x")
      #expect(moved.data.array?.map { $0["task_id"]?.int } == [8302, 8302])
      #expect(moved.data.array?.map { $0["notes"]?.string } == ["x", "x"])
      let json = try await client.send(
        "POST", "/events/update/batch", json: #"{"data": [{"id": 6403}], "is_billed": true}"#)
      #expect(json.data.array?.first?["is_billed"]?.bool == true)
    }
  }
}
