import Basics
import Sandbox
import Testing

@Suite struct TrackTests {
  static let start = "date=2026-03-04%2009:00:00&timezone=GMT%2B01:00"

  @Test func trackingByIdStartsATimerAtTheDateThatWasSent() async throws {
    try await TestClient.run { client in
      let answer = try await client.post("/700001/tasks/track/42?\(Self.start)")
      #expect(answer.status == 200)
      #expect(answer.data["task_id"]?.int == 42)
      #expect(answer.data["start"]?.string == "2026-03-04 09:00:00")
      #expect(answer.data["timezone"]?.string == "GMT+01:00")
      let running = try await client.get("/700001/users/9001/tasks/tracking")
      #expect(running.ids == [42])
      #expect(running.data.array?.first?["tracking"]?.bool == true)
      #expect(running.data.array?.first?["account_id"]?.int == 700001)
    }
  }

  @Test func aSecondTimerIsRefusedWith502UnlessTheFirstMayBeStopped() async throws {
    try await TestClient.run { client in
      _ = try await client.post("/700001/tasks/track/42?\(Self.start)")
      let refused = try await client.post("/700001/tasks/track/8301?date=2026-03-04%2010:00:00&timezone=GMT%2B01:00")
      #expect(refused.httpStatus == 200)
      #expect(refused.status == 502)
      let same = try await client.post("/700001/tasks/track/42?\(Self.start)")
      #expect(same.status == 502)
      let switched = try await client.post(
        "/700001/tasks/track/8301?date=2026-03-04%2010:00:00&timezone=GMT%2B01:00&stop_running_task=true")
      #expect(switched.status == 200)
      let events = await client.server.workspace().events.all.suffix(2)
      #expect(events.map(\.taskID) == [42, 8301])
      #expect(events.first?.duration == 3600)
    }
  }
}
