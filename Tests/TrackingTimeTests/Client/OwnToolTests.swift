import Basics
import Testing
import TrackingTime

@Suite("tt's own tools") struct OwnToolTests {
  static let entry: JSONValue = [
    "id": 6401, "user_id": 9001, "start": "2026-03-02 08:00:00", "end": "2026-03-02 09:00:00", "duration": 3600,
    "timezone": "GMT+01:00",
  ]
  static let read = "/700001/events/6401"
  static let delete = "/700001/events/delete/6401"
  /// That no timer is running, which is asked before an entry is deleted.
  static let idle = Expected.running(.ok([]))

  @Test("an entry is read, then deleted once; the result is the entry as it was")
  func deletes() throws {
    let fixture = try ClientFixture(
      [.get(Self.read, .ok(Self.entry)), Self.idle, .get(Self.delete, .ok([:]))], user: 9001)
    let result = try fixture.call("delete_event", ["event_id": 6401])
    #expect(result.changed == true && result.data["id"] == 6401 && result.data["start"] == "2026-03-02 08:00:00")
    #expect(try fixture.used("delete_event") == 1)
    #expect(fixture.writing == [true, false])
  }

  @Test("an entry that is not there is not found, and nothing is sent")
  func missing() throws {
    let fixture = try ClientFixture([.get(Self.read, .envelope(404))], user: 9001)
    #expect(try fixture.refusal("delete_event", ["event_id": 6401]).failure == .notFound)
    #expect(try fixture.used("delete_event") == 0)
  }

  @Test("the entry of another person is not deleted")
  func foreign() throws {
    let entry: JSONValue = ["id": 6401, "user_id": 9002, "user": "Bob", "start": "2026-03-02 08:00:00"]
    let fixture = try ClientFixture([.get(Self.read, .ok(entry))], user: 9001)
    let error = try fixture.refusal("delete_event", ["event_id": 6401])
    #expect(error.failure == .usage && error.message.contains(#"belongs to "Bob""#))
  }

  @Test("after a lost response, a deletion is said to be made if the entry is gone")
  func lostButDeleted() throws {
    let fixture = try ClientFixture(
      [
        .get(Self.read, .ok(Self.entry)), Self.idle, .get(Self.delete, .lost(.interrupted, arrived: true)),
        .get(Self.read, .envelope(404)),
      ], user: 9001)
    let result = try fixture.call("delete_event", ["event_id": 6401])
    #expect(result.changed == true && result.notes.first?.text == "the response was lost, but the entry is deleted")
  }

  @Test("after a lost response, an entry that is still there was not deleted; what cannot be read is unknown")
  func lostDeletion() throws {
    let lost = [
      Expected.get(Self.read, .ok(Self.entry)), Self.idle, .get(Self.delete, .lost(.interrupted, arrived: true)),
    ]
    let there = try ClientFixture(lost + [.get(Self.read, .ok(Self.entry))], user: 9001)
    let error = try there.refusal("delete_event", ["event_id": 6401])
    #expect(error.failure == .network && error.message.hasSuffix("; the entry is still there"))
    let unknown = try ClientFixture(lost + [.get(Self.read, .envelope(500))], user: 9001)
    #expect(try unknown.refusal("delete_event", ["event_id": 6401]).failure == .outcomeUnknown)
    #expect(try unknown.used("delete_event") == 1)
    let late = try ClientFixture(
      [
        .get(Self.read, .ok(Self.entry)), Self.idle, .get(Self.delete, .lost(.timeout, arrived: true)),
        .get(Self.read, .ok(Self.entry)),
      ], user: 9001)
    #expect(try late.refusal("delete_event", ["event_id": 6401]).failure == .outcomeUnknown)
  }

  static let kinds = [
    ("close_task", "task_id", "/700001/tasks/42", "/700001/tasks/close/42", true),
    ("reopen_task", "task_id", "/700001/tasks/42", "/700001/tasks/open/42", false),
    ("close_project", "project_id", "/700001/projects/42/min", "/700001/projects/close/42", true),
    ("reopen_project", "project_id", "/700001/projects/42/min", "/700001/projects/open/42", false),
  ]

