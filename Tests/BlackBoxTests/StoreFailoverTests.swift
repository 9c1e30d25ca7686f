import Foundation
import TestSupport
import Testing

/// A primary and its standbys, as the built program sees them.
@Suite(
  "The failover of a shared store", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"),
  .timeLimit(.minutes(3)))
struct StoreFailoverTests {
  private static let policy = #"{"version":"1","default":"allow","tools":{"delete_event":{"action":"deny"}}}"#

  /// What a query finds, once it finds anything.
  private func poll(_ query: () throws -> String) throws -> String {
    for _ in 0..<1000 {
      let found = try query()
      if !found.isEmpty { return found }
      usleep(10_000)
    }
    throw Unexpected("the query finds nothing")
  }

  @Test("to a synchronous standby loses nothing; to any other, a client says so and makes no call")
  func failover() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(Self.policy, config: "policy.json")
      let primary = try PostgresServer("synchronous_standby_names = 'standby'")
      let standby = try PostgresServer(standbyOf: primary)
      let (database, role) = try await fixture.store(on: primary)
      let behind = try PostgresServer(standbyOf: primary, isStarted: false)
      let environment = ["TT_STORE": database.socketURL(role, also: [standby, behind])]
      func tt(_ words: String..., within time: String = "60s") async throws -> TTRun {
        try fixture.write(#"{"store_timeout":"\#(time)"}"#, config: "config.json")
        return try await fixture.tt(words, env: environment)
      }
      func status() async throws -> String { try await tt("policy", "store", "--status", within: "5s").out }

      #expect(try await tt("track", "42").exit == 0)
      #expect(try await status().contains("\nstandby standby: streaming, sync, 0 bytes behind\n"))

      // While the standby is down nothing is answered, since it could be lost.
      try standby.control(["-m", "immediate", "stop"])
      let unanswered = try await tt("track", "42", within: "500ms")
      #expect(unanswered.exit == 7 && unanswered.errors.contains("did not answer within 500 ms: the call was not sent"))
      #expect(fixture.trackRequests().count == 1)
      #expect(try await status().contains("\nno synchronous standby is connected: no call is made until one is\n"))
      // Nor does a connection of the server stay behind.
      #expect(try primary.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == "0")
      try standby.control(["start"])

      // Nor is it an answer that an administrator ends the wait for a standby that does not confirm.
      let receiver = try #require(pid_t(try poll { try standby.sql("SELECT pid FROM pg_stat_wal_receiver") }))
      kill(receiver, SIGSTOP)
      async let interrupted = tt("track", "42")
      let wait = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
      for _ in 0..<2 {
        _ = try poll { try primary.sql(wait) }
        #expect(fixture.trackRequests().count == 1)
      }
      kill(receiver, SIGCONT)
      #expect(try await interrupted.exit == 0)

      // What is under way when the primary is lost goes on with the standby.
      let count = 12
      let runs = try await withThrowingTaskGroup(of: TTRun.self) { group in
        for _ in 0..<count {
          group.addTask { try await fixture.tt("track", "--task-id", "42", env: environment) }
        }
        while fixture.trackRequests().count < 4 { try await Task.sleep(for: .milliseconds(5)) }
        try primary.control(["-m", "immediate", "stop"])
        try standby.control(["promote"])
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(runs.map(\.exit) == Array(repeating: 0, count: count))
      #expect(fixture.trackRequests().count == count + 2)
      let allowed = try standby.sql("SELECT count(*) FROM tt.log WHERE decision = 'allow'", database: database.name)
      #expect(try #require(Int(allowed)) >= count + 2)
      #expect(try await tt("track", "42").exit == 0)
      #expect(try await tt("policy", "log", "--verify").exit == 0)

      // This one has none of that. As a standby it is of no use, and as the primary it is not believed.
      try standby.control(["-m", "immediate", "stop"])
      try behind.control(["start"])
      let read = try await tt("track", "42", within: "500ms")
      #expect(read.exit == 7 && read.errors.contains("it can only be read, as a standby"), "\(read.errors)")
      #expect(try await tt("policy", "log", "--verify", within: "500ms").exit == 7)
      try behind.control(["promote"])
      // A call that is recorded as denied does not make up for what is missing.
      #expect(try await tt("delete", "1", "--yes").exit != 0)
      let refused = try await tt("track", "42")
      #expect(refused.exit == 11 && refused.errors.contains("of which it told this machine"), "\(refused.errors)")
      #expect(try await tt("policy", "log", "--verify").exit == 1)
      #expect(fixture.trackRequests().count == count + 3)
    }
  }
}
