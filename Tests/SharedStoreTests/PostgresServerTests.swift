import Foundation
import TestSupport
import Testing

@Suite("The servers of the tests", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"), .waiting)
struct PostgresServerTests {
  @Test("have a database of its own for each test, with what its template has")
  func databases() throws {
    let server = try PostgresServer.shared()
    let statements = "CREATE TABLE kept(n int); INSERT INTO kept VALUES (7);"
    let first = try server.database(statements)
    let second = try server.database(statements)
    try first.sql("UPDATE kept SET n=8")
    #expect(try first.sql("SELECT n FROM kept") == "8")
    #expect(try second.sql("SELECT n FROM kept") == "7")
    #expect(try second.sql("SHOW fsync") == "on")
  }

  @Test("let a login in over the socket, and report what a statement was refused for")
  func logins() throws {
    let database = try PostgresServer.shared().database()
    let login = try database.server.login("agent")
    #expect(try database.sql("SELECT session_user", role: login.role) == login.role)
    let error = #expect(throws: Unexpected.self) { try database.sql("CREATE ROLE x", role: login.role) }
    #expect(error?.what.contains("42501") == true)
  }

  @Test(
    "are gone when they are let go, with their folders",
    .enabled(if: PgBouncer.isWanted, "\(PgBouncer.absence)"))
  func end() throws {
    var server: PostgresServer? = try PostgresServer()
    let folder = try #require(server?.folder)
    if let server { _ = try PgBouncer(server, logins: [server.login("agent")]) }
    server = nil
    #expect(!FileManager.default.fileExists(atPath: folder))
  }
}
