import Basics
import TestSupport
import Testing
import TrackingTime

@Suite("Changing an entry") struct EditTests {
  /// An entry as the service has it.
  private func entry(_ start: String, _ end: String, _ seconds: Int, _ offset: String) -> JSONValue {
    [
      "id": 6401, "event_type": "WORK", "start": .string(start), "end": .string(end), "duration": JSONValue(seconds),
      "timezone": .string(offset), "task_id": 42, "task": "Write report", "project": "Website",
    ]
  }

  /// A service that has an entry, no running timer unless one is given, and no other entries.
  private func fixture(
    _ entry: JSONValue, zone: String = berlinRule, now: Instant? = nil, running: [JSONValue] = [],
    others: [JSONValue] = [], policy: String? = nil, isWritten: Bool = true
  ) throws -> ClientFixture {
    let fixture = try ClientFixture(
      [
        .get("/700001/events/6401", .ok(entry)),
        .get("/700001/users/9001/tasks/tracking", .ok(.array(running))),
      ]
        + (isWritten
          ? [.any("/700001/events?filter=USER", .ok(.array(others))), .any("/700001/events/update/6401", .ok(entry))]
          : []),
      user: 9001, policy: policy)
    fixture.zoneRule = zone
    if let now { fixture.now = now }
    return fixture
  }

  private static let newYork = "EST5EDT,M3.2.0,M11.1.0"
  private static let adelaide = "ACST-9:30ACDT,M10.1.0,M4.1.0/3"
  private static let lordHowe = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"

  @Test(
    "changing one end keeps the other as a moment, over changes of the clocks on both hemispheres and by half an hour",
    arguments: [
      // The night back to winter time: 01:30 to 03:30 are three hours, to 04:00 three and a half.
      (
        berlinRule, "2025-10-26 01:30:00", "2025-10-26 03:30:00", 10_800, "GMT+02:00", ["end": "04:00"],
        ["2025-10-26 01:30:00", "2025-10-26 04:00:00", "12600", "GMT+02:00"]
      ),
      (
        berlinRule, "2025-10-26 00:30:00", "2025-10-26 08:00:00", 30_600, "GMT+02:00", ["start": "01:00"],
        ["2025-10-26 01:00:00", "2025-10-26 08:00:00", "28800", "GMT+02:00"]
      ),
      (
        newYork, "2025-03-09 01:30:00", "2025-03-09 03:30:00", 3600, "GMT-05:00", ["start": "01:00"],
        ["2025-03-09 01:00:00", "2025-03-09 03:30:00", "5400", "GMT-05:00"]
      ),
      (
        adelaide, "2025-04-06 01:30:00", "2025-04-06 03:30:00", 10_800, "GMT+10:30", ["end": "04:30"],
        ["2025-04-06 01:30:00", "2025-04-06 04:30:00", "14400", "GMT+10:30"]
      ),
      (
        lordHowe, "2025-04-06 01:00:00", "2025-04-06 03:00:00", 9000, "GMT+11:00", ["end": "03:30"],
        ["2025-04-06 01:00:00", "2025-04-06 03:30:00", "10800", "GMT+11:00"]
      ),
      (
        berlinRule, "2026-03-01 09:00:00", "2026-03-01 10:00:00", 3600, "GMT+01:00", ["duration": 7200],
        ["2026-03-01 09:00:00", "2026-03-01 11:00:00", "7200", "GMT+01:00"]
      ),
      // Over midnight: a time before the start is on the day of the end.
      (
        berlinRule, "2026-02-27 22:00:00", "2026-02-28 00:30:00", 9000, "GMT+01:00", ["end": "00:45"],
        ["2026-02-27 22:00:00", "2026-02-28 00:45:00", "9900", "GMT+01:00"]
      ),
    ] as [(String, String, String, Int, String, JSONObject, [String])])
  func oneEnd(
    zone: String, start: String, end: String, seconds: Int, offset: String, change: JSONObject, sent: [String]
  ) throws {
    let fixture = try fixture(entry(start, end, seconds, offset), zone: zone)
    let edited = try fixture.edit(change)
    #expect(["start", "end", "duration", "timezone"].map { edited.sent[$0] ?? "" } == sent)
    #expect(edited.result.notes.isEmpty)
  }

  @Test(
    "in the hour that happens twice, an end is after the start, and a time that may be either is the first and noted")
  func repeatedHour() throws {
    let entry = entry("2025-10-26 02:10:00", "2025-10-26 03:30:00", 4800, "GMT+01:00")
    let end = try fixture(entry).edit(["end": "02:50"])
    #expect(end.sent["duration"] == "2400" && end.result.notes.isEmpty, "\(end.sent)")
    let start = try fixture(entry).edit(["start": "02:20"])
    #expect(start.sent["duration"] == "7800", "\(start.sent)")
    #expect(start.result.notes.first?.text.contains("2025-10-26 02:20:00 happens twice") == true)
    let exact = try fixture(entry).edit(["start": "2025-10-26T02:20:00+01:00"])
    #expect(exact.sent["duration"] == "4200" && exact.result.notes.isEmpty)
  }

  @Test("an entry of another zone is read at its own offset, and only the given end moves")
  func travel() throws {
    let fixture = try fixture(
      entry("2026-02-27 12:00:00", "2026-02-27 14:00:00", 7200, "GMT-05:00"), zone: "IST-5:30")
    let edited = try fixture.edit(["end": "16:30"])
    #expect(edited.sent["start"] == "2026-02-27 12:00:00" && edited.sent["end"] == "2026-02-27 16:30:00")
    #expect(edited.sent["timezone"] == "GMT-05:00" && edited.sent["duration"] == "16200")
    #expect(edited.result.notes.map(\.text) == ["the entry was recorded at GMT-05:00; its times are read there"])
  }

