import Basics
import Policy

/// The only path to the service: every command, `tt call` and every agent's tool call goes through it.
public struct Client {
  let configuration: ClientConfiguration
  let dependencies: ClientDependencies
  let gate: Gate

  /// Creates a client whose calls are checked by a gate.
  public init(configuration: ClientConfiguration, gate: Gate, dependencies: ClientDependencies) {
    self.configuration = configuration
    self.gate = gate
    self.dependencies = dependencies
  }

  /// Carries out a call: evaluates the policy, finds credentials, asks a person if the policy requires it, reserves, sends,
  /// and commits or releases the reservation.
  ///
  /// - Parameter rows: receives the elements of a list page by page, so that a long list need not be held in memory; the
  ///   result's data is then an empty list.
  /// - Throws: a `TTError` whose class tells how far the call got: `usage`, `policyDenied`, `approvalRequired`, `auth` if
  ///   there are no credentials, `rateLimited` with a rule, and `config` mean that nothing was sent.
  public func call(_ valid: ValidatedCall, rows: (([JSONValue]) -> Void)? = nil) throws(TTError) -> ToolResult {
    let prepared = try prepare(valid)
    let judged = policyCall(valid, prepared)
    var allowed = try gate.evaluate(judged)
    if allowed.pendingApproval != nil, dependencies.ask == nil || !allowed.canAnswer {
      throw try gate.deferForApproval(allowed)
    }
    let credentials: Credentials
    do throws(TTError) {
      credentials = try dependencies.credentials()
    } catch {
      try gate.record(judged, decision: "allow", outcome: error.failure.rawValue)
      throw error
    }
    var response = ApprovalResponse.unavailable
    if let asked = allowed.pendingApproval, let ask = dependencies.ask {
      response = ask(asked)
      // The policy may have changed while the person was deciding; the response only covers what was asked.
      allowed = try gate.evaluate(judged, rereading: true)
      if response == .approved, allowed.pendingApproval?.isSame(as: asked) == false { response = .unavailable }
    }
    let waits = try waitsBehindOthers(valid)
    let reservation = try persist(try gate.reserve(allowed, response: response, service: configuration.baseURL.text))
    let sender = RequestSender(
      reservation: reservation, configuration: configuration, credentials: credentials, dependencies: dependencies,
      isStillAllowed: { (try? gate.evaluate(judged, rereading: true)) != nil })
    let normalizer = ResponseNormalizer(showSecrets: configuration.showSecrets)
    let executor = ToolExecutor(
      dependencies: dependencies, call: valid, prepared: prepared, credentials: credentials, sender: sender,
      rows: rows.map { sink in { sink($0.map(normalizer.normalize)) } },
      judgesTimes: allowed.judges(["start", "end", EntryTimes.duration]), reevaluate: reevaluate)
    // As a text of its own: optimized code keeps no copy of what a noncopyable value holds beyond the value's own end, which
    // would show freed memory (Swift 6.3).
    let shadow = reservation.unenforcedDenial.map { "not enforced: " + $0.message }
    var outcome = waits ? .failure(.waitsBehindOthers) : ToolOutcome(of: executor)
    if case .failure(var failure) = outcome, failure.error.failure == .network, !sender.mayHaveArrived(valid) {
      failure.error.isUnsent = true
      outcome = valid.isQueueable ? enqueue(valid, prepared) : .failure(failure)
    }
    let unrecorded = conclude(reservation, by: outcome, of: valid, sentBy: sender)
    switch outcome {
    case .success(var result):
      result.data = normalizer.normalize(result.data)
      result.requests = sender.requests
      result.notes += result.created.map { Note($0) }
      result.serviceDate = sender.serviceDate.flatMap { Instant(httpDate: $0) }
      if let shadow { result.notes.append(Note(shadow)) }
      if let unrecorded { result.notes.append(Note(unrecorded)) }
      return result
    case .failure(let failure):
      var error = failure.error
      if let unrecorded { error.message += "; " + unrecorded }
      if error.failure == .auth { error.remedy = .checkCredentials(source: credentials.source) }
      throw error
    }
  }

  /// Judges a call that is to be made after others, so that nothing is sent if it is refused. A refusal is recorded. Nobody
  /// is asked: what wants approval waits for it.
  ///
  /// - Throws: what `call` throws for a call that is refused before it is sent.
  public func judge(_ valid: ValidatedCall) throws(TTError) {
    let judged = policyCall(valid, try prepare(valid))
    let allowed = try gate.evaluate(judged)
    if allowed.pendingApproval != nil { throw try gate.deferForApproval(allowed) }
    let verdict = try gate.dryRun(judged, service: configuration.baseURL.text)
    guard verdict.isEnforced, let refusal = verdict.refusal else { return }
    try gate.record(judged, decision: "limit", outcome: refusal.failure.rawValue)
    throw refusal
  }

