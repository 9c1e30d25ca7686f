import Basics

extension Gate {
  /// What `evaluate` and `reserve` would say, and how the call's counters stand. Takes, writes and records nothing.
  public func dryRun(_ call: PolicyCall) throws(TTError) -> DryRun {
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
    case .approval(let rule, let message, let wanted):
      request = ApprovalRequest(call, policy, rule: rule, message: message)
      uses = wanted
    case .allow(let wanted): uses = wanted
    }
    let snapshot = try store.snapshot(for: claim(call, policy, uses: uses, request: request))
    result.counters = snapshot.counters
    if let request, snapshot.approval?.state != .granted {
      result.pendingApproval = snapshot.approval?.state == .denied ? nil : request
      result.refusal = request.asError(snapshot.approval, policy)
    }
    if result.refusal == nil { result.refusal = snapshot.exceeded?.asError(call, store.location) }
    if !isEnforced { result.pendingApproval = nil }
    return result
  }

  /// A verdict without a call.
  public struct DryRun: Sendable {
    /// The identity that asked.
    public var grant: String
    /// The tool.
    public var tool: String
    /// Where the policy came from.
    public var origin: String
    /// False in shadow mode: the call goes on whatever `refusal` says.
    public var isEnforced: Bool
    /// What a person has to approve, where nobody has.
    public var pendingApproval: ApprovalRequest?
    /// The error the call would end with where the policy is enforced, or nil when it would be admitted.
    public var refusal: TTError?
    /// How the call's counters stand now.
    public var counters: [CounterState] = []
    /// Every rule that was looked at, in order.
    public var steps: [TraceStep] = []
  }
}