  @Test("the start of the running entry is changed without giving it an end")
  func running() throws {
    let entry = entry("2026-03-02 08:30:00", "2026-03-02 08:30:00", 0, "GMT+01:00")
    let fixture = try ClientFixture(
      [
        .get("/700001/events/6401", .ok(entry)), .running(Shape.task(start: "2026-03-02 08:30:00")),
        .any("/700001/events/update/6401", .ok(entry)),
      ], user: 9001)
    let edited = try fixture.edit(["start": "08:00"])
    #expect(edited.sent == ["start": "2026-03-02 08:00:00", "timezone": "GMT+01:00"])
  }

  @Test("the running entry cannot be given an end, which would not stop the timer", arguments: ["end", "duration"])
  func runningEnd(name: String) throws {
    let entry = entry("2026-03-02 08:30:00", "2026-03-02 08:30:00", 0, "GMT+01:00")
    let fixture = try ClientFixture(
      [.get("/700001/events/6401", .ok(entry)), .running(Shape.task(start: "2026-03-02 08:30:00"))], user: 9001)
    let error = try failure { _ = try fixture.edit([name: name == "end" ? "08:45" : 600]) }
    #expect(error.failure == .usage && error.remedy == .stopWithDate, "\(error.message)")
  }

  @Test("a time in the future, or an end before the kept start, is refused before anything is written")
  func refused() throws {
    let today = entry("2026-03-02 07:00:00", "2026-03-02 08:00:00", 3600, "GMT+01:00")
    for (change, reason) in [
      (["end": "23:00"], "end is in the future"), (["duration": 57_600], "end is in the future"),
      (["end": "06:00"], "is before the entry's start"),
      (["start": "08:30"], "the entry's end (2026-03-02 08:00:00) is before start"),
    ] as [(JSONObject, String)] {
      let fixture = try fixture(today, isWritten: false)
      let error = try failure { _ = try fixture.edit(change) }
      #expect(error.failure == .usage && error.message.contains(reason), "\(error.message)")
      #expect(fixture.transport.sent.count == 2)
    }
  }

  @Test("the rules judge what the entry keeps: a long entry is denied, or waits for a yes")
  func judged() throws {
    for (action, expected) in [("deny", FailureClass.policyDenied), ("approval", .approvalRequired)] {
      let rule = #"{"path":"args.duration","op":"gt","value":28800}"#
      let policy =
        action == "deny"
        ? #"{"version":"1","default":"allow","tools":{"update_event":{"deny_if":[\#(rule)]}}}"#
        : #"{"version":"1","default":"allow","tools":{"update_event":{"deny_if":[{"conditions":[\#(rule)],"action":"require_approval"}]}}}"#
      let fixture = try fixture(
        entry("2026-03-01 08:00:00", "2026-03-01 12:00:00", 14_400, "GMT+01:00"), policy: policy, isWritten: false)
      let error = try failure { _ = try fixture.edit(["end": "18:00"]) }
      #expect(error.failure == expected, "\(error.message)")
      #expect(fixture.transport.sent.count == 2)
    }
  }

  @Test(
    "a policy that judges the duration judges an edit of one end through a raw call, too, before anything is written")
  func judgedRawCall() throws {
    let policy =
      #"{"version":"1","default":"deny","tools":{"update_event":{"deny_if":[{"path":"args.duration","op":"gt","value":3600}]}}}"#
    for (start, isDenied) in [("2026-03-02 08:00:00", false), ("2026-03-02 07:30:00", true)] {
      let known = entry(start, "2026-03-02 08:10:00", 600, "GMT+01:00")
      let fixture = try ClientFixture(
        [.get("/700001/events/6401", .ok(known)), .get("/700001/users/9001/tasks/tracking", .ok([]))]
          + (isDenied ? [] : [.any("/700001/events/update/6401", .ok(known))]), user: 9001, policy: policy)
      do {
        _ = try fixture.call("update_event", ["event_id": 6401, "end": "2026-03-02 08:59:00"])
        #expect(!isDenied)
      } catch let error as TTError {
        #expect(isDenied && error.rule == "/tools/update_event/deny_if/args.duration-gt", "\(error)")
      }
    }
  }

  @Test("an overlap, a repetition and a long entry are noted, or refused if the call is strict")
  func remarks() throws {
    let other = entry("2026-03-01 10:00:00", "2026-03-01 11:00:00", 3600, "GMT+01:00")
    var others: [JSONValue] = [other]
    if var object = other.object {
      object["id"] = 6402
      others = [.object(object)]
    }
    let own = entry("2026-03-01 08:00:00", "2026-03-01 09:00:00", 3600, "GMT+01:00")
    let noted = try fixture(own, others: others).edit(["end": "10:30"])
    #expect(
      noted.result.notes.map(\.text) == [
        #"overlaps 2026-03-01 10:00:00 to 11:00:00 "Write report (Website)" (entry 6402)"#
      ])
    let repeated = try fixture(own, others: others).edit(["start": "10:00", "end": "10:30"])
    #expect(repeated.result.notes.first?.text.hasPrefix("the task already has an entry with this start") == true)
    let strict = try ClientFixture(
      [
        .get("/700001/events/6401", .ok(own)), .running(), .any("/700001/events?filter=USER", .ok(.array(others))),
      ], user: 9001)
    let error = try failure { _ = try strict.edit(["end": "10:30"], .strict) }
    #expect(error.failure == .usage && error.remedy == .acceptRemarks)
    #expect(strict.transport.sent.count == 3)
  }
}