  private static func object(archived: Bool) -> Expected.Outcome {
    .ok(["id": 42, "name": "Write report", "is_archived": .bool(archived)])
  }

  @Test("what is closed or open already is not sent", arguments: kinds)
  func unchanged(_ tool: String, _ id: String, _ read: String, _ write: String, _ archived: Bool) throws {
    let fixture = try ClientFixture([.get(read, Self.object(archived: archived))], user: 9001)
    let result = try fixture.call(tool, JSONObject([.init(key: id, value: 42)]))
    #expect(result.changed == false && result.data["id"] == 42)
  }

  @Test("closing and reopening is sent once, and an empty success is looked up", arguments: kinds)
  func changes(_ tool: String, _ id: String, _ read: String, _ write: String, _ archived: Bool) throws {
    let arguments = JSONObject([.init(key: id, value: 42)])
    let before = Expected.get(read, Self.object(archived: !archived))
    let shown = try ClientFixture([before, .get(write, Self.object(archived: archived))], user: 9001)
    #expect(try shown.call(tool, arguments).changed == true)
    let empty = try ClientFixture(
      [before, .get(write, .ok([:])), .get(read, Self.object(archived: archived))], user: 9001)
    #expect(try empty.call(tool, arguments).changed == true)
    let idle = try ClientFixture(
      [before, .get(write, .ok([:])), .get(read, Self.object(archived: !archived))], user: 9001)
    #expect(try idle.refusal(tool, arguments).failure == .api)
    let unknown = try ClientFixture([before, .get(write, .ok([:])), .get(read, .envelope(500))], user: 9001)
    #expect(try unknown.call(tool, arguments).isChangeUnknown)
  }

  @Test("after a lost response, the state tells whether it was closed or reopened", arguments: kinds)
  func lost(_ tool: String, _ id: String, _ read: String, _ write: String, _ archived: Bool) throws {
    let arguments = JSONObject([.init(key: id, value: 42)])
    let lost = [
      Expected.get(read, Self.object(archived: !archived)), .get(write, .lost(.interrupted, arrived: true)),
    ]
    let made = try ClientFixture(lost + [.get(read, Self.object(archived: archived))], user: 9001)
    #expect(try made.call(tool, arguments).changed == true)
    let idle = try ClientFixture(lost + [.get(read, Self.object(archived: !archived))], user: 9001)
    #expect(try idle.refusal(tool, arguments).failure == .network)
  }

  @Test("entries are marked as billed by one form; what they were before is not known")
  func billed() throws {
    let form = "data=%5B%7B%22id%22%3A6401%7D%2C%7B%22id%22%3A6402%7D%5D"
    let fixture = try ClientFixture([.post("/700001/events/billed", .ok([:]), form: form)], user: 9001)
    let result = try fixture.call("mark_events_billed", ["event_ids": [6401, 6402]])
    #expect(result.isChangeUnknown && result.data == ["event_ids": [6401, 6402]])
    let lost = Expected.post("/700001/events/billed", .lost(.interrupted, arrived: true), form: form)
    func read(_ id: Int, _ isBilled: Bool) -> Expected {
      .get("/700001/events/\(id)", .ok(["id": JSONValue(id), "is_billed": .bool(isBilled)]))
    }
    let made = try ClientFixture([lost, read(6401, true), read(6402, true)], user: 9001)
    #expect(try made.call("mark_events_billed", ["event_ids": [6401, 6402]]).isChangeUnknown)
    let idle = try ClientFixture([lost, read(6401, false), read(6402, false)], user: 9001)
    #expect(try idle.refusal("mark_events_billed", ["event_ids": [6401, 6402]]).failure == .network)
    let mixed = try ClientFixture([lost, read(6401, true), read(6402, false)], user: 9001)
    #expect(try mixed.refusal("mark_events_billed", ["event_ids": [6401, 6402]]).failure == .outcomeUnknown)
  }
}
