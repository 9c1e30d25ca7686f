import Foundation
import Sandbox
import Testing

@Suite("tt sync, killed") struct SyncKillTests {
  /// How many runs are killed; TT_KILLS sets another number.
  private static let kills = ProcessInfo.processInfo.environment["TT_KILLS"].flatMap { Int($0) } ?? 40

  @Test("whenever sync is killed, each queued call takes effect once")
  func killed() async throws {
    var left = Self.kills
    while left > 0 {
      try await SandboxFixture.run(faults: [Fault(.dropAfter, path: "/events/add", count: 2)]) { fixture in
        let path = fixture.state + "/queue.json"
        let away = "http://127.0.0.1:1/api/v4"
        for hour in 0..<20 {
          let day = "2026-03-02 \(hour < 10 ? "0" : "")\(hour)"
          let words =
            switch hour % 5 {
            case 3: ["track", "42", "--date", day + ":30"]
            case 4: ["stop", "--date", day + ":10"]
            default: ["add", "42", "--start", day + ":00", "--duration", "10m"]
            }
          let run = try await fixture.tt(words + ["--queue", "--no-look"], env: ["TT_API_URL": away])
          #expect(run.exit == 0, "\(run.errors)")
        }
        let queue = try #require(fixture.read(path)).replacing(away, with: fixture.sandbox.baseURL)
        try fixture.write(queue, to: path)
        // Some runs end by themselves, so that all places of the queue are reached.
        for _ in 0..<14 {
          let sync = try fixture.start(Products.tt, ["sync"].map { Array($0.utf8) })
          try await Task.sleep(nanoseconds: .random(in: 1_000_000...90_000_000))
          sync.kill(SIGKILL)
          _ = await sync.end()
          left -= 1
        }
        var last = try await fixture.tt("sync")
        // The answers that the service drops are looked up.
        for _ in 0..<2 where last.exit != 0 { last = try await fixture.tt("sync") }
        #expect(last.exit == 0, "\(last.errors)")
        let entries = try #require(
          try await fixture.tt("list", "events", "--from", "2026-03-02", "--to", "2026-03-02", "--json").json().array)
        let starts = entries.filter { $0["task_id"]?.int == 42 }.compactMap { $0["start"]?.string }.filter {
          $0.hasSuffix(":00:00") || $0.hasSuffix(":30:00")
        }
        let expected = (0..<20).filter { $0 % 5 != 4 }.map { hour in
          "2026-03-02 \(hour < 10 ? "0" : "")\(hour):\(hour % 5 == 3 ? "30" : "00"):00"
        }
        #expect(starts.sorted() == expected)
      }
    }
  }
}
