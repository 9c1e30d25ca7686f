import Foundation
import Basics
import Sandbox
import Testing

@Suite("Readings of timers", .serialized) struct TimerReadingTests {
  private static let track = "POST /tasks/track/42?date=2026-03-04%2009:00:00&timezone=GMT%2B01:00"
  private static let again = "POST /tasks/track/42?date=2026-03-04%2010:00:00&timezone=GMT%2B01:00"
  private static let stop = "POST /tasks/stop/42?date=2026-03-04%2010:00:00&timezone=GMT%2B01:00"
  private static let tokyo = "POST /tasks/track/42?date=2026-03-04%2017:00:00&timezone=GMT%2B09:00"
  private static let tracking = "GET /users/9001/tasks/tracking"

  private static let probes = [
    ReadingProbe(.sameTaskRestart, track, request: again) { $0.data["start"] == "2026-03-04 10:00:00" },
    ReadingProbe(.sameTaskOldEvent, track, request: again) { $0.data["start"] == "2026-03-04 09:00:00" },
    ReadingProbe(.sameTask502, track, request: again + "&stop_running_task=true") { $0.status == 502 },
    ReadingProbe(.sameTask500, track, request: again) { $0.status == 500 },
    ReadingProbe(.sameTask409, track, request: again) { $0.status == 409 },
    ReadingProbe(.sameTask403, track, request: again) { $0.status == 403 },
    ReadingProbe(.sameTask400, track, request: again) { $0.status == 400 },
    ReadingProbe(.stopIdle404, request: stop) { $0.status == 404 },
    ReadingProbe(.stopIdle500, request: stop) { $0.status == 500 },
    ReadingProbe(.stopIdle403, request: stop) { $0.status == 403 },
    ReadingProbe(.stopIdle400, request: stop) { $0.status == 400 },
    ReadingProbe(.stopIdleOldEvent, request: stop) { $0.status == 200 && $0.data["id"] == 6408 },
    ReadingProbe(.stopIdleEmpty, request: stop) { $0.status == 200 && $0.data == [:] },
    ReadingProbe(.stopIdleNull, request: stop) { $0.status == 200 && $0.data == .null },
    ReadingProbe(.stopIdleList, request: stop) { $0.status == 200 && $0.data == [] },
    ReadingProbe(.stopIdleTask, request: stop) { $0.data["id"] == 42 },
    ReadingProbe(.stopBeforeStart500, again, request: stop.replacingFirst("10:00", "09:00")) { $0.status == 500 },
    ReadingProbe(.dateRequired, request: "POST /tasks/track/42") { $0.status == 500 },
    ReadingProbe(.futureDateRefused, request: track.replacingFirst("09:00", "16:00")) { $0.status == 500 },
    ReadingProbe(.unknownTask500, request: "POST /tasks/track/999") { $0.status == 500 },
    ReadingProbe(.trackQueryID, request: "GET /tasks/track?task_id=42") { $0.data["task_id"] == 42 },
    ReadingProbe(.trackNothing, request: "POST /tasks/track/") { $0.data["task_type"] == "GHOST" },
    ReadingProbe(.closedTaskReopened, request: "POST /tasks/track/8305") { $0.data["task_id"] == 8305 },
    ReadingProbe(.userException, request: track) { $0.status == 502 && $0.message == "You must add a note" },
    ReadingProbe(.unknownService500, request: "POST /tasks/track?service=trello&service_task_id=x") {
      $0.status == 500
    },
    ReadingProbe(.foreignTask403, request: "POST /tasks/track/8304") { $0.status == 403 },
    ReadingProbe(.trackSlashRefused, request: "POST /tasks/track/?task_name=x") { $0.httpStatus == 200 && $0.isHTML },
    ReadingProbe(.zoneMismatch500, tokyo, request: stop) { $0.status == 500 },
    ReadingProbe(.runningNullEnd, track, request: tracking) { $0.first?["tracking_event"]?["end"] == .null },
    ReadingProbe(.runningEmptyEnd, track, request: tracking) { $0.first?["tracking_event"]?["end"] == "" },
    ReadingProbe(.runningWithoutEnd, track, request: "GET /events?order=desc") {
      $0.first?["s"] != nil && $0.first?["e"] == nil && $0.first?["d"] == nil
    },
    ReadingProbe(.runningLastSync, track, request: tracking) {
      $0.first?["tracking_event"]?["end"] == "2026-03-04 15:30:00" && $0.first?["tracking_event"]?["duration"] == 23400
    },
    ReadingProbe(.runningFutureEnd, track, request: tracking) {
      $0.first?["users"]?.array?.first?["event"]?["end"] == "2026-03-04 16:30:00"
    },
    ReadingProbe(.runningNullDuration, track, request: "GET /events?from=2026-03-04&to=2026-03-04") {
      $0.data.array?.last?["d"] == .null || $0.first?["d"] == .null
    },
    ReadingProbe(.runningInTask, track, request: tracking) {
      $0.first?["tracking_event"]?["id"] == 6409 && $0.first?["users"]?.array?.first?["event"] == .null
    },
    ReadingProbe(.runningInUsers, track, request: tracking) {
      $0.first?["tracking_event"] == .null && $0.first?["users"]?.array?.first?["event"]?["id"] == 6409
    },
    ReadingProbe(.runningNotListed, track, request: "GET /events?filter=COMPANY") { !$0.ids.contains(6409) },
    ReadingProbe(.runningStartedAhead, track, request: tracking) {
      $0.first?["tracking_event"]?["start"] == "2026-03-04 15:30:45"
    },
    ReadingProbe(.trackingObject, track, request: tracking) { $0.data["id"] == 42 },
    ReadingProbe(.staleTracking, request: tracking) {
      $0.first?["tracking"] == true && $0.first?["tracking_event"] == .null
    },
    ReadingProbe(.foreignTrackingEvent, track, request: tracking) {
      $0.first?["tracking_event"]?["user_id"] == 9002
    },
    ReadingProbe(.stringIDsTracking, track, request: tracking) {
      $0.first?["id"] == "42" && $0.first?["tracking_event"]?["id"] == "6409"
    },
    ReadingProbe(.compactTracking, track, request: tracking) {
      $0.first?["id"] == 42 && $0.first?["tracking_event"] == nil
    },
    ReadingProbe(.profileZoneLabel, request: tokyo) {
      $0.data["start"] == "2026-03-04 17:00:00" && $0.data["timezone"] == "GMT+01:00"
    },
    ReadingProbe(.profileZoneConverted, request: tokyo) {
      $0.data["start"] == "2026-03-04 09:00:00" && $0.data["timezone"] == "GMT+01:00"
    },
    ReadingProbe(.blankZoneSign, request: track) { $0.data["timezone"] == "GMT 01:00" },
    ReadingProbe(.shortZone, request: "GET /events") { $0.first?["tz"] == "GMT+1" },
    ReadingProbe(.utcZone, request: track) { $0.data["timezone"] == "UTC+01:00" },
    ReadingProbe(.bareZone, request: track) { $0.data["timezone"] == "+01:00" },
    ReadingProbe(.ianaZone, request: track) { $0.data["timezone"] == "Europe/Berlin" },
    ReadingProbe(.nullZone, request: track) { $0.data["timezone"] == .null },
    ReadingProbe(.ianaZoneParameter, request: "POST /tasks/track/42?timezone=Asia/Tokyo") {
      $0.data["timezone"] == "GMT+09:00"
    },
  ]

