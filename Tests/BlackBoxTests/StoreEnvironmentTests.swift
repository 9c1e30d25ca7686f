import Foundation
import TestSupport
import Testing

@Suite(
  "The environment of a shared store", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"))
struct StoreEnvironmentTests {
  @Test("no variable of PostgreSQL's changes where the store is, or how it is spoken to")
  func variables() async throws {
    let database = try PostgresServer.shared().database()
    let elsewhere = [
      "PGHOST": "203.0.113.1", "PGHOSTADDR": "203.0.113.1", "PGPORT": "1", "PGDATABASE": "postgres", "PGUSER": "nobody",
      "PGSERVICE": "nonexistent", "PGSERVICEFILE": "/nonexistent", "PGSYSCONFDIR": "/nonexistent",
      "PGOPTIONS": "-c nonexistent=1", "PGSSLMODE": "verify-full", "PGREQUIREPEER": "nobody", "PGTZ": "nowhere",
      "PGTARGETSESSIONATTRS": "standby", "PGCLIENTENCODING": "nonexistent", "PGCONNECT_TIMEOUT": "x",
      "PGDATESTYLE": "x",
    ]
    try await SandboxFixture.run { fixture in
      let store = ["TT_STORE": database.socketURL("postgres")]
      let run = try await fixture.tt("policy", "approvals", env: elsewhere.merging(store) { $1 })
      #expect(run.exit == 11)
      #expect(run.errors.contains("/\(database.name) has no schema of version 1"), "\(run.errors)")
    }
  }
}
