import Basics
import Policy
import Transport

/// What a client has to know besides the call.
public struct ClientConfiguration: Sendable {
  /// The service's address.
  public var baseURL: BaseURL
  /// The workspace's number as text, when one was chosen.
  public var accountID: String?
  /// The `User-Agent` of every request.
  public var userAgent: String
  /// Seconds for each request.
  public var timeout: Double
  /// True leaves tokens and invite links readable in answers.
  public var showSecrets: Bool

  /// Settings of a client; `timeout` in seconds.
  public init(baseURL: BaseURL, accountID: String?, userAgent: String, timeout: Double, showSecrets: Bool = false) {
    self.baseURL = baseURL
    self.accountID = accountID
    self.userAgent = userAgent
    self.timeout = timeout
    self.showSecrets = showSecrets
  }
}

/// What a client needs of the dependencies, handed in so that nothing here reads a clock or an environment on its own.
public struct ClientDependencies {
  /// The current time.
  public var clock: @Sendable () -> Instant
  /// The machine's zone.
  public var zone: () throws(TTError) -> TimeZone
  /// Waits so many seconds.
  public var sleep: (Double) -> Void
  /// The way to the network. It takes what only the gate gives out, so there is no way to a request past the gate.
  public var transport: (Gate.Admission) -> any HTTPTransport
  /// What makes the way to the network ready, some milliseconds of work for the time until the request; nil when it is.
  public var transportLoader: () -> (() -> Void)?
  /// The credentials; asked for once the rules have let a call pass.
  public var credentials: () throws(TTError) -> Credentials
  /// Asks somebody for the yes a call needs; nil where there is nobody to ask.
  public var ask: ((ApprovalRequest) -> ApprovalResponse)?
  /// The caller as remembered for these credentials.
  public var rememberedUser: (Credentials) -> CurrentUser?
  /// Remembers the caller.
  public var rememberUser: (CurrentUser, Credentials) -> Void
  /// Told when a request that changes something begins (true) and ends (false): an interruption in between leaves its
  /// outcome unknown.
  public var whileWriting: (Bool) -> Void

  /// Gathers what a client needs of the dependencies.
  public init(
    clock: @escaping @Sendable () -> Instant, zone: @escaping () throws(TTError) -> TimeZone,
    sleep: @escaping (Double) -> Void, transport: @escaping (Gate.Admission) -> any HTTPTransport,
    transportLoader: @escaping () -> (() -> Void)? = { nil },
    credentials: @escaping () throws(TTError) -> Credentials,
    ask: ((ApprovalRequest) -> ApprovalResponse)? = nil,
    rememberedUser: @escaping (Credentials) -> CurrentUser? = { _ in nil },
    rememberUser: @escaping (CurrentUser, Credentials) -> Void = { _, _ in },
    whileWriting: @escaping (Bool) -> Void = { _ in }
  ) {
    self.clock = clock
    self.zone = zone
    self.sleep = sleep
    self.transport = transport
    self.transportLoader = transportLoader
    self.credentials = credentials
    self.ask = ask
    self.rememberedUser = rememberedUser
    self.rememberUser = rememberUser
    self.whileWriting = whileWriting
  }
}

/// The one way to the network. Every door (a command, `tt call`, an agent's tool call) ends here.
public struct Client {
  let configuration: ClientConfiguration
  let dependencies: ClientDependencies
  private let gate: Gate

  /// A client behind a gate.
  public init(configuration: ClientConfiguration, gate: Gate, dependencies: ClientDependencies) {
    self.configuration = configuration
    self.gate = gate
    self.dependencies = dependencies
  }

