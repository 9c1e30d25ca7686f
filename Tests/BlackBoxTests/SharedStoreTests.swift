import Foundation
import TestSupport
import Testing

/// Several machines with one store, as the built program sees it.
@Suite(
  "Machines that share a store", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"),
  .timeLimit(.minutes(3)))
struct SharedStoreTests {
  private static let policy =
    #"{"version":"1","default":"allow","tools":{"track_task":{"limits":[{"counter":"r","window":"day","max":30}]}}}"#

  /// The state folder of one of two machines.
  private func machine(_ number: Int, _ store: String, _ fixture: SandboxFixture) -> [String: String?] {
    ["TT_STORE": store, "XDG_STATE_HOME": fixture.folder + "/state\(number)"]
  }

  @Test("of sixty tracks at once on two machines exactly thirty are sent")
  func rush() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(Self.policy, config: "policy.json")
      let (database, role) = try await fixture.store(on: .shared())
      let store = database.socketURL(role)
      let runs = try await withThrowingTaskGroup(of: TTRun.self) { group in
        for number in 0..<60 {
          group.addTask { try await fixture.tt("track", "--task-id", "42", env: machine(number % 2, store, fixture)) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(runs.count { $0.exit == 0 } == 30)
      #expect(runs.count { $0.exit == 9 } == 30)
      #expect(fixture.trackRequests().count == 30)
      #expect(try database.sql("SELECT used FROM tt.counters WHERE key = 'default /tools/track_task/limits/r'") == "30")
      for number in 0..<2 {
        let verified = try await fixture.tt("policy", "log", "--verify", env: machine(number, store, fixture))
        #expect(verified.out == "90 records, chain intact\n" && verified.exit == 0)
        for name in ["limits.json", "approvals.json", "audit.jsonl"] {
          #expect(!fixture.files(below: fixture.folder + "/state\(number)").contains { $0.hasSuffix(name) })
        }
      }
    }
  }

  @Test("send nothing while it does not run, and go on when it does")
  func stopped() async throws {
    try await SandboxFixture.run { fixture in
      let server = try PostgresServer()
      let (database, role) = try await fixture.store(on: server)
      let store = database.socketURL(role)
      #expect(try await fixture.tt("track", "42", env: machine(0, store, fixture)).exit == 0)
      try server.control(["-m", "immediate", "stop"])
      let run = try await fixture.tt("stop", env: machine(0, store, fixture))
      #expect(run.exit == 7 && run.errors.contains("the shared store at "))
      #expect(run.errors.contains("was not reached"))
      #expect(fixture.trackRequests().count == 1)
      try server.control(["start"])
      #expect(try await fixture.tt("stop", env: machine(0, store, fixture)).exit == 0)
    }
  }

  @Test("refuse a store whose log no longer has what they were told, until somebody says that this is meant")
  func witness() async throws {
    try await SandboxFixture.run { fixture in
      let (database, role) = try await fixture.store(on: .shared())
      let store = database.socketURL(role)
      let environment = machine(0, store, fixture)
      #expect(try await fixture.tt("track", "42", env: environment).exit == 0)
      // A superuser makes the whole log anew: the chain alone shows nothing.
      try database.sql(
        """
        ALTER TABLE tt.log DISABLE TRIGGER ALL; TRUNCATE tt.log; ALTER TABLE tt.log ENABLE TRIGGER ALL;
        UPDATE tt.head SET seq = 0, hash = repeat('0', 64); DELETE FROM tt.calls; DELETE FROM tt.counters;
        """)
      let refused = try await fixture.tt("stop", env: environment)
      #expect(refused.exit == 11 && refused.errors.contains("does not have record 2, of which it told this machine"))
      let verified = try await fixture.tt("policy", "log", "--verify", env: environment)
      #expect(verified.exit == 1 && verified.out.contains("record 2 is not the one that this machine was told of"))
      #expect(fixture.trackRequests().count == 1)
      let file = try #require(fixture.files(below: fixture.folder + "/state0").first { $0.hasSuffix(".head.json") })
      try FileManager.default.removeItem(atPath: file)
      #expect(try await fixture.tt("stop", env: environment).exit == 0)
    }
  }

  @Test("have an export that tt verifies by itself, byte for byte the store's lines")
  func export() async throws {
    try await SandboxFixture.run { fixture in
      let (database, role) = try await fixture.store(on: .shared())
      let store = database.socketURL(role)
      for words in [["track", "42"], ["stop"], ["delete", "1", "--yes"]] {
        _ = try await fixture.tt(words, env: machine(0, store, fixture))
      }
      let lines = try await fixture.tt("policy", "log", "--output", "jsonl", env: machine(0, store, fixture)).out
      #expect(try lines == database.sql("SELECT line FROM tt.log ORDER BY seq") + "\n")
      try FileManager.default.createDirectory(atPath: fixture.state, withIntermediateDirectories: true)
      try fixture.write(lines, to: fixture.state + "/audit.jsonl")
      let verified = try await fixture.tt("policy", "log", "--verify")
      #expect(verified.exit == 0 && verified.out.contains("chain intact"))
    }
  }

  @Test("are told of the store's limits, members and pins")
  func status() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(Self.policy, config: "policy.json")
      let (database, role) = try await fixture.store(on: .shared())
      let store = database.socketURL(role)
      let pin = try await fixture.tt(
        "policy", "store", "--grant", "default", "--pin", fixture.config + "/policy.json", "--fingerprint")
      for _ in 0..<2 { try database.sql(pin.out) }
      let status = try await fixture.tt("policy", "store", "--status", env: machine(0, store, fixture))
      #expect(status.out.contains("version 1, PostgreSQL") && status.out.contains("grant default: may call; policy "))
      #expect(status.out.contains("pinned: track_task 30 per 86400 s, /tools/track_task/limits/r (grant)"))
      #expect(try await fixture.tt("track", "42", env: machine(0, store, fixture)).exit == 0)
      try fixture.write(Self.policy.replacingOccurrences(of: "30", with: "3000"), config: "policy.json")
      let other = try await fixture.tt("track", "42", "--json", env: machine(0, store, fixture))
      #expect(try other.exit == 3 && other.error()["rule"]?.string == "(store)")
      let doctor = try await fixture.tt("doctor", env: machine(0, store, fixture))
      #expect(doctor.exit == 3 && doctor.out.contains("the store wants policy"), "\(doctor.out)")
    }
  }
}
