import Basics
import Foundation
import TestSupport
import Testing

@testable import TTCommands

/// Without its shared store, nothing is sent: there is no way back to files.
@Suite("A shared store that fails", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"), .waiting)
struct StoreFailureTests {
  /// A schema in which every function fails, as far as it gets, for want of a right to change anything.
  private static let interface = """
    CREATE SCHEMA tt_api_1;
    CREATE TABLE tt_api_1.kept(n int);
    GRANT USAGE ON SCHEMA tt_api_1 TO PUBLIC;
    GRANT ALL ON ALL TABLES IN SCHEMA tt_api_1 TO PUBLIC;
    CREATE FUNCTION tt_api_1.status() RETURNS text LANGUAGE sql AS
      $$ SELECT '{"version":1,"login":"agent","server":"15.1 (build)","grants":[{"grant":"ga","may_call":true,"may_answer":false}]}' $$;
    """

  /// A fixture whose store answers within 300 ms or not at all.
  private func fixture(_ store: String, password: String? = nil) throws -> CLIFixture {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write(#"{"store":"\#(store)","store_timeout":"300ms"}"#, config: "config.json")
    if let password {
      try cli.write("pgpass", "*:*:*:*:" + password.replacing(":", with: "\\:"), mode: 0o600)
      cli.environment["PGPASSFILE"] = cli.home + "/pgpass"
    }
    return cli
  }

  /// Expects that a call ends with a code and a message within the time limit, with nothing sent and nothing in files.
  private func expect(
    _ cli: CLIFixture, _ code: Int32, _ message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for words in [["track", "42"], ["policy", "approvals"]] {
      let start = MonotonicClock.now
      let run = cli.run(words)
      #expect(run.code == code, "\(run.errors)", sourceLocation: sourceLocation)
      #expect(run.errors.contains(message), "\(run.errors)", sourceLocation: sourceLocation)
      #expect(MonotonicClock.now - start < 3, sourceLocation: sourceLocation)
    }
    #expect(cli.lines == [], sourceLocation: sourceLocation)
    #expect(cli.files(below: CLIFixture.state) == [], sourceLocation: sourceLocation)
  }

  @Test("nobody listens: exit 7 at once")
  func unreachable() throws {
    let port = try RawServer.unusedPort()
    let cli = try fixture("postgresql://agent@127.0.0.1:\(port)/tt")
    expect(
      cli, 7, "the shared store at 127.0.0.1:\(port)/tt was not reached: connection refused; no call is made without it"
    )
    expect(try fixture("postgresql://agent@%2Fnonexistent/tt"), 7, "was not reached: no such file or directory")
  }

  @Test("a server that accepts and is silent: exit 7 at the time limit")
  func silent() throws {
    let server = try RawServer { connection, _ in while connection.read() {} }
    defer { server.stop() }
    expect(try fixture("postgresql://agent@127.0.0.1:\(server.port)/tt"), 7, "was not reached: it does not answer")
  }

  @Test("a connection that is cut while it logs in: exit 7 at the time limit")
  func cut() throws {
    let server = try RawServer { connection, _ in
      _ = connection.read()
      // Neither TLS nor anything but SCRAM.
      connection.write("N")
      _ = connection.read()
      let methods = Array("SCRAM-SHA-256".utf8) + [0, 0]
      connection.write([UInt8(ascii: "R"), 0, 0, 0, UInt8(8 + methods.count), 0, 0, 0, 10] + methods)
      _ = connection.read()
    }
    defer { server.stop() }
    let cli = try fixture("postgresql://agent@127.0.0.1:\(server.port)/tt", password: "x")
    expect(cli, 7, "was not reached: server closed the connection unexpectedly")
    #expect(server.connections > 2)
  }

  @Test("a wrong password, and none: exit 11")
  func password() throws {
    let database = try PostgresServer.shared().database()
    let login = try database.server.login("agent")
    expect(
      try fixture(database.url(login), password: "wrong"), 11, "does not accept the login: password authentication")
    expect(try fixture(database.url(login)), 11, "does not accept the login: it wants a password, and none is known")
  }

  @Test("no such database, no schema: exit 11 with what an administrator does")
  func setup() throws {
    let database = try PostgresServer.shared().database()
    let login = try database.server.login("agent")
    let nowhere = "postgresql://\(login.role)@127.0.0.1:\(database.server.port)/nonexistent"
    expect(try fixture(nowhere, password: login.password), 11, "/nonexistent does not exist; see: tt config get store")
    let cli = try fixture(database.url(login), password: login.password)
    expect(cli, 11, "has no schema of version 1; a database administrator runs: tt policy store --sql | psql")
  }

  @Test("no connection left: exit 7 at the time limit")
  func full() throws {
    let database = try PostgresServer.shared().database()
    let login = try database.server.login("agent", "CONNECTION LIMIT 0")
    let cli = try fixture(database.url(login), password: login.password)
    expect(cli, 7, "was not reached: too many connections for role")
  }

  @Test("a server that is starting or ending: exit 7 at the time limit")
  func starting() throws {
    let server = try RawServer { connection, _ in
      _ = connection.read()
      connection.write("N")
      _ = connection.read()
      let fields = Array("SFATAL".utf8) + [0] + Array("C57P03".utf8) + [0] + Array("Mnot yet".utf8) + [0, 0]
      connection.write([UInt8(ascii: "E"), 0, 0, 0, UInt8(4 + fields.count)] + fields)
    }
    defer { server.stop() }
    expect(try fixture("postgresql://agent@127.0.0.1:\(server.port)/tt"), 7, "was not reached: not yet")
  }

  @Test("a server without TLS where its certificate is wanted: exit 11")
  func certificate() throws {
    let database = try PostgresServer.shared().database()
    let login = try database.server.login("agent")
    let cli = try fixture(database.url(login) + "?sslmode=verify-full&sslrootcert=/etc/hosts", password: login.password)
    expect(cli, 11, "was not trusted: server does not support SSL, but SSL was required")
  }

  @Test("the password comes from store_password_command, whose failure is exit 11")
  func command() throws {
    let database = try PostgresServer.shared().database()
    let login = try database.server.login("agent")
    let cli = try fixture(database.url(login))
    let file = CLIFixture.config + "/config.json"
    let base = try #require(cli.read(file))
    try cli.write(base.dropLast() + #","store_password_command":["pass","tt"]}"#, config: "config.json")
    var asked: [[String]] = []
    for (output, code, message) in [
      (login.password, Int32(11), "no schema"), ("wrong", 11, "does not accept the login"),
      ("", 11, "store_password_command printed no password"),
    ] {
      cli.adjust = { context in
        context.runProgram = { program throws(SystemError) in
          asked.append(program.words)
          return Subprocess.Outcome(.exit(0), output: Array((output + "\nmore").utf8))
        }
      }
      let run = cli.run("policy", "approvals")
      #expect(run.code == code && run.errors.contains(message), "\(run.errors)")
    }
    #expect(asked == Array(repeating: ["pass", "tt"], count: 3))
  }

  @Test("doctor shows the store with its version and what the login may do, and that no files are used")
  func doctor() throws {
    let database = try PostgresServer.shared().database(Self.interface)
    let login = try database.server.login("agent")
    let cli = try fixture(database.url(login), password: login.password)
    cli.readsZoneFiles = true
    func store(_ run: CLIFixture.Run) throws -> JSONValue? {
      try run.json().array?.first { $0["check"] == "store" }
    }
    let run = cli.run("doctor", "--json")
    let line = try #require(try store(run)?["detail"]?.string)
    let address = "postgresql://127.0.0.1:\(database.server.port)/\(database.name)"
    #expect(
      line.hasPrefix("\(address) as agent: PostgreSQL 15.1, schema 1, grant ga (may call), "), "\(line)"
    )
    for name in ["limits file", "approvals file", "audit log"] {
      let check = try run.json().array?.first { $0["check"]?.string == name }
      #expect(check?["detail"]?.string?.hasPrefix("not used") == true)
    }
    #expect(try store(cli.run("doctor", "--json", "--offline"))?["detail"]?.string == "\(address), not contacted")
    try database.sql("DROP SCHEMA tt_api_1 CASCADE")
    let failed = cli.run("doctor", "--json")
    #expect(failed.code == 11)
    #expect(try store(failed)?["status"] == "fail")
  }
}
