import Basics
import Policy
import TrackingTime
import Transport

/// A parsed command line with its configuration. Settings, time zone and policy are read once, when first needed, and the
/// client is created from them.
final class Session {
  let context: Context
  let arguments: Arguments
  let configuration: Configuration
  /// The source of the policy, once it was determined.
  var cachedPolicySource: PolicySource?
  private var cachedClient: Client?
  /// The credentials in use: given to `tt auth login`, or found and kept so that a password program does not run twice.
  var credentials: Credentials?
  /// The default workspace of a call that was made earlier; nil for the one in use.
  var workspace: String??
  /// True while a write is taken back: what that takes is no write to take back.
  var isUndoing = false
  /// True while the entry of a timer is deleted that was stopped for this: what is taken back then is the timer.
  var isCancelling = false
  /// The seconds that were waited, of those that `--wait` allows.
  var waited = 0
  /// True to wait for limits as long as it takes where `--wait` does not say how long.
  var waitsForLimits = false
  /// Where calls come from.
  var channel = Channel("cli/\(Version.number)")
  /// The longest time in seconds that all requests may take together; nil for no limit but that of each request.
  var timeLimit: Double? {
    didSet { cachedClient = nil }
  }
  /// Responds to approval requests instead of a prompt at the terminal.
  var approvalResponder: ((ApprovalRequest) -> ApprovalResponse)? {
    // The client keeps its responder.
    didSet { cachedClient = nil }
  }

  init(context: Context, arguments: Arguments) {
    self.context = context
    self.arguments = arguments
    configuration = Configuration(context)
  }

  /// A session of another command line in the same process.
  init(_ arguments: Arguments, within other: Session) {
    context = other.context
    self.arguments = arguments
    configuration = other.configuration
  }

  /// Validates a call and makes it.
  func call(_ call: ToolCall, rows: (([JSONValue]) -> Void)? = nil) throws(TTError) -> ToolResult {
    try self.call(client().validate(call), rows: rows)
  }

  /// Makes a call. If another timer is running, a person at the terminal is offered to switch.
  func call(_ call: ValidatedCall, offeringToSwitch: Bool) throws(TTError) -> ToolResult {
    do throws(TTError) {
      return try self.call(call)
    } catch {
      guard offeringToSwitch, error.failure == .conflict, error.remedy != nil, canAsk, let ask = context.askLine else {
        throw error
      }
      let question = Renderer.escapingControlCharacters("\(error.message). Stop it and switch? [y/N] ")
      guard ask(question)?.isYes == true else { throw error }
      return try self.call(call.stoppingRunningTimer())
    }
  }

  /// Makes a call through the client, and updates the caches of names and of the timer.
  func call(_ call: ValidatedCall, rows: (([JSONValue]) -> Void)? = nil) throws(TTError) -> ToolResult {
    let cache = try cache()
    let kind = NameCache.kind(of: call)
    var names: [NameCache.Item] = []
    let sink = rows.map { sink in
      { (page: [JSONValue]) in
        if let kind { names += page.compactMap { NameCache.Item($0, kind) } }
        sink(page)
      }
    }
    var result: ToolResult
    do throws(TTError) {
      result = try callWhenAllowed(call, rows: sink)
    } catch {
      if error.failure == .outcomeUnknown { keepUnknown(call) }
      throw error
    }
    if result.queued != nil { return result }
    if let kind {
      names += result.data.array?.compactMap { NameCache.Item($0, kind) } ?? []
      try nameCache(of: call).write(names, kind)
    } else if result.changed == true {
      try nameCache(of: call).update(from: result)
    }
    TimerCache(folder: cache, context: context).update(from: result, of: call, now: context.clock())
    if call.tool.access == .write, let note = keep(result, of: call) { result.notes.append(note) }
    return result
  }

  /// The cache of the names in a call's workspace.
  private func nameCache(of call: ValidatedCall) throws(TTError) -> NameCache {
    try nameCache(account: call.arguments.integer("account_id").map(String.init))
  }

  /// The cache of the names in a workspace; nil for the default one.
  func nameCache(account: String?) throws(TTError) -> NameCache {
    var workspace = account
    if workspace == nil { workspace = try accountID() }
    let credentials = ["TT_APP_PASSWORD", "TT_EMAIL"].map { context.variable($0) ?? "" }
    return NameCache(
      folder: try cache(), owner: CacheFolder.key([try baseURL().text, workspace ?? ""] + credentials),
      now: context.clock())
  }

  /// The client, which checks every call at the gate.
  func client() throws(TTError) -> Client {
    if let cachedClient { return cachedClient }
    let client = try makeClient()
    cachedClient = client
    return client
  }

  /// Releases the client, which retains the session.
  func close() { cachedClient = nil }

  /// How the transports of calls are made.
  private func makeTransport() throws(TTError) -> (borrowing Reservation) -> any HTTPTransport {
    let environment = try transportEnvironment()
    guard let timeLimit else { return { [context] in context.transport($0, environment) } }
    let began = context.clock()
    return { [context] reservation in
      DeadlineTransport(context.transport(reservation, environment)) {
        timeLimit - context.clock().seconds(since: began)
      }
    }
  }

  private func makeClient() throws(TTError) -> Client {
    let base = try baseURL()
    let search = try credentialSearch()
    let cache = UserCache(folder: try self.cache(), base: base)
    let dependencies = ClientDependencies(
      clock: context.clock, zones: ZoneFinder(machine: zone, named: context.zone(named:)), sleep: context.sleep,
      transport: try makeTransport(),
      transportLoader: context.transportLoader,
      credentials: { () throws(TTError) in
        if let known = self.credentials { return known }
        let found = try search.find()
        self.credentials = found
        return found
      }, ask: isLocked ? nil : approvalResponder ?? (canAsk ? { self.ask($0) } : nil),
      rememberedUser: { cache.read($0) }, rememberUser: { cache.write($0, $1) },
      whileWriting: context.whileWriting, wait: { self.wait(seconds: $0) }, outbox: try outbox(),
      addingTurn: { () throws(TTError) in
        try FolderLock(
          state: self.folders().state + "/add.lock", waiting: self.patience(), or: "another tt adds an entry: ")
      }, log: requestLog)
    return Client(
      configuration: ClientConfiguration(
        baseURL: base, accountID: try accountID(), userAgent: Version.userAgent(contact: try settings().contact),
        timeout: min(try timeout(), timeLimit ?? .infinity),
        showSecrets: arguments.has("show-secrets")),
      gate: try gate(), dependencies: dependencies)
  }
}
