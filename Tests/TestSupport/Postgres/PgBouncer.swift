import Foundation

/// A pgbouncer in front of a server, with a port of 127.0.0.1 where passwords are wanted. It ends with the test run.
public final class PgBouncer: Sendable {
  /// Its port.
  public let port: UInt16
  private let daemon: Daemon

  /// True if the tests that need one have to run (see `PostgresServer.isWanted`).
  public static var isWanted: Bool {
    program != nil || ProcessInfo.processInfo.environment["TT_REQUIRE_STORE"] == "1"
  }

  /// Why tests are skipped where it is not.
  public static let absence = "pgbouncer is not installed: apt-get install pgbouncer"

  /// Starts one for some logins.
  ///
  /// - Parameters:
  ///   - mode: its `pool_mode`: `statement` ends every transaction that a client begins by itself.
  ///   - settings: further lines of its configuration.
  public init(
    _ server: PostgresServer, logins: [PostgresLogin], mode: String = "statement",
    settings: String = "ignore_startup_parameters = options"
  ) throws {
    guard let program = Self.program else { throw Unexpected(Self.absence) }
    let account = server.account
    let folder = try account.makeFolder()
    port = try RawServer.unusedPort()
    let text = """
      [databases]
      * = host=127.0.0.1 port=\(server.port)
      [pgbouncer]
      listen_addr = 127.0.0.1
      listen_port = \(port)
      unix_socket_dir =
      auth_type = scram-sha-256
      auth_file = users
      pool_mode = \(mode)
      max_client_conn = 500
      \(settings)

      """
    let users = logins.map { "\"\($0.role)\" \"\($0.password)\"\n" }.joined()
    for (name, text) in [("ini", text), ("users", users)] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
      account.give(folder + "/" + name)
    }
    // It inherits a signal mask, under which nothing else ends it.
    daemon = try Daemon(
      folder: folder, account: account, start: "{ \(program) ini & echo $! >process; }",
      stop: "kill -9 $(cat process); cd /; rm -rf \(folder)")
    // It has no way to say when it listens.
    waits { RawServer.isListening(port) }
  }

  deinit { daemon.stop() }

  /// The address of a database for a login.
  public func url(_ database: PostgresDatabase, _ login: PostgresLogin) -> String {
    "postgresql://\(login.role)@127.0.0.1:\(port)/\(database.name)"
  }

  private static let program: String? = {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return (path + ["/usr/sbin", "/usr/local/sbin"]).map { $0 + "/pgbouncer" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()
}
