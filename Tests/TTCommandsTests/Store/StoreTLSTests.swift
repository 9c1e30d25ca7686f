import TestSupport
import Testing

@testable import TTCommands

/// A server on another machine has to prove who it is. `127.1` is this one, but not by a name that says so.
@Suite(
  "A shared store on another machine", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"),
  .timeLimit(.minutes(2)))
struct StoreTLSTests {
  @Test("is not logged in to, nor called without, unless its certificate is trusted, valid and its own")
  func certificates() throws {
    let server = try PostgresServer("log_connections = on")
    let database = try server.database()
    let login = try server.login("agent")
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write("pgpass", "*:*:*:*:" + login.password.replacing(":", with: "\\:"), mode: 0o600)
    cli.environment["PGPASSFILE"] = cli.home + "/pgpass"
    func track(trusting root: String?) -> CLIFixture.Run {
      let option = root.map { "?sslrootcert=" + $0 } ?? ""
      cli.environment["TT_STORE"] = "postgresql://\(login.role)@127.1:\(server.port)/\(database.name)\(option)"
      return cli.run("track", "42")
    }
    func expect(_ root: String, _ reason: String, sourceLocation: SourceLocation = #_sourceLocation) {
      let run = track(trusting: root)
      #expect(run.code == 11, sourceLocation: sourceLocation)
      #expect(
        run.errors
          == "tt: the shared store at 127.1:\(server.port)/\(database.name) was not trusted: \(reason); "
          + "name the file of its certificate authority with sslrootcert in the setting store, or in SSL_CERT_FILE\n",
        sourceLocation: sourceLocation)
    }

    expect("/etc/hosts", "server does not support SSL, but SSL was required")
    let expired = try server.offerTLS(as: "IP:127.0.0.1", days: -1)
    expect(expired, "SSL error: certificate verify failed")
    let named = try server.offerTLS(as: "DNS:other.example")
    expect(expired, "SSL error: certificate verify failed")
    expect(
      named,
      #"server certificate for "other.example" does not match host name "127.1""#)
    // The server has not been told who calls.
    #expect(server.log.contains("connection received: host=127.0.0.1"))
    #expect(!server.log.contains(login.role))

    let root = try server.offerTLS(as: "IP:127.0.0.1")
    for trusted in [root, nil] {
      if trusted == nil { cli.environment["SSL_CERT_FILE"] = root }
      let run = track(trusting: trusted)
      #expect(run.code == 11 && run.errors.contains("has no schema of version 1"), "\(run.errors)")
    }
    #expect(server.log.contains("connection authorized: user=\(login.role) "))
    #expect(cli.lines == [])
  }
}
