import Basics

extension Gate {
  /// The result `evaluate` and `reserve` would give, and the state of the call's counters. Writes and records nothing.
  ///
  /// - Parameter service: the address of the service the call would go to.
  public func dryRun(_ call: PolicyCall, service: String = "") throws(TTError) -> DryRun {
    let policy = try source.load()
    var result = DryRun(grant: call.grant, tool: call.tool, origin: policy.origin, isEnforced: isEnforced)
    let verdict: RuleVerdict
    (verdict, result.steps) = PolicyDocument.explain(call, by: policy.document)
    let uses: [LimitUse]
    var request: ApprovalRequest?
    switch verdict {
    case .deny(let denial):
      result.refusal = denial.asError(policy)
      return result
    case .approval(let rule, let message, let needed):
      request = ApprovalRequest(call, policy, rule: rule, message: message)
      uses = needed
    case .allow(let needed): uses = needed
    }
    let snapshot = try store.snapshot(for: claim(call, policy, uses: uses, request: request, service: service))
    result.counters = snapshot.counters
    if let request, snapshot.approval?.state != .granted {
      result.pendingApproval = snapshot.approval?.state == .denied || !snapshot.canAnswer ? nil : request
      result.refusal = request.asError(snapshot.approval, under: policy)
    }
    if result.refusal == nil { result.refusal = snapshot.paused.map(TTError.serviceLimit) }
    if result.refusal == nil { result.refusal = snapshot.exceeded?.asError(call, store) }
    if !isEnforced { result.pendingApproval = nil }
    return result
  }

  /// The result of a dry run.
  public struct DryRun: Sendable {
    /// The identity of the caller.
    public var grant: String
    /// The tool.
    public var tool: String
    /// Where the policy came from.
    public var origin: String
    /// False in shadow mode: the call would proceed despite `refusal`.
    public var isEnforced: Bool
    /// The request that is still to be approved, if any.
    public var pendingApproval: ApprovalRequest?
    /// The error the call would end with if the policy is enforced; nil if the call would be allowed.
    public var refusal: TTError?
    /// The current state of the call's counters.
    public var counters: [CounterState] = []
    /// Every rule that was evaluated, in order.
    public var steps: [TraceStep] = []
  }
}
