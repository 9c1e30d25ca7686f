import Basics
import TestSupport
import Testing

@testable import TrackingTime

@Suite("Times in requests") struct TimesTests {
  private static let newYork = "EST5EDT,M3.2.0,M11.1.0"
  private static let stJohns = "NST3:30NDT,M3.2.0,M11.1.0"

  /// The query's `date` and `timezone`, not encoded.
  private func times(_ prepared: PreparedRequest) -> [String] {
    prepared.request().query.filter { ["date", "timezone"].contains($0.name) }.map(\.value)
  }

  @Test(
    "date and timezone are always sent, in local time and with the offset at that instant",
    arguments: [
      (berlinRule, 1_772_438_400, "2026-03-02 09:00:00", "GMT+01:00"),
      (berlinRule, 1_782_892_800, "2026-07-01 10:00:00", "GMT+02:00"),
      (newYork, 1_772_438_400, "2026-03-02 03:00:00", "GMT-05:00"),
      (newYork, 1_782_892_800, "2026-07-01 04:00:00", "GMT-04:00"),
      (stJohns, 1_772_438_400, "2026-03-02 04:30:00", "GMT-03:30"),
      ("<+0530>-5:30", 1_772_438_400, "2026-03-02 13:30:00", "GMT+05:30"),
      ("<+0545>-5:45", 1_772_438_400, "2026-03-02 13:45:00", "GMT+05:45"),
      ("<+14>-14", 1_772_438_400, "2026-03-02 22:00:00", "GMT+14:00"),
      ("<-11>11", 1_772_438_400, "2026-03-01 21:00:00", "GMT-11:00"),
      ("UTC0", 1_772_438_400, "2026-03-02 08:00:00", "GMT+00:00"),
      // One second before and at the change to summer time, and in both hours that are called 02:30 in autumn.
      (berlinRule, 1_774_745_999, "2026-03-29 01:59:59", "GMT+01:00"),
      (berlinRule, 1_774_746_000, "2026-03-29 03:00:00", "GMT+02:00"),
      (berlinRule, 1_792_888_200, "2026-10-25 02:30:00", "GMT+02:00"),
      (berlinRule, 1_792_891_800, "2026-10-25 02:30:00", "GMT+01:00"),
    ])
  func now(rule: String, second: Int, date: String, offset: String) throws {
    for tool in ["track_task", "stop_task"] {
      let prepared = try Wired(tool, ["task_id": 42], "").prepare(rule, now: Instant(seconds: second))
      #expect(times(prepared) == [date, offset])
      #expect(prepared.date?.instant.seconds == second)
      #expect(prepared.notes.isEmpty)
    }
  }

  @Test(
    "a given date has the offset of its own day, not of today",
    arguments: [
      ("2025-07-01 10:00:00", "2025-07-01 10:00:00", "GMT+02:00"),
      ("2026-01-05T07:08", "2026-01-05 07:08:00", "GMT+01:00"),
      ("08:15", "2026-03-02 08:15:00", "GMT+01:00"),
      ("yesterday 23:59:59", "2026-03-01 23:59:59", "GMT+01:00"),
      ("-15m", "2026-03-02 08:45:00", "GMT+01:00"),
      ("-1h30m", "2026-03-02 07:30:00", "GMT+01:00"),
      ("-10h", "2026-03-01 23:00:00", "GMT+01:00"),
      ("2026-03-02T08:00:00Z", "2026-03-02 09:00:00", "GMT+01:00"),
      ("2025-07-01T08:00:00-04:00", "2025-07-01 14:00:00", "GMT+02:00"),
      ("2025-10-26T01:30:00Z", "2025-10-26 02:30:00", "GMT+01:00"),
    ])
  func given(text: String, date: String, offset: String) throws {
    let prepared = try Wired("track_task", ["task_id": 42, "date": .string(text)], "").prepare()
    #expect(times(prepared) == [date, offset])
  }

  @Test("a time skipped by the clocks is rejected, with the first one that exists")
  func gap() throws {
    let wired = Wired("track_task", ["task_id": 42, "date": "2026-03-29 02:30:00"], "")
    let error = try failure { _ = try wired.prepare() }
    #expect(error.failure == .usage)
    #expect(error.message.contains("does not exist"))
    #expect(error.message.hasSuffix("2026-03-29 03:00:00"))
  }

  @Test("of a time that happens twice the first is used, with a note")
  func fold() throws {
    let prepared = try Wired("stop_task", ["task_id": 42, "date": "2025-10-26 02:30:00"], "").prepare()
    #expect(times(prepared) == ["2025-10-26 02:30:00", "GMT+02:00"])
    #expect(prepared.notes.count == 1)
    #expect(prepared.notes.first?.text.contains("happens twice") == true)
  }

  @Test(
    "a given timezone applies to all times of the call",
    arguments: [
      ("GMT+5", "2026-03-02 13:00:00", "GMT+05:00"), ("GMT 05:30", "2026-03-02 13:30:00", "GMT+05:30"),
      ("-0330", "2026-03-02 04:30:00", "GMT-03:30"), ("UTC", "2026-03-02 08:00:00", "GMT+00:00"),
    ])
  func zones(text: String, date: String, offset: String) throws {
    let plain = try Wired("track_task", ["task_id": 42, "timezone": .string(text)], "").prepare()
    #expect(times(plain) == [date, offset])
    let exact: JSONObject = ["task_id": 42, "timezone": .string(text), "date": "2026-03-02T08:00:00Z"]
    #expect(times(try Wired("track_task", exact, "").prepare()) == [date, offset])
  }

