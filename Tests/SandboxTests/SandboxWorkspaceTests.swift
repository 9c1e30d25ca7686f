import Basics
import Foundation
import Testing

@testable import Sandbox

@Suite("Workspaces of the sandbox") struct SandboxWorkspaceTests {
  @Test("the seed has task 42 and ends before now")
  func seed() throws {
    for seconds in stride(from: 0.0, to: 86_400, by: 3_571) {
      let now = Date(timeIntervalSince1970: 1_772_578_800 + seconds)
      let workspace = Workspace.seeded(now: now, timeZone: TestClient.berlin)
      #expect(workspace.tasks[42]?.name == "Write report")
      #expect(workspace.projects[workspace.tasks[42]?.projectID]?.name == "Website")
      let wall = LocalTime(wallSeconds: Int(now.timeIntervalSince1970) + 3600)
      let last = try #require(workspace.events.all.last)
      #expect(last.start >= wall.midnight)
      #expect(workspace.events.all.allSatisfy { $0.end <= wall })
      #expect(workspace.events.ids == Array(6401...6408))
    }
  }

  @Test("the large workspace is always the same")
  func large() {
    let first = Workspace.large(tasks: 300, events: 2_000, now: TestClient.now, timeZone: TestClient.berlin)
    let second = Workspace.large(tasks: 300, events: 2_000, now: TestClient.now, timeZone: TestClient.berlin)
    #expect(first.tasks.count == 300)
    #expect(first.events.count == 2_000)
    #expect(first.tasks[42]?.name == "Write report")
    #expect(first.stored == second.stored)
  }

  @Test("a workspace is loaded from its state file as it was saved")
  func stateFile() async throws {
    try await TestClient.run { client async throws in
      for path in [
        "/tasks/track?service=trello&service_task_id=1&project_name=New", "/customers/add?name=C&notes=n",
        "/custom_fields/add?name=E&value_type=enum&filter_object_class=event",
        "/enum_options/add?name=o&custom_field=4102",
        "/events/add?start=2026-03-04%2009:00:00&end=2026-03-04%2010:00:00&repeat=CUSTOM&frequency=DAILY&timezone=GMT-02:30",
      ] { #expect(try await client.post(path).status == 200) }
      let workspace = client.server.workspace()
      let file = WorkspaceStore(path: FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).json")
      defer { try? FileManager.default.removeItem(atPath: file.path) }
      #expect(try file.load() == nil)
      try file.save(workspace)
      let loaded = try #require(try file.load())
      #expect(loaded.stored == workspace.stored)
      #expect(loaded.events.all == workspace.events.all)
      #expect(loaded.tasks.all == workspace.tasks.all)
      #expect(loaded.running == workspace.running)
      #expect(loaded.customFields.all == workspace.customFields.all)
    }
  }

  @Test(
    "an invalid state file is refused by name",
    arguments: ["{", "[]", #"{"tasks":{"last_id":1,"rows":[{"id":1,"name":2}]}}"#])
  func invalidStateFile(text: String) throws {
    let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    #expect { try WorkspaceStore(path: path).load() } throws: { error in
      guard let error = error as? TTError else { return false }
      return error.failure == .config && error.message.contains(path)
    }
  }

  @Test("IDs are never reused")
  func uniqueIDs() {
    var workspace = Workspace.seeded()
    let last = workspace.events.lastID
    workspace.events[last] = nil
    #expect(workspace.events.nextID == last + 1)
  }

  @Test("a logged request contains no secret")
  func log() throws {
    let request = RecordedRequest(
      method: "POST", path: "/api/v4/me", rawQuery: "a=1&app_password=sandbox", body: Array("api_token=sandbox".utf8),
      headers: [("Authorization", "Basic c2FuZGJveA==")])
    let line = RequestLog.line(
      RecordedExchange(request: request, time: TestClient.now, httpStatus: nil, envelopeStatus: 200))
    let json = try JSONValue.parse(line)
    #expect(json["time"]?.string == "2026-03-04T14:30:00Z")
    #expect(json["query"] == ["a": "1", "app_password": "***"])
    #expect(json["status"] == .null)
    #expect(!line.contains("sandbox"))
    #expect(!line.contains("c2FuZGJveA"))
  }
}
