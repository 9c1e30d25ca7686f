import Basics

extension Gate {
  /// What `judge` and `admit` would say, and how the call's counters stand. Takes, writes and records nothing.
  public func dryRun(_ call: PolicyCall) throws(TTError) -> DryRun {
    let policy = try source.load()
    let now = clock().seconds
    var preview = DryRun(grant: call.grant, tool: call.tool, origin: policy.origin, isEnforced: isEnforced)
    let verdict: RuleVerdict
    (verdict, preview.steps) = PolicyDocument.explain(call, by: policy.document)
    let uses: [LimitUse]
    switch verdict {
    case .deny(let denial):
      preview.refusal = denial.asError(policy)
      return preview
    case .approval(let rule, let message, let wanted):
      let request = ApprovalRequest(call, policy, rule: rule, message: message)
      let known = try ApprovalsFile(folder: stateFolder).read().find(request, now: now)
      if known?.state != .granted {
        preview.question = known?.state == .denied ? nil : request
        preview.refusal = request.asError(known, policy)
      }
      uses = wanted
    case .allow(let wanted): uses = wanted
    }
    let limits = LimitsFile(folder: stateFolder)
    var counters = try limits.read()
    preview.counters = counters.states(uses, now: now)
    if preview.refusal == nil { preview.refusal = counters.acquire(uses, now: now)?.asError(call, limits.path) }
    if !isEnforced { preview.question = nil }
    return preview
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
    /// What a person has to say yes to, where nobody has.
    public var question: ApprovalRequest?
    /// The error the call would end with where the policy is enforced, or nil when it would be admitted.
    public var refusal: TTError?
    /// How the call's counters stand now.
    public var counters: [CounterState] = []
    /// Every rule that was looked at, in order.
    public var steps: [TraceStep] = []
  }
}
