import Basics

/// The one place every call passes before anything leaves the machine: rules, approval, counters, audit record.
///
/// A call goes `evaluate` (rules only, uses up nothing), then `reserve` (approval and counters, all or nothing), is
/// persisted, sent, and then committed or released. The gate knows policies and verdicts; what callers share is the
/// store's.
public struct Gate: Sendable {
  /// Where the grant's policy is kept.
  public let source: PolicySource
  /// Where counters, approvals and the audit log are kept.
  public let store: any StateStore
  let channel: Channel
  let approvalLifetime: Int

  /// Seconds a request for approval, and then its answer, stays valid where nothing else is configured.
  public static let defaultApprovalLifetime = 1800

  /// A gate for one grant.
  ///
  /// - Parameters:
  ///   - channel: the way calls come.
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

  /// A call the rules allow. Only the gate makes one, so whoever holds one has been evaluated.
  public struct AllowedCall: Sendable {
    fileprivate let call: PolicyCall
    fileprivate let uses: [LimitUse]
    fileprivate let policy: LoadedPolicy
    /// What the policy requires an approval for.
    fileprivate var request: ApprovalRequest?
    /// The request nobody has approved yet, where there is one.
    public fileprivate(set) var pendingApproval: ApprovalRequest?
    /// What would have been refused, where the grant's policy is not enforced.
    fileprivate var unenforcedDenial: TTError?
  }

  /// Evaluates a call by the rules.
  ///
  /// - Parameter rereading: reads the policy anew, since a while has passed.
  /// - Throws: `policyDenied` with the rule, after it was recorded; `config` when the policy or the log cannot be used.
  public func evaluate(_ call: PolicyCall, rereading: Bool = false) throws(TTError) -> AllowedCall {
    let policy = try source.load(rereading: rereading)
    switch PolicyDocument.evaluate(call, by: policy.document) {
    case .allow(let uses): return AllowedCall(call: call, uses: uses, policy: policy)
    case .deny(let denial): return try deny(call, denial.asError(policy), decision: "deny", policy)
    case .approval(let rule, let message, let uses):
      let request = ApprovalRequest(call, policy, rule: rule, message: message)
      guard isEnforced else { return try deny(call, request.asError(nil, policy), decision: "approval", policy) }
      let known = try store.snapshot(for: claim(call, policy, request: request)).approval
      if let known, known.state == .denied {
        return try deny(call, request.asError(known, policy), decision: "approval", policy)
      }
      return AllowedCall(
        call: call, uses: uses, policy: policy, request: request,
        pendingApproval: known?.state == .granted ? nil : request)
    }
  }

  /// Records and ends a call the rules refuse, or lets it pass in shadow mode.
  private func deny(
    _ call: PolicyCall, _ error: TTError, decision: String, _ policy: LoadedPolicy
  ) throws(TTError) -> AllowedCall {
    try store.record(
      AuditEntry(
        .call, id: Self.newID(), call: call, channel: channel, decision: decision, rule: error.rule,
        policy: policy.fingerprint))
    if isEnforced { throw error }
    return AllowedCall(call: call, uses: [], policy: policy, unenforcedDenial: error)
  }

  /// False in shadow mode: verdicts are recorded as they would have been, and the call goes on.
  /// Without a policy there is nothing to watch, and the grant may do nothing.
  var isEnforced: Bool {
    guard let grant = source.grants[source.grant] else { return true }
    return grant.enforce || (grant.policy == nil && source.grant != PolicySource.defaultGrant)
  }

  /// Takes the approval a call needs and counts it in all its limits, or does none of it.
  ///
  /// - Parameter response: what somebody said who was asked about the call's `pendingApproval`.
  /// - Throws: `approvalRequired` with the id of the request that is now pending; `rateLimited` with the rule and when to
  ///   come back; `config` when the state cannot be used. In all of them nothing was used up.
  public func reserve(
    _ allowed: AllowedCall, response: ApprovalResponse = .unavailable
  ) throws(TTError) -> PendingReservation {
    let claim = claim(
      allowed.call, allowed.policy, uses: allowed.uses, request: allowed.request, response: response)
    switch try store.reserve(claim) {
    case .reserved(let staged, let exceeded):
      let denial = exceeded?.asError(allowed.call, store.location) ?? allowed.unenforcedDenial
      return PendingReservation(staged, store, unenforcedDenial: denial)
    case .limited(let exceeded): throw exceeded.asError(allowed.call, store.location)
    case .awaitingApproval(let approval): throw refusal(allowed, approval, response)
    }
  }

  /// Ends a call whose approval nobody can be asked for: the request is stored for later.
  public func deferForApproval(_ allowed: AllowedCall) throws(TTError) -> TTError {
    let claim = claim(allowed.call, allowed.policy, request: allowed.request)
    return refusal(allowed, try store.enqueue(claim), .unavailable)
  }

  private func refusal(_ allowed: AllowedCall, _ approval: Approval?, _ response: ApprovalResponse) -> TTError {
    guard let request = allowed.request else { return .config("the call needs no approval") }
    var error = request.asError(approval, allowed.policy, response)
    if approval == nil {
      error.message +=
        " It could not be queued: too many calls are already pending, or its arguments are too long to review."
      error.remedy = .reviewApprovals
    }
    return error
  }

  /// Records a call that went no further than here, for a reason other than the policy: `decision` is `invalid` for wrong
  /// arguments and `allow` where only credentials were missing.
  public func record(_ call: PolicyCall, decision: String, outcome: String) throws(TTError) {
    var entry = AuditEntry(.call, id: Self.newID(), call: call, channel: channel, decision: decision)
    entry.outcome = outcome
    try store.record(entry)
  }

  func claim(
    _ call: PolicyCall, _ policy: LoadedPolicy, uses: [LimitUse] = [], request: ApprovalRequest? = nil,
    response: ApprovalResponse = .unavailable
  ) -> Claim {
    Claim(
      id: Self.newID(), call: call, policy: policy.fingerprint, uses: uses, request: request, response: response,
      approvalLifetime: approvalLifetime, isEnforced: isEnforced, channel: channel)
  }

  static func newID() -> String { String(hex: .random(in: .min ... .max), digits: 16) }
}