  /// Carries out a call: check against the catalog, judge by the policy, find credentials, ask a person where the policy
  /// wants that, count and record, send, settle.
  ///
  /// - Parameter rows: takes the elements of a list page by page, so that a long one need not be held; the answer's data
  ///   is then an empty list.
  /// - Throws: the class of `TTError` says how far it came: `usage`, `policyDenied`, `approvalRequired`, `auth` without
  ///   credentials, `rateLimited` with a rule, and `config` mean that nothing was sent.
  public func call(_ call: ToolCall, rows: (([JSONValue]) -> Void)? = nil) throws(TTError) -> ToolResult {
    let grant = gate.source.grant
    let checked: ValidatedCall
    do throws(TTError) {
      checked = try Catalog.check(call)
    } catch {
      // A wrong argument is the answer, whether or not it can be recorded. Unknown names could be anything, so only
      // those of the catalog are.
      let known = Catalog.tool(call.tool)
      let arguments = JSONObject(call.arguments.members.filter { known?.parameter($0.key) != nil })
      let refused = PolicyCall(tool: known?.name ?? "(unknown)", arguments: arguments, grant: grant)
      try? gate.record(refused, decision: "invalid", outcome: error.failure.rawValue)
      throw error
    }
    let judged = policyCall(checked)
    var passed = try gate.evaluate(judged)
    if passed.question != nil, dependencies.ask == nil { throw try gate.postpone(passed) }
    let credentials: Credentials
    let prepared: PreparedRequest
    do throws(TTError) {
      prepared = try checked.prepare(
        account: configuration.accountID, now: dependencies.clock(), zone: dependencies.zone())
      credentials = try dependencies.credentials()
    } catch {
      try gate.record(judged, decision: "allow", outcome: error.failure.rawValue)
      throw error
    }
    var consent = ApprovalResponse.unavailable
    if let question = passed.question, let ask = dependencies.ask {
      consent = ask(question)
      // A person takes time, in which the policy may have changed: the yes was to what it asked before.
      passed = try gate.evaluate(judged)
      if consent == .approved, passed.question?.isSame(as: question) == false { consent = .unavailable }
    }
    let admission = try gate.reserve(passed, consent: consent, meanwhile: dependencies.transportLoader())
    let sender = RequestSender(
      admission: admission, configuration: configuration, credentials: credentials, dependencies: dependencies)
    let normalizer = ResponseNormalizer(showSecrets: configuration.showSecrets)
    let errand = ToolExecutor(
      client: self, call: checked, prepared: prepared, credentials: credentials, sender: sender,
      rows: rows.map { sink in { sink($0.map(normalizer.normalize)) } })
    do throws(CallFailure) {
      var answer = try errand.run()
      answer.data = normalizer.normalize(answer.data)
      answer.requests = sender.requests
      answer.serviceDate = sender.serviceDate.flatMap { Instant(httpDate: $0) }
      answer.notes = prepared.notes + answer.notes
      if let unenforcedDenial = admission.unenforcedDenial {
        answer.notes.append("not enforced: " + unenforcedDenial.message)
      }
      // A call that found its wish fulfilled without asking for it uses up nothing. One that asked does, or a loop of
      // them would go on without end.
      answer.notes += settle(admission, sender, outcome: "ok", sender.mayHaveArrived(checked) ? .sent : .unsent)
      return answer
    } catch {
      let arrived: Gate.Fate = error.releasesReservation ? .refused : .sent
      let notes = settle(
        admission, sender, outcome: error.error.failure.rawValue,
        sender.mayHaveArrived(checked) ? arrived : .unsent)
      var failure = error.error
      if let note = notes.first { failure.message += "; " + note }
      if failure.failure == .auth { failure.hint = "they come from \(credentials.source); see: tt auth status" }
      throw failure
    }
  }

  private func policyCall(_ call: ValidatedCall) -> PolicyCall {
    PolicyCall(
      tool: call.tool.name, arguments: call.arguments, grant: gate.source.grant,
      account: call.tool.needsAccount && call.arguments["account_id"] == nil ? configuration.accountID : nil)
  }

  /// What the gate would say of a call. Sends, takes and records nothing, and needs no credentials.
  public func dryRun(_ call: ToolCall) throws(TTError) -> Gate.DryRun {
    let checked = try Catalog.check(call)
    let preview = try gate.dryRun(policyCall(checked))
    if preview.refusal == nil || preview.refusal?.failure == .rateLimited {
      _ = try checked.prepare(account: configuration.accountID, now: dependencies.clock(), zone: dependencies.zone())
    }
    return preview
  }

  /// A call that was carried out is not undone by a record that cannot be written, but it is said.
  private func settle(
    _ admission: Gate.Admission, _ sender: RequestSender, outcome: String, _ fate: Gate.Fate
  ) -> [String] {
    do throws(TTError) {
      try gate.complete(admission, outcome: outcome, requests: sender.requests, fate)
      return []
    } catch {
      return ["the call's outcome could not be recorded: " + error.message]
    }
  }
}

/// How a call failed, and whether its reservation is given back: yes when the request certainly did not reach the service
/// or was answered with an error, no when it may have taken effect.
struct CallFailure: Error {
  var error: TTError
  var releasesReservation: Bool

  init(_ error: TTError, releasesReservation: Bool) {
    self.error = error
    self.releasesReservation = releasesReservation
  }

  /// No readable answer to a request that changes nothing, or to one that certainly never left.
  init(_ silence: NoResponse) {
    error = silence.asError
    releasesReservation = !silence.mayHaveArrived
  }
}
