import Basics
import Policy
import TrackingTime

/// A parsed command line with its configuration: settings, zone and policy are read when a command asks for them, once,
/// and the client is made from what was read.
final class Session {
  let context: Context
  let arguments: Arguments
  private let configuration: Configuration
  private var knownPolicySource: PolicySource?
  private var madeClient: Client?
  /// The credentials in use: given to `tt auth login`, or found and kept so that a program is not asked twice.
  var credentials: Credentials?
  /// The way calls come.
  var channel = Channel("cli/\(Version.number)")
  /// Responds to approval requests in place of a person at the terminal.
  var approvalResponder: ((ApprovalRequest) -> ApprovalResponse)? {
    // A client keeps whom it asks.
    didSet { madeClient = nil }
  }

  init(context: Context, arguments: Arguments) {
    self.context = context
    self.arguments = arguments
    configuration = Configuration(context)
  }

  /// A session of another command line in the same run.
  init(_ arguments: Arguments, within other: Session) {
    context = other.context
    self.arguments = arguments
    configuration = other.configuration
  }

  /// Carries out a call through the client. Lists that tell names are remembered for completion.
  func call(_ call: ToolCall, rows: (([JSONValue]) -> Void)? = nil) throws(TTError) -> ToolResult {
    let cache = CacheFolder(path: try folders().cache)
    let kind = NameCache.kind(of: call)
    var names: [String] = []
    let sink = rows.map { sink in
      { (page: [JSONValue]) in
        if let kind { names += page.compactMap { kind.names($0).first } }
        sink(page)
      }
    }
    let answer = try client().call(call, rows: sink)
    if let kind {
      names += answer.data.array?.compactMap { kind.names($0).first } ?? []
      NameCache(folder: cache).write(names, kind)
    } else if answer.changed == true {
      NameCache(folder: cache).update(from: answer)
    }
    TimerCache(folder: cache, context: context).update(from: answer, of: call, now: context.clock())
    return answer
  }

  /// The client behind the gate.
  func client() throws(TTError) -> Client {
    if let madeClient { return madeClient }
    let client = try makeClient()
    madeClient = client
    return client
  }

  /// Lets go of the client, which holds the session: one that is made for each of many calls must not stay.
  func close() { madeClient = nil }

  private func makeClient() throws(TTError) -> Client {
    let base = try baseURL()
    let search = try credentialSearch()
    let cache = UserCache(folder: CacheFolder(path: try folders().cache), base: base)
    let dependencies = ClientDependencies(
      clock: context.clock, zone: zone, sleep: context.sleep, transport: context.transport,
      transportLoader: context.transportLoader,
      credentials: { () throws(TTError) in
        if let known = self.credentials { return known }
        let found = try search.find()
        self.credentials = found
        return found
      }, ask: approvalResponder ?? (canAsk ? { self.ask($0) } : nil),
      rememberedUser: { cache.read($0) }, rememberUser: { cache.write($0, $1) },
      whileWriting: context.whileWriting)
    return Client(
      configuration: ClientConfiguration(
        baseURL: base, accountID: try accountID(), userAgent: Version.userAgent, timeout: try timeout(),
        showSecrets: arguments.has("show-secrets")),
      gate: try gate(), dependencies: dependencies)
  }
}

// MARK: - Configuration

extension Session {
  /// Where tt keeps its files.
  func folders() throws(TTError) -> Folders { try configuration.folders() }

  /// What `config.json` says.
  func settings() throws(TTError) -> Settings { try configuration.settings() }

  /// The machine's zone.
  func zone() throws(TTError) -> TimeZone { try configuration.zone() }

  /// The identity of the call: `--grant`, else `TT_GRANT`, else the locked one, else `default`. A lock beats them all.
  func grant() throws(TTError) -> String {
    let lock = try settings().grantLock
    let asked = arguments.value("grant") ?? context.variable("TT_GRANT")
    if let lock, let asked, !asked.isIdentical(to: lock) {
      throw TTError(
        .policyDenied,
        Denial.prefix + "config.json locks the grant to \(lock), but \(asked.inQuotes) was requested",
        hint: "leave out --grant and TT_GRANT", rule: "(grant lock)")
    }
    let name = asked ?? lock ?? PolicySource.defaultGrant
    guard PolicySource.isGrantName(name) else {
      throw .invalidValue(name, for: "the grant", expected: "1 to 64 letters, digits, '.', '_' or '-'")
    }
    return name
  }

  /// Where the grant's policy is kept; read once.
  func policySource() throws(TTError) -> PolicySource {
    if let knownPolicySource { return knownPolicySource }
    let override = arguments.value("policy") ?? context.variable("TT_POLICY")
    if let lock = try settings().grantLock, override != nil {
      throw TTError(
        .policyDenied, Denial.prefix + "config.json locks the grant to \(lock), but another policy was requested",
        hint: "leave out --policy and TT_POLICY", rule: "(grant lock)")
    }
    let source = PolicySource(
      grant: try grant(), override: override, configFolder: try folders().config, grants: try settings().grants,
      builtIn: .builtIn(reads: Catalog.reads, writes: Catalog.writes))
    knownPolicySource = source
    return source
  }

  /// Where counters, approvals and the audit log are kept.
  func store() throws(TTError) -> any StateStore {
    FileStateStore(folder: try folders().state, clock: context.clock)
  }

  /// The gate every call passes.
  func gate() throws(TTError) -> Gate {
    Gate(
      source: try policySource(), store: try store(), channel: channel,
      approvalLifetime: try settings().approvalTimeout ?? Gate.defaultApprovalLifetime)
  }

  private func accountID() throws(TTError) -> String? {
    // `--account-id` is an argument of the call itself; here is what applies without it.
    guard let text = context.variable("TT_ACCOUNT_ID") else { return try settings().accountID.map(String.init) }
    guard let id = Int(text), id > 0, text == String(id) else {
      throw .invalidValue(text, for: "TT_ACCOUNT_ID", expected: "a numeric workspace ID")
    }
    return text
  }

  private func timeout() throws(TTError) -> Double {
    guard let text = arguments.value("timeout") else { return 30 }
    guard let seconds = Double(text), seconds.isFinite, seconds > 0, seconds <= 86400 else {
      throw .invalidValue(text, for: "--timeout", expected: "seconds, more than 0 and at most 86400")
    }
    return seconds
  }
}
