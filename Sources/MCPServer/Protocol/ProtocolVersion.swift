import Basics

/// Which of the two protocols a request speaks, and what that asks of an answer.
enum ProtocolVersion: Sendable, Equatable {
  /// After `initialize`, in the negotiated revision.
  case stateful(String)
  /// Revision 2026-07-28: every request brings all that is needed.
  case stateless

  /// The revisions of the handshake, the newest last.
  static let statefulRevisions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
  /// The revisions without one.
  static let statelessRevisions = ["2026-07-28"]
  /// Where the stateless envelope and our own members stand in `_meta`.
  static let prefix = "io.modelcontextprotocol/"

  /// The revision an `initialize` is answered with: the one that is asked for where it is served, else the newest.
  static func negotiated(_ asked: String) -> String {
    statefulRevisions.first { $0.isIdentical(to: asked) } ?? statefulRevisions[statefulRevisions.count - 1]
  }

  /// A result as the version wants it.
  ///
  /// - Parameter isList: true for what a client may keep for a while; here it may not, since the policy can change.
  func result(_ result: JSONObject, type: String = "complete", isList: Bool = false) -> JSONObject {
    guard self == .stateless else { return result }
    var shaped: JSONObject = ["resultType": .string(type)]
    for member in result { shaped[member.key] = member.value }
    if isList {
      shaped["ttlMs"] = 0
      shaped["cacheScope"] = "private"
    }
    shaped["_meta"] = .object(JSONObject([.init(key: Self.prefix + "serverInfo", value: .object(ServerInfo.server))]))
    return shaped
  }
}

/// What is known of the client that made a request.
struct ClientInfo: Sendable {
  var version: ProtocolVersion
  /// Name and version as it calls itself.
  var name: String?
  /// True when it can put a question to a person.
  var canAsk: Bool

  /// The client's name and version, cut to what fits a record.
  static func name(_ info: JSONValue?) -> String? {
    guard let name = info?["name"]?.string, !name.isEmpty else { return nil }
    let text = name + (info?["version"]?.string.map { "/" + $0 } ?? "")
    return Renderer.escapingControlCharacters(String(String.UnicodeScalarView(text.unicodeScalars.prefix(80))))
  }

  /// True when capabilities declare questions in a form; an empty object means forms only.
  static func canAsk(_ capabilities: JSONObject) -> Bool {
    guard let elicitation = capabilities["elicitation"]?.object else { return false }
    return elicitation["form"]?.object != nil || elicitation["url"] == nil
  }
}

/// The `_meta` of a request at revision 2026-07-28.
enum RequestMeta {
  static let version = ProtocolVersion.prefix + "protocolVersion"
  static let capabilities = ProtocolVersion.prefix + "clientCapabilities"
  private static let levels = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"]

  /// Checks an envelope in the order of the reference: keys, their types, the revision.
  static func read(_ meta: JSONObject) throws(RPCError) -> ClientInfo {
    for key in [version, capabilities] where meta[key] == nil {
      throw .invalidParams("params._meta lacks " + key)
    }
    guard let asked = meta[version]?.string else { throw .invalidParams("\(version) must be a text") }
    guard let declared = meta[capabilities]?.object else { throw .invalidParams("\(capabilities) must be an object") }
    guard ProtocolVersion.statelessRevisions.contains(where: { $0.isIdentical(to: asked) }) else {
      throw RPCError(
        code: -32022, message: "Unsupported protocol version",
        data: [
          "supported": .array(ProtocolVersion.statelessRevisions.map(JSONValue.string)), "requested": .string(asked),
        ])
    }
    if let level = meta[ProtocolVersion.prefix + "logLevel"],
      !levels.contains(where: { level.string?.isIdentical(to: $0) ?? false })
    {
      throw .invalidParams(
        "\(ProtocolVersion.prefix)logLevel is \(level.compact.prefix(60)); it takes \(levels.joined(separator: ", "))")
    }
    return ClientInfo(
      version: .stateless, name: ClientInfo.name(meta[ProtocolVersion.prefix + "clientInfo"]),
      canAsk: ClientInfo.canAsk(declared))
  }
}

/// What tt says of itself.
enum ServerInfo {
  static let server: JSONObject = [
    "name": "tt", "title": "TrackingTime through tt", "version": .string(Version.number),
  ]

  static let capabilities: JSONValue = ["tools": ["listChanged": true]]

  static let instructions = """
    Tracks time and reads it back, in the user's TrackingTime account. Wall-clock times are local to this machine and days \
    are yyyy-MM-dd. Every call is judged by the user's own policy: a text that begins with [POLICY DENIED] is final \
    unless it says when to come back or that a person can approve the call. Writes are sent once; if one reports an \
    unknown outcome, look before repeating it.
    """

  static func initialized(_ revision: String) -> JSONObject {
    [
      "protocolVersion": .string(revision), "capabilities": capabilities, "serverInfo": .object(server),
      "instructions": .string(instructions),
    ]
  }

  static var discovered: JSONObject {
    [
      "supportedVersions": .array(ProtocolVersion.statelessRevisions.map(JSONValue.string)),
      "capabilities": capabilities,
      "instructions": .string(instructions),
    ]
  }
}
