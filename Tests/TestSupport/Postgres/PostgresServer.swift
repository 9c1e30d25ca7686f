import Foundation

/// A PostgreSQL server in a temporary folder, with a socket there and a port of 127.0.0.1. Over the socket everybody is
/// who they say they are; over TCP, passwords are wanted (SCRAM). It ends with the test run.
public final class PostgresServer: Sendable {
  /// The folder of the server, with its socket.
  public let folder: String
  /// The port, also in the name of the socket.
  public let port: UInt16
  let account: Account
  private let programs: String
  private let daemon: Daemon
  private let databases = Databases()

  /// True if the tests that need a server have to run: it is installed, or `TT_REQUIRE_STORE` says that it must be.
  public static var isWanted: Bool {
    programsFolder != nil || ProcessInfo.processInfo.environment["TT_REQUIRE_STORE"] == "1"
  }

  /// Why tests are skipped where it is not.
  public static let absence = "PostgreSQL is not installed: apt-get install postgresql"

  private static let started = Result { try PostgresServer() }

  /// The one server of the test run; the first call starts it.
  public static func shared() throws -> PostgresServer { try started.get() }

  /// Starts a server of its own, for tests that stop or overload it, with further lines of postgresql.conf.
  public convenience init(_ settings: String = "") throws {
    try self.init(settings, isStarted: true) { programs in
      "\(programs)/initdb -D data -U postgres -N -E UTF8 --locale=C --auth-local=trust --auth-host=scram-sha-256"
    }
  }

  /// Copies a server that runs. The copy follows it (streaming replication) under the name `standby` once it is started.
  public convenience init(standbyOf primary: PostgresServer, isStarted: Bool = true) throws {
    let settings = "cluster_name = 'standby'\nsynchronous_standby_names = ''"
    try self.init(settings, isStarted: isStarted) { programs in
      "\(programs)/pg_basebackup -D data -h \(primary.folder) -p \(primary.port) -U postgres -R -N -c fast"
    }
  }

  /// - Parameter make: the command that makes the folder `data`, by the folder of the server's programs.
  private init(_ settings: String, isStarted: Bool, _ make: (String) -> String) throws {
    guard let programs = Self.programsFolder else { throw Unexpected(Self.absence) }
    self.programs = programs
    account = try Account.forServers()
    folder = try account.makeFolder()
    port = try RawServer.unusedPort()
    let text = """
      listen_addresses = '127.0.0.1'
      port = \(port)
      unix_socket_directories = '\(folder)'
      shared_buffers = 32MB
      \(settings)

      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/settings"))
    account.give(folder + "/settings")
    let start = isStarted ? " && \(programs)/pg_ctl -D \(folder)/data -l log -w start" : ""
    daemon = try Daemon(
      folder: folder, account: account, start: "\(make(programs)) && cat settings >>data/postgresql.conf\(start)",
      stop: "\(programs)/pg_ctl -D data -m immediate stop; cd /; rm -rf \(folder)")
  }

  deinit { daemon.stop() }

  /// Runs `pg_ctl` on this server, for example `["-m", "immediate", "restart"]`, and waits for it.
  public func control(_ words: [String]) throws {
    // A program counts as running while a descriptor that Foundation gave it is open, and the server would inherit that.
    let closing =
      #"for f in /proc/$$/fd/*; do n=${f##*/}; if [ "$n" -gt 2 ]; then eval "exec $n>&-"; fi; done; exec "$@""#
    _ = try run(
      ["bash", "-c", closing, "bash"] + account.prefix + [
        programs + "/pg_ctl", "-D", folder + "/data", "-l", folder + "/log", "-w",
      ] + words)
  }

  /// Makes a database, from a template that has the result of some statements. The template is made once.
  public func database(_ statements: String = "") throws -> PostgresDatabase {
    let name = try databases.lock.withLock {
      if statements.isEmpty { return try create(from: "template1") }
      if let template = databases.templates[statements] { return try create(from: template) }
      let template = try create(from: "template1")
      _ = try sql(statements, database: template)
      databases.templates[statements] = template
      return try create(from: template)
    }
    return PostgresDatabase(server: self, name: name)
  }

  private func create(from template: String) throws -> String {
    databases.count += 1
    let name = "t\(databases.count)"
    _ = try sql("CREATE DATABASE \(name) TEMPLATE \(template)")
    return name
  }

  /// Runs statements with psql, one after the other, as a role over the socket.
  ///
  /// - Returns: the rows, with `|` between columns, one a line.
  /// - Throws: what the server said, with the SQLSTATE, at the first that fails.
  @discardableResult
  public func sql(_ statements: String, database: String = "postgres", role: String = "postgres") throws -> String {
    try run(psql(database, role), input: statements)
  }

  private func psql(_ database: String, _ role: String) -> [String] {
    [
      programs + "/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose",
      "-d", "host=\(folder) port=\(port) dbname=\(database) user=\(role)", "-f", "-",
    ]
  }

  /// Starts psql, which runs the statements that it reads.
  func session(_ input: Pipe, database: String, role: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = psql(database, role)
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Makes a login with a name that no other test has. Roles belong to the whole server.
  ///
  /// - Parameter options: what `CREATE ROLE` is told, for example `IN ROLE tt_user`.
  public func login(_ name: String, _ options: String = "") throws -> PostgresLogin {
    try databases.lock.withLock {
      databases.count += 1
      let login = PostgresLogin(role: "\(name)_\(databases.count)", password: "pw \(databases.count) of '\(name)'")
      let password = login.password.replacingOccurrences(of: "'", with: "''")
      _ = try sql("CREATE ROLE \(login.role) LOGIN PASSWORD '\(password)' \(options)")
      return login
    }
  }

  private func run(_ words: [String], input: String = "") throws -> String {
    let run = try ProgramRun(words, input: input)
    guard run.status == 0 else { throw Unexpected(run.errors + run.output) }
    return run.output.hasSuffix("\n") ? String(run.output.dropLast()) : run.output
  }

  /// The folder of the server's programs; nil if they are not installed.
  private static let programsFolder: String? = {
    let files = FileManager.default
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let debian = "/usr/lib/postgresql"
    let versions = ((try? files.contentsOfDirectory(atPath: debian)) ?? []).compactMap { Int($0) }.sorted(by: >)
    for folder in path + versions.map({ "\(debian)/\($0)/bin" }) {
      // A link alone in PATH does not tell where the rest is.
      let initdb = URL(fileURLWithPath: folder + "/initdb").resolvingSymlinksInPath()
      let found = initdb.deletingLastPathComponent().path
      if ["initdb", "pg_ctl", "psql"].allSatisfy({ files.isExecutableFile(atPath: found + "/" + $0) }) { return found }
    }
    return nil
  }()
}

/// The names that were given, and the templates that were made. Accessed under the lock only.
private final class Databases: @unchecked Sendable {
  let lock = NSLock()
  var count = 0
  var templates: [String: String] = [:]
}
