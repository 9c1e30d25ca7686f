import Basics
import Testing

@testable import TrackingTime

@Suite("Normalizing responses") struct ResponseNormalizerTests {
  private func normalized(_ value: JSONValue, secrets: Bool = false) -> JSONValue {
    ResponseNormalizer(showSecrets: secrets).normalize(value)
  }

  @Test("an entry's abbreviated keys become full names, in the same order")
  func abbreviated() {
    let row: JSONValue = [
      "id": 6401, "s": "2026-03-02 09:00:00", "e": "2026-03-02 10:15:30", "d": 4530, "c": "Acme", "cid": 3101,
      "p": "Website", "pid": 5201, "t": "Write report", "tid": 42, "u": "Ada", "uid": 9001, "tz": "GMT+01:00",
      "n": nil, "b": true, "bd": false, "ety": "WORK", "has_files": false,
    ]
    #expect(
      normalized([row]) == [
        [
          "id": 6401, "start": "2026-03-02 09:00:00", "start_rfc3339": "2026-03-02T09:00:00+01:00",
          "end": "2026-03-02 10:15:30", "end_rfc3339": "2026-03-02T10:15:30+01:00", "duration": 4530,
          "customer": "Acme", "customer_id": 3101, "project": "Website", "project_id": 5201, "task": "Write report",
          "task_id": 42, "user": "Ada", "user_id": 9001, "timezone": "GMT+01:00", "notes": nil, "is_billable": true,
          "is_billed": false, "event_type": "WORK", "has_files": false,
        ]
      ])
  }

  @Test(
    "every documented abbreviation is expanded",
    arguments: [
      ("s", "start"), ("e", "end"), ("d", "duration"), ("se", "service"), ("seid", "service_id"), ("c", "customer"),
      ("cid", "customer_id"), ("p", "project"), ("pid", "project_id"), ("pn", "project_notes"),
      ("pif", "project_is_favorite"), ("t", "task"), ("tid", "task_id"), ("tt", "task_type"),
      ("tv", "task_visibility"), ("tl", "task_list"), ("dd", "due_date"), ("et", "estimated_time"),
      ("a", "is_archived"), ("u", "user"), ("uid", "user_id"), ("tz", "timezone"), ("n", "notes"), ("co", "color"),
      ("r", "hourly_rate"), ("b", "is_billable"), ("bd", "is_billed"), ("ety", "event_type"),
    ])
  func names(short: String, full: String) {
    #expect(EntryKeys.full[short] == full)
  }

  @Test("full names are unique")
  func uniqueNames() {
    #expect(Set(EntryKeys.full.values).count == EntryKeys.full.count)
  }

  @Test(
    "the end of an entry is its start and its duration, also over a change of the clocks",
    arguments: [
      ("2026-10-25 01:30:00", "2026-10-25 03:30:00", 10_800, "GMT+02:00", "2026-10-25T03:30:00+01:00"),
      ("2026-03-08 01:30:00", "2026-03-08 03:30:00", 3600, "GMT-05:00", "2026-03-08T03:30:00-04:00"),
      ("2026-04-05 01:30:00", "2026-04-05 02:30:00", 5400, "GMT+11:00", "2026-04-05T02:30:00+10:30"),
      ("2026-03-02 09:00:00", "2026-03-02 10:00:00", 3600, "GMT+01:00", "2026-03-02T10:00:00+01:00"),
      ("2026-03-02 09:00:00", "2026-03-02 09:00:00", 0, "GMT+01:00", "2026-03-02T09:00:00+01:00"),
      ("2026-03-02 09:00:00", "2026-03-02 10:00:00", 60, "GMT+01:00", "2026-03-02T09:01:00+01:00"),
    ])
  func end(start: String, end: String, seconds: Int, offset: String, stamp: String) {
    for (s, e, d, tz, full) in [("start", "end", "duration", "timezone", true), ("s", "e", "d", "tz", false)] {
      let row = JSONValue.object(
        JSONObject([
          .init(key: s, value: .string(start)), .init(key: e, value: .string(end)),
          .init(key: d, value: JSONValue(seconds)), .init(key: tz, value: .string(offset)),
        ]))
      #expect(normalized(row)["end_rfc3339"] == .string(stamp), "\(full)")
    }
  }

  @Test("an ID written as text becomes a number")
  func textIDs() {
    #expect(
      normalized(["id": "42", "task_id": "7", "name": "9", "x_id": "a1"])
        == ["id": 42, "task_id": 7, "name": "9", "x_id": "a1"])
  }

  @Test("short keys of other objects are kept")
  func others() {
    let tag: JSONValue = ["n": "a", "c": "1", "v": "x", "t": "y"]
    #expect(normalized(tag) == tag)
    #expect(normalized(["s": 1]) == ["s": 1])
  }

  @Test(
    "local times get an RFC 3339 member if their offset is known",
    arguments: [
      ("GMT+05:30", "2026-03-02 09:00:00", "2026-03-02T09:00:00+05:30"),
      ("GMT 03:00", "2026-3-2 9:5:0", "2026-03-02T09:05:00+03:00"),
      ("GMT-3", "2026-03-02 09:00:00", "2026-03-02T09:00:00-03:00"),
      ("GMT+00:00", "2026-03-02 09:00:00", "2026-03-02T09:00:00+00:00"),
      ("Berlin", "2026-03-02 09:00:00", nil), ("GMT+01:00", "02.03.2026", nil), ("GMT+01:00", "", nil),
    ] as [(String, String, String?)])
  func stamps(zone: String, start: String, stamp: String?) {
    let value = normalized(["start": .string(start), "timezone": .string(zone)])
    #expect(value["start_rfc3339"]?.string == stamp)
    #expect(value["start"]?.string == start)
  }

  @Test("a null end or a missing offset adds no RFC 3339 member")
  func noStamps() {
    #expect(normalized(["end": nil, "timezone": "GMT+01:00"]) == ["end": nil, "timezone": "GMT+01:00"])
    #expect(normalized(["start": "2026-03-02 09:00:00"]) == ["start": "2026-03-02 09:00:00"])
  }

  @Test("the inner entry of a task is converted like any other")
  func nested() {
    let value = normalized(["tracking_event": ["start": "2026-03-02 09:00:00", "timezone": "GMT+01:00"]])
    #expect(value["tracking_event"]?["start_rfc3339"] == "2026-03-02T09:00:00+01:00")
  }

  @Test(
    "members that grant access are masked at any depth",
    arguments: [
      "token", "tmp_token", "account_token", "api_token", "avatar_token", "icalendar_feed", "icalendar_token",
      "Icalendar Token", "invite_link", "password",
    ])
  func secrets(key: String) {
    let object = JSONValue.object(JSONObject([.init(key: key, value: "s3cret"), .init(key: "id", value: 1)]))
    let deep: JSONValue = ["users": [["inner": object]], "teams": [object]]
    #expect(!normalized(deep).compact.contains("s3cret"))
    #expect(normalized(object)[key] == "***")
    #expect(normalized(deep, secrets: true).compact.contains("s3cret"))
  }

  @Test("structures are masked as a whole, null secrets stay null, and an entry's avatar token is masked")
  func maskedShapes() {
    #expect(normalized(["token": ["a": "s3cret"]]) == ["token": "***"])
    #expect(normalized(["token": nil]) == ["token": nil])
    #expect(normalized(["s": "x", "d": 1, "to": "s3cret"])["avatar_token"] == "***")
  }

  @Test("a row is converted the same whatever rows came before it")
  func neighbours() {
    let nested: JSONValue = ["id": "7", "users": [["id": "9001", "event": ["start": "2026-03-02 09:00:00"]]]]
    let rows: [JSONValue] = [
      ["id": 1, "s": "2026-03-02 09:00:00", "e": "2026-03-02 10:00:00", "d": 3600, "tz": "GMT+01:00", "to": "x"],
      ["id": 2, "s": "2026-03-02 09:00:00", "e": "2026-03-02 10:00:00", "d": 3600, "tz": "GMT+02:00", "to": nil],
      ["id": 3, "s": "2026-03-02 09:00:00", "e": nil, "d": nil, "tz": "GMT+01:00", "to": "x"],
      ["id": 4, "s": "2026-03-02 09:00:00", "e": "2026-03-02 10:00:00", "d": 3600, "tz": nil, "to": "x"],
      ["id": 5, "s": 5, "e": "2026-03-02 10:00:00", "d": 3600, "tz": "GMT+01:00", "to": "x"],
      ["id": 6, "tz": "GMT+01:00", "s": "2026-03-02 09:00:00"], nested, ["start": "2026-03-02 09:00:00", "s": "x"], [:],
    ]
    let every = rows.flatMap { first in rows.flatMap { [first, $0] } }
    #expect(normalized(.array(every)) == .array(every.map { normalized($0) }))
  }
}