  @Test("a reading of timers shows in the answer and is not the default", arguments: probes)
  func probe(probe: ReadingProbe) async throws {
    #expect(try await probe.outcome([probe.reading]))
    #expect(try await !probe.outcome([]))
  }

  @Test("a restart of the same task ends its first entry")
  func restart() async throws {
    try await TestClient.run(options: TestClient.options { $0.readings = [.sameTaskRestart] }) { client async throws in
      _ = try await client.send(Self.track)
      _ = try await client.send(Self.again)
      let workspace = client.server.workspace()
      #expect(workspace.events.all.suffix(2).map(\.duration) == [3600, 0])
      #expect(workspace.running.count == 1)
    }
  }

  @Test("a refused request changes nothing", arguments: [Reading.userException, .futureDateRefused, .dateRequired])
  func refused(reading: Reading) async throws {
    try await TestClient.run(options: TestClient.options { $0.readings = [reading] }) { client async throws in
      let date = reading == .futureDateRefused ? "?date=2027-01-01%2000:00:00" : ""
      #expect(try await client.post("/tasks/track/42\(date)").status != 200)
      #expect(client.server.workspace().running.isEmpty)
    }
  }

  @Test("readings can be combined")
  func combined() async throws {
    let readings: Set<Reading> = [.runningNullEnd, .profileZoneLabel, .stringIDsTracking]
    try await TestClient.run(options: TestClient.options { $0.readings = readings }) { client async throws in
      _ = try await client.send(Self.tokyo)
      let event = try await client.send(Self.tracking).first?["tracking_event"]
      #expect(event?["end"] == .null)
      #expect(event?["timezone"] == "GMT+01:00")
      #expect(event?["id"] == "6409")
    }
  }
}

extension String {
  fileprivate func replacingFirst(_ old: String, _ new: String) -> String {
    guard let range = range(of: old) else { return self }
    return replacingCharacters(in: range, with: new)
  }
}
