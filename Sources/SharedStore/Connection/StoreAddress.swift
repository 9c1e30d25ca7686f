import Basics

/// Where a shared store is: `postgresql://[USER@]HOST[:PORT][,HOST2…]/DATABASE[?OPTION=VALUE&…]`, or `service=NAME` for an
/// entry of PostgreSQL's service file. Host and database are always named, and nothing is completed from the environment.
public struct StoreAddress: Sendable, Equatable {
  /// One server of an address.
  public struct Host: Sendable, Equatable {
    /// A name, an IP address without brackets, or the absolute path of a socket's folder.
    public var name: String
    /// The port; nil for PostgreSQL's own.
    public var port: Int?

    /// True if the server is reached through a socket of this machine.
    public var isSocket: Bool { name.hasPrefix("/") || name.hasPrefix("@") }

    /// True if nothing leaves this machine on the way to the server.
    public var isLocal: Bool {
      if isSocket { return true }
      let name = name.lowercased()
      if name == "localhost" || name == "::1" { return true }
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// The host as in a URL.
    var text: String {
      let name = isSocket ? name.replacing(part: "/", with: "%2F") : name.contains(":") ? "[\(name)]" : name
      return name + (port.map { ":\($0)" } ?? "")
    }
  }

  /// The servers, of which the first that can be written to is used.
  public internal(set) var hosts: [Host]
  /// The database.
  public internal(set) var database: String
  /// The role to log in as; nil for one with the name of the account that tt runs under.
  public internal(set) var user: String?
  /// libpq's options, such as `sslmode`.
  public internal(set) var options: [String: String]
  /// A password from a service file.
  var password: String?
  /// The name of the entry of a service file that the rest was read from.
  public internal(set) var service: String?

  /// The options that may be given. None of them says where the store is, is a secret, or changes a session.
  static let knownOptions: Set<String> = [
    "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "sslcrldir", "sslsni", "ssl_min_protocol_version",
    "ssl_max_protocol_version", "channel_binding", "require_auth", "gssencmode", "krbsrvname", "requirepeer",
    "passfile",
    "target_session_attrs", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count",
    "tcp_user_timeout",
  ]

  /// The store for messages, `HOST[:PORT]/DATABASE`.
  public var shortText: String { hosts.map(\.text).joined(separator: ",") + "/" + Self.encoded(database) }

  /// The store without the login, `postgresql://HOST[:PORT]/DATABASE`.
  public var location: String { "postgresql://" + shortText }

  /// True if the connection has to be encrypted, and the server's certificate verified.
  public var needsVerification: Bool { hosts.contains { !$0.isLocal } }

  /// The file with the certificates that are trusted, if the address names one.
  public var rootCertificates: String? { options["sslrootcert"] }

  /// Everything libpq is told for one of the servers, so that it takes nothing from the environment.
  ///
  /// - Parameter ip: the host's address, if it was looked up.
  func parameters(for host: Host, ip: String?) -> [String: String] {
    var parameters = options
    parameters["host"] = host.name
    parameters["hostaddr"] = ip
    parameters["port"] = String(host.port ?? 5432)
    parameters["dbname"] = database
    parameters["user"] = user
    parameters["client_encoding"] = "UTF8"
    if parameters["gssencmode"] == nil { parameters["gssencmode"] = "disable" }
    if needsVerification { parameters["sslmode"] = "verify-full" }
    // A standby may be behind.
    if parameters["target_session_attrs"] == nil { parameters["target_session_attrs"] = "read-write" }
    return parameters
  }

  /// Checks what the way to the servers needs.
  ///
  /// - Throws: `.config` if anything but a verified encrypted connection was chosen for a server on another machine.
  func checkSecurity() throws(TTError) {
    guard let remote = hosts.first(where: { !$0.isLocal }), let mode = options["sslmode"], mode != "verify-full" else {
      return
    }
    throw .config(
      "sslmode=\(mode) is not enough for the shared store at \(shortText): \(remote.name) is another machine",
      hint: "use sslmode=verify-full, or leave sslmode out")
  }

  /// Percent-encodes what has a meaning in a URL.
  private static func encoded(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { encoded, scalar in
      if "%/?#@:".unicodeScalars.contains(scalar) || scalar.value <= 0x20 || scalar.value == 0x7F {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        encoded += (digits.utf8.count == 1 ? "%0" : "%") + digits
      } else {
        encoded.unicodeScalars.append(scalar)
      }
    }
  }
}