  /// Evaluates a call without sending, reserving or recording anything. Needs no credentials.
  public func dryRun(_ call: ToolCall) throws(TTError) -> Gate.DryRun {
    let valid = try Catalog.validate(call)
    return try gate.dryRun(policyCall(valid, try resolveTimes(valid)), service: configuration.baseURL.text)
  }

  /// Evaluates the policy's rules for a call that is only made later, after others. Sends and reserves nothing.
  ///
  /// - Throws: the denial, which is recorded. Limits and approvals are left to `call`.
  public func judgeByRules(_ call: ToolCall) throws(TTError) {
    let valid = try validate(call)
    _ = try gate.evaluate(policyCall(valid, try prepare(valid)))
  }

  /// Validates a call, and records it if it is invalid.
  ///
  /// - Throws: the errors of `Catalog.validate`.
  public func validate(_ call: ToolCall) throws(TTError) -> ValidatedCall {
    do throws(TTError) {
      return try Catalog.validate(call)
    } catch {
      // Unknown names could contain anything, so only names from the catalog are recorded.
      let known = Catalog.tool(call.tool)
      let arguments = JSONObject(call.arguments.members.filter { known?.parameter($0.key) != nil })
      recordInvalid(
        PolicyCall(
          tool: known?.name ?? "(unknown)", arguments: arguments, grant: gate.source.grant,
          mustBeNamed: known?.isOwn ?? false), error)
      throw error
    }
  }

  /// Resolves the times of a call, and records it if they are invalid.
  private func prepare(_ call: ValidatedCall) throws(TTError) -> PreparedRequest {
    do throws(TTError) {
      return try resolveTimes(call)
    } catch {
      recordInvalid(policyCall(call, nil), error)
      throw error
    }
  }

  /// Records an invalid call. Its error is reported whether or not it can be recorded.
  private func recordInvalid(_ call: PolicyCall, _ error: TTError) {
    try? gate.record(call, decision: "invalid", outcome: error.failure.rawValue)
  }

  /// Evaluates the rules again for a call that was completed by a look-up.
  ///
  /// - Throws: `policyDenied`, or `approvalRequired` if only the completed call requires it.
  private func reevaluate(_ call: ValidatedCall, _ prepared: PreparedRequest) throws(TTError) {
    let allowed = try gate.evaluate(policyCall(call, prepared))
    if allowed.pendingApproval != nil { throw try gate.deferForApproval(allowed) }
  }

  func resolveTimes(_ call: ValidatedCall) throws(TTError) -> PreparedRequest {
    try PreparedRequest(
      call, account: configuration.accountID, now: call.delay?.since ?? dependencies.clock(), zones: dependencies.zones)
  }

  func policyCall(_ call: ValidatedCall, _ prepared: PreparedRequest?) -> PolicyCall {
    PolicyCall(
      tool: call.tool.name, arguments: call.arguments.json, derived: prepared?.derived.json ?? JSONObject(),
      grant: gate.source.grant,
      account: call.tool.needsAccount && call.arguments["account_id"] == nil ? configuration.accountID : nil,
      mustBeNamed: call.tool.isOwn)
  }

  /// Writes a reservation, which mostly waits for the disk, while the transport is loaded, which takes about as long.
  private func persist(_ pending: consuming PendingReservation) throws(TTError) -> Reservation {
    guard let load = dependencies.transportLoader() else { return try pending.persist() }
    var unwritten = Optional(pending)
    var reservation: Reservation?
    var failure: TTError?
    func write() {
      guard let pending = unwritten.take() else { return }
      do throws(TTError) { reservation = try pending.persist() } catch { failure = error }
    }
    Threads.runConcurrently(write, beside: load)
    if let failure { throw failure }
    guard let written = reservation.take() else { throw .config("the reservation was not written") }
    return written
  }

  /// Commits or releases a reservation, depending on the call's result. If that cannot be recorded, the call still counts
  /// as made.
  ///
  /// - Returns: a message if the outcome could not be recorded.
  private func conclude(
    _ reservation: consuming Reservation, by ending: ToolOutcome, of call: ValidatedCall,
    sentBy sender: RequestSender
  ) -> String? {
    let outcome: String
    var releases = false
    switch ending {
    case .success(let result): outcome = result.queued == nil ? "ok" : "queued"
    case .failure(let failure):
      outcome = failure.error.failure.rawValue
      releases = failure.releasesReservation
    }
    let result = CallEnding(outcome: outcome, requests: sender.requests, pause: sender.pause)
    do throws(TTError) {
      // A call that had nothing to do and sent no write does not count. One that sent a write does; otherwise a loop of
      // such calls would never reach a limit.
      if !sender.mayHaveArrived(call) {
        try reservation.release(.notSent, result)
      } else if releases {
        try reservation.release(.rejected, result)
      } else {
        try reservation.commit(result)
      }
      return nil
    } catch {
      return "the call's outcome could not be recorded: " + error.message
    }
  }
}
