import Basics

/// What a store says of itself and of the login.
public struct StoreStatus: Sendable {
  /// A grant of the login.
  public struct Grant: Sendable {
    /// Its name.
    public let name: String
    /// What the login may do for it.
    public let rights: StoreRights
    /// The fingerprint of the only policy that counts for it; nil if any does.
    public let policy: String?
    /// True if a call that was not sent, or refused by the service, gives back what it used.
    public let refunds: Bool
    /// What the store holds the grant to, whatever a machine says.
    public let pins: [Pin]
    /// The logins of the grant: this one alone unless it may answer approval requests.
    public let members: [(login: String, rights: StoreRights)]
  }

  /// A limit, or an approval that is always wanted, of a grant.
  public struct Pin: Sendable {
    /// The tool, or `*` for all.
    public let tool: String
    /// The name of the rule.
    public let rule: String
    /// `grant` or `server`.
    public let scope: String
    /// The most calls in a window and its length in seconds; nil if approval is wanted.
    public let limit: (max: Int, window: Int)?
  }

  /// A server that follows this one.
  public struct Standby: Sendable {
    /// The name it gives itself.
    public let name: String
    /// Its state, for example `streaming`, and whether its disk is waited for: `sync`, `quorum`, `potential` or `async`. Nil
    /// if the server does not tell this login.
    public let state: String?, mode: String?
    /// How far its disk is behind; nil if the server does not tell.
    public let lagBytes: Int?
  }

  /// The version of the server, for example `15.18`.
  public let server: String
  /// The role that is logged in.
  public let login: String
  /// The version of the schema.
  public let version: Int
  /// The number of the last record.
  public let records: Int
  /// True if a change is answered only once a standby has it, too.
  public let isSynchronous: Bool
  /// The servers that follow this one.
  public let standbys: [Standby]
  /// The grants of the login.
  public let grants: [Grant]
  /// All of it as the store gave it.
  public let json: JSONObject

  /// Reads the answer of the function `status`; nil for anything else.
  init?(_ answer: JSONValue) {
    guard let json = answer.object, let version = json["version"]?.int, let login = json["login"]?.string,
      let grants = json["grants"]?.array
    else { return nil }
    self.json = json
    self.version = version
    self.login = login
    // Some builds add where they come from: "15.18 (Debian …)".
    server = json["server"]?.string?.split(separator: " ").first.map(String.init) ?? ""
    records = json["records"]?.int ?? 0
    isSynchronous = json["synchronous"]?.bool ?? false
    standbys = (json["standbys"]?.array ?? []).map(Standby.init)
    self.grants = grants.map(Grant.init)
  }
}

/// What a login may do for a grant.
public struct StoreRights: Sendable, Equatable {
  /// It may make calls.
  public let mayCall: Bool
  /// It may answer approval requests.
  public let mayAnswer: Bool

  fileprivate init(_ json: JSONValue) {
    mayCall = json["may_call"]?.bool ?? false
    mayAnswer = json["may_answer"]?.bool ?? false
  }
}

extension StoreStatus.Grant {
  fileprivate init(_ json: JSONValue) {
    name = json["grant"]?.string ?? ""
    rights = StoreRights(json)
    policy = json["policy"]?.string
    refunds = json["refund"]?.bool ?? true
    pins = (json["pins"]?.array ?? []).map(StoreStatus.Pin.init)
    members = (json["members"]?.array ?? []).map { ($0["login"]?.string ?? "", StoreRights($0)) }
  }
}

extension StoreStatus.Pin {
  fileprivate init(_ json: JSONValue) {
    tool = json["tool"]?.string ?? ""
    rule = json["rule"]?.string ?? ""
    scope = json["scope"]?.string ?? ""
    if let max = json["max"]?.int { limit = (max, json["window"]?.int ?? 0) } else { limit = nil }
  }
}

extension StoreStatus.Standby {
  fileprivate init(_ json: JSONValue) {
    name = json["name"]?.string ?? ""
    state = json["state"]?.string
    mode = json["mode"]?.string
    lagBytes = json["lag_bytes"]?.int
  }
}