  @Test(
    "the duration of an entry is the elapsed time, not the difference between local times",
    arguments: [
      ("2026-03-02 09:00", "2026-03-02 10:15:30", 4_530), ("2026-03-29 01:30", "2026-03-29 03:30", 3_600),
      ("2026-10-25 01:30", "2026-10-25 03:30", 10_800),
      ("2026-03-02T00:00:00Z", "2026-03-02 02:00", 3_600),
    ])
  func duration(start: String, end: String, seconds: Int) throws {
    let wired = Wired("create_event", ["start": .string(start), "end": .string(end)], "")
    let form = try #require(try wired.prepare().request().form)
    #expect(form.first { $0.name == "duration" }?.value == String(seconds))
  }

  @Test(
    "two of start, end and duration determine the third, and a duration alone ends now",
    arguments: [
      (["start": "07:00", "duration": 3600], ["2026-03-02 07:00:00", "2026-03-02 08:00:00", "3600"]),
      (["end": "07:00", "duration": "3600"], ["2026-03-02 06:00:00", "2026-03-02 07:00:00", "3600"]),
      (["duration": 3600], ["2026-03-02 08:00:00", "2026-03-02 09:00:00", "3600"]),
      (["start": "07:00", "end": "08:00", "duration": 3600], ["2026-03-02 07:00:00", "2026-03-02 08:00:00", "3600"]),
      (["start": "2026-10-25 01:30", "duration": 7200], ["2026-10-25 01:30:00", "2026-10-25 02:30:00", "7200"]),
    ] as [(JSONObject, [String])])
  func third(arguments: JSONObject, sent: [String]) throws {
    let prepared = try Wired("create_event", arguments, "").prepare()
    let form = try #require(prepared.request().form)
    #expect(["start", "end", "duration"].map { name in form.first { $0.name == name }?.value } == sent)
    #expect(prepared.derived.names.allSatisfy { arguments[$0] == nil })
  }

  @Test(
    "times of an entry that contradict each other or have no length are rejected",
    arguments: [
      (["start": "09:00"], "missing required argument end (end time)"),
      (
        ["start": "07:00", "end": "08:00", "duration": 60],
        "duration (0:01:00) is not the time from start to end (1:00:00)"
      ),
      (["duration": 0], "no length"), (["start": "07:00", "end": "07:00"], "no length"),
      (["start": "07:00", "duration": 40_000_000], "more than a year"),
      (["start": "07:00", "duration": 9_223_372_036_854_775_807], "more than a year"),
    ] as [(JSONObject, String)])
  func contradictions(arguments: JSONObject, reason: String) throws {
    let error = try failure { _ = try Wired("create_event", arguments, "").prepare() }
    #expect(error.failure == .usage)
    #expect(error.message.contains(reason), "\(error.message)")
  }

  @Test("an end before the start is rejected", arguments: ["create_event", "update_event"])
  func backwards(tool: String) throws {
    var arguments: JSONObject = ["start": "10:00", "end": "09:59:59"]
    if tool == "update_event" { arguments["event_id"] = 1 }
    let wired = Wired(tool, arguments, "")
    let error = try failure { _ = try wired.prepare() }
    #expect(error.failure == .usage)
    #expect(error.message.contains("is before start"))
  }

  @Test(
    "a timer cannot start or stop in the future, and the same time yesterday is suggested where no day was written",
    arguments: [
      ("09:02", "yesterday 09:02"), ("11pm", "yesterday 23:00"), ("2026-03-02 09:02", nil), ("tomorrow 8:00", nil),
      ("2026-03-02T08:01:01Z", nil),
    ] as [(String, String?)])
  func futureTimer(text: String, suggestion: String?) throws {
    for tool in ["track_task", "stop_task"] {
      let error = try failure { _ = try Wired(tool, ["task_id": 42, "date": .string(text)], "").prepare() }
      #expect(error.failure == .usage)
      #expect(error.message.hasPrefix("\(tool): date is in the future: "))
      #expect(error.remedy == suggestion.map { .useValue($0, for: "date") })
    }
  }

  @Test("a clock that is up to a minute ahead is accepted")
  func tolerance() throws {
    #expect(try Wired("track_task", ["task_id": 42, "date": "2026-03-02 09:01:00"], "").prepare().date != nil)
  }

  @Test(
    "an entry in the future needs its day written out, or to be planned",
    arguments: [
      (["start": "10:00", "end": "11:00"], false), (["start": "8:00", "end": "9:30"], false),
      (["start": "8:30", "duration": 3600], false), (["start": "2026-03-02 8:30", "end": "9:30"], false),
      (["start": "today 10:00", "end": "today 11:00"], true), (["start": "2026-03-03 10:00", "duration": 60], true),
      (["start": "10:00", "end": "11:00", "event_type": "NOT_LOGGED"], true),
      (["start": "8:00", "end": "9:00"], true),
    ] as [(JSONObject, Bool)])
  func futureEntries(arguments: JSONObject, isAccepted: Bool) throws {
    let wired = Wired("create_event", arguments, "")
    if isAccepted { return #expect(try wired.prepare().start != nil) }
    let error = try failure { _ = try wired.prepare() }
    #expect(error.failure == .usage && error.message.contains("is in the future"), "\(error.message)")
  }

  @Test("an entry over midnight is explained")
  func midnight() throws {
    let error = try failure { _ = try Wired("create_event", ["start": "8:00", "end": "7:00"], "").prepare() }
    #expect(error.remedy == .useValue("yesterday 08:00", for: "start", purpose: "an entry over midnight"))
  }

  @Test("an update without times sends no timezone")
  func noTimes() throws {
    let request = try Wired("update_event", ["event_id": 1, "notes": "n"], "").prepare().request()
    #expect(request.query.map(\.name) == ["notes"])
  }
}
