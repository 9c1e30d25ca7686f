import Foundation

/// A role that can log in.
public struct PostgresLogin: Sendable {
  /// Its name.
  public let role: String
  /// Its password, with a blank and quotes in it.
  public let password: String
}

/// A database of a test.
public struct PostgresDatabase: Sendable {
  /// Its server.
  public let server: PostgresServer
  /// Its name.
  public let name: String

  /// Runs statements in it (see `PostgresServer.sql`).
  @discardableResult
  public func sql(_ statements: String, role: String = "postgres") throws -> String {
    try server.sql(statements, database: name, role: role)
  }

  /// Starts psql in it, which runs the statements that it reads, one after the other.
  public func session(_ input: Pipe, role: String = "postgres") throws -> Process {
    try server.session(input, database: name, role: role)
  }

  /// Its address for a login over TCP, where the password is wanted.
  public func url(_ login: PostgresLogin) -> String {
    "postgresql://\(login.role)@127.0.0.1:\(server.port)/\(name)"
  }

  /// Its address for a role over the socket, where no password is wanted, and that of the same database on its standbys.
  public func socketURL(_ role: String, also standbys: [PostgresServer] = []) -> String {
    let hosts = ([server] + standbys).map { $0.folder.replacingOccurrences(of: "/", with: "%2F") + ":\($0.port)" }
    return "postgresql://\(role)@\(hosts.joined(separator: ","))/\(name)"
  }
}
