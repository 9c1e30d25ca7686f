import Basics

/// The two variants of the protocol a request can use, and how each wants its results.
enum ProtocolVersion: Sendable, Equatable {
  /// After `initialize`, in the negotiated revision.
  case stateful(String)
  /// Revision 2026-07-28: each request carries everything it needs.
  case stateless

  /// The revisions with a handshake, newest last.
  static let statefulRevisions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
  /// The revisions without one.
  static let statelessRevisions = ["2026-07-28"]
  /// The prefix of the protocol's own keys in `_meta`.
  static let prefix = "io.modelcontextprotocol/"

  /// The revision an `initialize` is answered with: the requested one if it is supported, else the newest.
  static func negotiated(_ requested: String) -> String {
    statefulRevisions.first { $0.isIdentical(to: requested) } ?? statefulRevisions[statefulRevisions.count - 1]
  }

  /// A result with the members this version requires.
  ///
  /// - Parameters:
  ///   - type: the `resultType` of a stateless result.
  ///   - isList: true for results a client may cache. It is told not to, since the policy can change.
  func result(
    _ result: JSONObject, from server: ServerInfo, type: String = "complete", isList: Bool = false
  ) -> JSONObject {
    guard self == .stateless else { return result }
    var complete: JSONObject = ["resultType": .string(type)]
    for member in result { complete[member.key] = member.value }
    if isList {
      complete["ttlMs"] = 0
      complete["cacheScope"] = "private"
    }
    var meta = result["_meta"]?.object ?? JSONObject()
    meta[Self.prefix + "serverInfo"] = .object(server.json)
    complete["_meta"] = .object(meta)
    return complete
  }
}

/// What is known about the client that made a request.
struct ClientInfo: Sendable {
  /// The protocol version of the request.
  var version: ProtocolVersion
  /// The client's name and version, as it reports them.
  var name: String?
  /// True when it can show a form to a person.
  var canElicit: Bool

  /// The client's name and version, shortened to fit an audit record.
  static func name(_ info: JSONValue?) -> String? {
    guard let name = info?["name"]?.string, !name.isEmpty else { return nil }
    let text = name + (info?["version"]?.string.map { "/" + $0 } ?? "")
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(80))).escapingControlCharacters
  }

  /// True when capabilities declare form elicitation; an empty object means forms only.
  static func canElicit(_ capabilities: JSONObject) -> Bool {
    guard let elicitation = capabilities["elicitation"]?.object else { return false }
    return elicitation["form"]?.object != nil || elicitation["url"] == nil
  }
}

/// The `_meta` of a request at revision 2026-07-28.
enum RequestMeta {
  /// The key of the revision.
  static let version = ProtocolVersion.prefix + "protocolVersion"
  /// The key of the client's capabilities.
  static let capabilities = ProtocolVersion.prefix + "clientCapabilities"
  private static let logLevel = ProtocolVersion.prefix + "logLevel"
  private static let logLevels = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"]

  /// Checks the members in the order of the reference implementation: keys, their types, the revision.
  static func read(_ meta: JSONObject) throws(RPCError) -> ClientInfo {
    for key in [version, capabilities] where meta[key] == nil { throw missing(key) }
    guard let requested = meta[version]?.string else { throw .invalidParams("\(version) must be a string") }
    guard let declared = meta[capabilities]?.object else { throw .invalidParams("\(capabilities) must be an object") }
    guard ProtocolVersion.statelessRevisions.contains(where: { $0.isIdentical(to: requested) }) else {
      throw RPCError(
        code: -32022, message: "Unsupported protocol version",
        data: [
          "supported": .array(ProtocolVersion.statelessRevisions.map(JSONValue.string)),
          "requested": .string(requested),
        ])
    }
    if let level = meta[logLevel], !logLevels.contains(where: { level.string?.isIdentical(to: $0) ?? false }) {
      throw .invalidParams(
        "invalid value \(level.compact.prefix(60)) for \(logLevel): expected \(logLevels.joined(separator: ", "))")
    }
    return ClientInfo(
      version: .stateless, name: ClientInfo.name(meta[ProtocolVersion.prefix + "clientInfo"]),
      canElicit: ClientInfo.canElicit(declared))
  }

  /// The error of a request without one of the required keys.
  static func missing(_ key: String) -> RPCError { .invalidParams("missing \(key) in params._meta") }
}
