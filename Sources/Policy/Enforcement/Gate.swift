import Basics

/// The gate every call passes before anything leaves the machine: rules, approval, counters, audit record.
///
/// A call goes `evaluate` (rules only, uses up nothing), then `reserve` (approval and counters, all or nothing), is
/// persisted, sent, and then committed or released. The gate handles policies and verdicts; state that callers share
/// belongs to the store.
public struct Gate: Sendable {
  /// Where the grant's policy is stored.
  public let source: PolicySource
  /// Where counters, approvals and the audit log are stored.
  public let store: any StateStore
  let channel: Channel
  let approvalLifetime: Int

  /// Seconds a request for approval, and then its answer, stays valid by default.
  public static let defaultApprovalLifetime = 1800

  /// A gate for one grant.
  ///
  /// - Parameters:
  ///   - channel: how calls arrive.
  ///   - approvalLifetime: seconds a request for approval, and then its answer, stays valid.
  public init(
    source: PolicySource, store: any StateStore, channel: Channel,
    approvalLifetime: Int = Gate.defaultApprovalLifetime
  ) {
    self.source = source
    self.store = store
    self.channel = channel
    self.approvalLifetime = approvalLifetime
  }

  /// A call the rules allow. Only the gate makes one, so its existence proves that the call was evaluated.
  public struct AllowedCall: Sendable {
    fileprivate let call: PolicyCall
    fileprivate let uses: [LimitUse]
    fileprivate let policy: LoadedPolicy
    /// The approval the policy requires.
    fileprivate var request: ApprovalRequest?
    /// The request that is still to be approved, if any.
    public fileprivate(set) var pendingApproval: ApprovalRequest?
    /// False if an answer of whoever makes the call is no approval, so that asking is in vain.
    public fileprivate(set) var canAnswer = true
    /// The error that enforcement would have caused; set only if the grant's policy is not enforced.
    fileprivate var unenforcedDenial: TTError?

    /// True if a rule of the call's tool looks at one of these arguments.
    public func judges(_ arguments: [String]) -> Bool {
      guard let rules = policy.document?.rules(for: call.tool) else { return false }
      func names(_ path: ArgumentPath?) -> Bool {
        guard let name = path?.steps.first else { return false }
        return arguments.contains { $0.isIdentical(to: name) }
      }
      return rules.require.contains { $0.conditions.contains { names($0.path) } }
        || rules.denyIf.contains { $0.conditions.contains { names($0.path) } }
        || uses.contains { names($0.limit.incrementFrom) }
    }
  }

  /// Evaluates a call by the rules.
  ///
  /// - Parameter rereading: true reads the policy again, for a process that has been running for a while.
  /// - Throws: `policyDenied` with the rule, once recorded; `config` if the policy or the log cannot be used.
  public func evaluate(_ call: PolicyCall, rereading: Bool = false) throws(TTError) -> AllowedCall {
    let policy = try source.load(rereading: rereading)
    switch PolicyDocument.evaluate(call, by: policy.document) {
    case .allow(let uses): return AllowedCall(call: call, uses: uses, policy: policy)
    case .deny(let denial): return try deny(call, denial.asError(policy), decision: "deny", under: policy)
    case .approval(let rule, let message, let uses):
      let request = ApprovalRequest(call, policy, rule: rule, message: message)
      guard isEnforced else {
        return try deny(call, request.asError(nil, under: policy), decision: "approval", under: policy)
      }
      let snapshot = try store.snapshot(for: claim(call, policy, request: request))
      let known = snapshot.approval
      if let known, known.state == .denied {
        return try deny(call, request.asError(known, under: policy), decision: "deny", under: policy)
      }
      return AllowedCall(
        call: call, uses: uses, policy: policy, request: request,
        pendingApproval: known?.state == .granted ? nil : request, canAnswer: snapshot.canAnswer)
    }
  }

  /// Records a call the rules deny, and throws the error unless in shadow mode.
  private func deny(
    _ call: PolicyCall, _ error: TTError, decision: String, under policy: LoadedPolicy
  ) throws(TTError) -> AllowedCall {
    try store.record(
      AuditEntry(
        .call, id: Self.newID(), call: call, channel: channel, decision: decision, rule: error.rule,
        policy: policy.fingerprint))
    if isEnforced { throw error }
    return AllowedCall(call: call, uses: [], policy: policy, unenforcedDenial: error)
  }

  var isEnforced: Bool { source.isEnforced }

  /// Uses the approval a call needs and counts the call in all its limits, or does neither.
  ///
  /// - Parameters:
  ///   - response: the user's response to the call's `pendingApproval`.
  ///   - service: the address of the service the call goes to.
  /// - Throws: `approvalRequired` with the ID of the pending request; `rateLimited` with the rule and when to retry;
  ///   `config` if the state cannot be used. In all cases nothing was used up.
  public func reserve(
    _ allowed: AllowedCall, response: ApprovalResponse = .unavailable, service: String = ""
  ) throws(TTError) -> PendingReservation {
    let claim = claim(
      allowed.call, allowed.policy, uses: allowed.uses, request: allowed.request, response: response, service: service)
    switch try store.reserve(claim) {
    case .reserved(let staged, let exceeded):
      let denial = exceeded?.asError(allowed.call, store) ?? allowed.unenforcedDenial
      return PendingReservation(staged, store, unenforcedDenial: denial)
    case .limited(let exceeded): throw exceeded.asError(allowed.call, store)
    case .paused(let seconds): throw .serviceLimit(seconds)
    case .awaitingApproval(let approval): throw approvalError(for: allowed, approval, response: response)
    }
  }

  /// Ends a call whose approval cannot be requested now: the request is stored for later.
  public func deferForApproval(_ allowed: AllowedCall) throws(TTError) -> TTError {
    let claim = claim(allowed.call, allowed.policy, request: allowed.request)
    return approvalError(for: allowed, try store.enqueue(claim), response: .unavailable)
  }

  private func approvalError(
    for allowed: AllowedCall, _ approval: Approval?, response: ApprovalResponse
  ) -> TTError {
    guard let request = allowed.request else { return .config("the call does not need approval") }
    var error = request.asError(approval, under: allowed.policy, response: response)
    if approval == nil {
      error.message +=
        " It could not be queued: too many calls are already pending, or its arguments are too long to review."
      error.remedy = .reviewApprovals
    }
    return error
  }

  /// Records a call that ended here for a reason other than the policy: `decision` is `invalid` for invalid arguments
  /// and `allow` if only credentials were missing.
  public func record(_ call: PolicyCall, decision: String, outcome: String) throws(TTError) {
    var entry = AuditEntry(.call, id: Self.newID(), call: call, channel: channel, decision: decision)
    entry.outcome = outcome
    try store.record(entry)
  }

  func claim(
    _ call: PolicyCall, _ policy: LoadedPolicy, uses: [LimitUse] = [], request: ApprovalRequest? = nil,
    response: ApprovalResponse = .unavailable, service: String = ""
  ) -> Claim {
    Claim(
      id: Self.newID(), call: call, policy: policy.fingerprint, uses: uses,
      failureBounds: LimitUse.failureBounds(uses, tool: call.tool, grant: call.grant), service: service,
      request: request, response: response,
      approvalLifetime: approvalLifetime, isEnforced: isEnforced, channel: channel)
  }

  /// The rule of a call that is refused because the service asked for no more.
  public static let serviceLimitRule = "(service limit)"

  package static func newID() -> String { String(hex: .random(in: .min ... .max), digits: 16) }
}
