import TestSupport
import Testing

extension SandboxFixture {
  /// A store that was made with what tt prints, and a role that is a member of the grant `default`.
  func store(on server: PostgresServer) async throws -> (database: PostgresDatabase, role: String) {
    let database = try server.database(try await tt("policy", "store", "--sql").out)
    let role = try server.login("machine").role
    let member = try await tt("policy", "store", "--role", role, "--grant", "default")
    #expect(member.exit == 0)
    for _ in 0..<2 { try database.sql(member.out) }
    return (database, role)
  }
}
