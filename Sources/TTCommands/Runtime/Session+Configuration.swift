import Basics
import Policy
import SharedStore
import TrackingTime

extension Session {
  /// The folders of tt's files.
  func folders() throws(TTError) -> Folders { try configuration.folders() }

  /// The cache folder.
  func cache() throws(TTError) -> CacheFolder { try configuration.cache() }

  /// The settings in `config.json`.
  func settings() throws(TTError) -> Settings { try configuration.settings() }

  /// The machine's time zone.
  func zone() throws(TTError) -> TimeZone { try configuration.zone() }

  /// The grant of calls: `--grant`, else `TT_GRANT`, else the locked grant, else `default`. With a lock, requesting any other
  /// grant is denied.
  func grant() throws(TTError) -> String {
    let lock = try settings().grantLock
    let asked = arguments.value("grant") ?? context.variable("TT_GRANT")
    if let lock, let asked, !asked.isIdentical(to: lock) {
      throw TTError(
        .policyDenied,
        Denial.prefix + "the grant is locked to \(lock), but \(asked.inQuotes) was requested",
        hint: "leave out --grant and TT_GRANT", rule: "(grant lock)")
    }
    let name = asked ?? lock ?? PolicySource.defaultGrant
    guard PolicySource.isGrantName(name) else {
      throw .invalidValue(name, for: "the grant", expected: "1 to 64 letters, digits, '.', '_' or '-'")
    }
    return name
  }

  /// The source of the grant's policy; determined once.
  func policySource() throws(TTError) -> PolicySource {
    if let cachedPolicySource { return cachedPolicySource }
    let override = arguments.value("policy") ?? context.variable("TT_POLICY")
    if let lock = try settings().grantLock, override != nil {
      throw TTError(
        .policyDenied, Denial.prefix + "the grant is locked to \(lock), but another policy was requested",
        hint: "leave out --policy and TT_POLICY", rule: "(grant lock)")
    }
    let source = PolicySource(
      grant: try grant(), override: override, patience: try patience(), configFolder: try folders().config,
      grants: try settings().grants,
      builtIn: .builtIn(reads: Catalog.reads, writes: Catalog.writes + Catalog.ownTools.map(\.name)))
    cachedPolicySource = source
    return source
  }

  /// The store of counters, approvals and the audit log.
  func store() throws(TTError) -> any StateStore {
    if let shared = try sharedStore() { return shared }
    return FileStateStore(folder: try folders().state, patience: try patience(), clock: context.clock)
  }

  /// The gate that checks every call.
  func gate() throws(TTError) -> Gate {
    Gate(
      source: try policySource(), store: try store(), channel: channel,
      approvalLifetime: try settings().approvalTimeout ?? Gate.defaultApprovalLifetime)
  }

  /// The ID of the default workspace as text: `TT_ACCOUNT_ID`, else the setting `account_id`, else nil.
  func accountID() throws(TTError) -> String? {
    if let workspace { return workspace }
    // `--account-id` is an argument of the call itself; this is the default.
    guard let text = context.variable("TT_ACCOUNT_ID") else { return try settings().accountID.map(String.init) }
    guard let id = Int(text), id > 0, text == String(id) else {
      throw .invalidValue(text, for: "TT_ACCOUNT_ID", expected: "a numeric workspace ID")
    }
    return text
  }

  /// How long to wait for a lock or a pipe: as long as `--timeout` says, where it is given.
  func patience() throws(TTError) -> Patience {
    guard arguments.value("timeout") != nil else { return .standard }
    let seconds = try timeout()
    return Patience(idle: seconds, total: seconds)
  }

  /// The timeout of each request in seconds.
  func timeout() throws(TTError) -> Double {
    guard let text = arguments.value("timeout") else { return 30 }
    let isDecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    guard isDecimal, let seconds = Double(text), seconds.isFinite, seconds > 0, seconds <= 86400 else {
      throw .invalidValue(text, for: "--timeout", expected: "seconds, more than 0 and at most 86400")
    }
    return seconds
  }
}
