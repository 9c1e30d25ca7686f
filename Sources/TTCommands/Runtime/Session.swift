import Basics
import Policy
import TrackingTime

/// A parsed command line meeting the dependencies: settings are read and the client is made when a command asks for them.
final class Session {
  let context: Context
  let arguments: Arguments
  private var madeClient: Client?
  /// The credentials in use: given to `tt auth login`, or found and kept so that a program is not asked twice.
  var credentials: Credentials?
  /// How the audit log names the way a call came.
  var channel = "cli/\(Version.number)"
  /// The program behind the channel as it calls itself.
  var clientName: String?
  /// Responds to approval requests in place of a person at the terminal.
  var approvalResponder: ((ApprovalRequest) -> ApprovalResponse)?

  init(context: Context, arguments: Arguments) {
    self.context = context
    self.arguments = arguments
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

  /// Where tt keeps its files.
  func folders() throws(TTError) -> Folders { try Folders(context) }

  /// The identity of the call: `--grant`, else `TT_GRANT`, else the locked one, else `default`. A lock beats them all.
  func grant(_ settings: Settings) throws(TTError) -> String {
    let asked = arguments.value("grant") ?? context.variable("TT_GRANT")
    if let lock = settings.grantLock, let asked, !asked.isIdentical(to: lock) {
      throw TTError(
        .policyDenied,
        Denial.prefix + "config.json locks the grant to \(lock), and \(Shell.quoted(asked)) is asked for",
        hint: "leave out --grant and TT_GRANT", rule: "(grant lock)")
    }
    let name = asked ?? settings.grantLock ?? PolicySource.defaultGrant
    guard PolicySource.isGrantName(name) else {
      throw .usage(
        "the grant \(Shell.quoted(name)) is no name", hint: "1 to 64 letters, digits, '.', '_' or '-'")
    }
    return name
  }

  /// Where the grant's policy is kept.
  func policySource(_ settings: Settings? = nil) throws(TTError) -> PolicySource {
    let known: Settings
    if let settings { known = settings } else { known = try self.settings() }
    let override = arguments.value("policy") ?? context.variable("TT_POLICY")
    if let lock = known.grantLock, override != nil {
      throw TTError(
        .policyDenied, Denial.prefix + "config.json locks the grant to \(lock), and another policy is asked for",
        hint: "leave out --policy and TT_POLICY", rule: "(grant lock)")
    }
    return PolicySource(
      grant: try grant(known), override: override,
      configFolder: try folders().config,
      grants: known.grants,
      builtIn: .builtIn(reads: Catalog.reads, writes: Catalog.writes))
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
    let folders = try folders()
    let settings = try Settings.read(folders.config + "/config.json")
    let base = try baseURL(settings)
    let configuration = ClientConfiguration(
      baseURL: base, accountID: try accountID(settings), userAgent: Version.userAgent, timeout: try timeout(),
      showSecrets: arguments.has("show-secrets"))
    let search = try credentialSearch(settings)
    let cache = UserCache(folder: CacheFolder(path: folders.cache), base: base)
    let dependencies = ClientDependencies(
      clock: context.clock, zone: context.zone, sleep: context.sleep, transport: context.transport,
      transportLoader: context.transportLoader,
      credentials: { () throws(TTError) in
        if let known = self.credentials { return known }
        let found = try search.find()
        self.credentials = found
        return found
      }, ask: approvalResponder ?? (canAsk ? { self.ask($0) } : nil),
      rememberedUser: { cache.read($0) }, rememberUser: { cache.write($0, $1) },
      whileWriting: context.whileWriting)
    return Client(configuration: configuration, gate: try gate(settings), dependencies: dependencies)
  }

  /// The gate every call passes.
  func gate(_ settings: Settings? = nil) throws(TTError) -> Gate {
    let known: Settings
    if let settings { known = settings } else { known = try self.settings() }
    return Gate(
      source: try policySource(known), stateFolder: try folders().state, channel: channel, client: clientName,
      approvalLifetime: known.approvalTimeout ?? Gate.standardApprovalLifetime, clock: context.clock)
  }

  private func accountID(_ settings: Settings) throws(TTError) -> String? {
    // `--account-id` is an argument of the call itself; here is what holds without it.
    guard let text = context.variable("TT_ACCOUNT_ID") else { return settings.accountID.map(String.init) }
    guard let id = Int(text), id > 0, text == String(id) else {
      throw .usage("TT_ACCOUNT_ID is \(Shell.quoted(text)); it takes a workspace's number")
    }
    return text
  }

  private func timeout() throws(TTError) -> Double {
    guard let text = arguments.value("timeout") else { return 30 }
    guard let seconds = Double(text), seconds.isFinite, seconds > 0, seconds <= 86400 else {
      throw .usage("--timeout is \(Shell.quoted(text)); it takes seconds, more than 0 and at most 86400")
    }
    return seconds
  }
}
