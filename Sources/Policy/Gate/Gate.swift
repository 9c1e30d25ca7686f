import Basics

/// The one place every call passes before anything leaves the machine: rules, counters, audit record.
///
/// A call goes `judge` (rules only, uses up nothing), then `admit` (counters and the record, all or nothing), then, once
/// it has ended, `settle`.
public struct Gate: Sendable {
  /// Where the grant's policy is kept.
  public let source: PolicySource
  private let stateFolder: String
  private let door: String
  private let clock: @Sendable () -> Instant

  /// A gate for one grant.
  ///
  /// - Parameters:
  ///   - stateFolder: holds `limits.json` and `audit.jsonl`; made when missing.
  ///   - door: how the audit log names the caller, for example `cli`.
  ///   - clock: the current time.
  public init(
    source: PolicySource, stateFolder: String, door: String, clock: @escaping @Sendable () -> Instant
  ) {
    self.source = source
    self.stateFolder = stateFolder
    self.door = door
    self.clock = clock
  }

  /// A call the rules allow. Only the gate makes one, so whoever holds one has been judged.
  public struct Passed: Sendable {
    fileprivate let call: PolicyCall
    fileprivate let charges: [Charge]
    fileprivate let policy: LoadedPolicy
    /// What would have been refused, where the grant's policy is watched and not enforced.
    fileprivate var waived: TTError?
  }

  /// A call that is counted and recorded, and may be sent.
  public struct Admission: Sendable {
    fileprivate let call: PolicyCall
    fileprivate let charges: [Charge]
    fileprivate let id: String
    fileprivate let taken: Int
    /// What would have been refused, where the grant's policy is watched and not enforced.
    public fileprivate(set) var waived: TTError?
  }

  /// Judges a call by the rules.
  ///
  /// - Throws: `policyDenied` with the rule, after it was recorded; `config` when the policy or the log cannot be used.
  public func judge(_ call: PolicyCall) throws(TTError) -> Passed {
    let policy = try source.load()
    switch PolicyDocument.judge(call, by: policy.document) {
    case .allow(let charges): return Passed(call: call, charges: charges, policy: policy)
    case .deny(let denial): return try stop(call, "deny", denial.asError(policy), policy)
    case .approval(let rule, let message, _):
      return try stop(call, "approval", Self.approvalRequired(rule, message, policy), policy)
    }
  }

  /// Ends a call the rules refuse, or lets it pass in shadow mode.
  private func stop(
    _ call: PolicyCall, _ decision: String, _ error: TTError, _ policy: LoadedPolicy
  ) throws(TTError) -> Passed {
    let error = try refuse(call, decision, error, policy)
    if isEnforced { throw error }
    return Passed(call: call, charges: [], policy: policy, waived: error)
  }

  /// False in shadow mode: verdicts are recorded as they would have been, and the call goes on.
  private var isEnforced: Bool { source.grants[source.grant]?.enforce ?? true }

  /// Records a call that goes no further by the policy's rules, and passes its error on.
  private func refuse(
    _ call: PolicyCall, _ decision: String, _ error: TTError, _ policy: LoadedPolicy
  ) throws(TTError) -> TTError {
    let lock = try lockState()
    try append(entry(.call, call, Self.newID(), decision: decision, rule: error.rule, policy), lock)
    return error
  }

  private static func approvalRequired(_ rule: String, _ message: String, _ policy: LoadedPolicy) -> TTError {
    TTError(.approvalRequired, message, hint: "policy: \(policy.origin)", rule: rule)
  }

  /// Counts a call in all its limits, or in none, and records it.
  ///
  /// - Throws: `rateLimited` with the rule and when to come back; `config` when a file of the gate cannot be used, in
  ///   which case nothing was counted.
  public func admit(_ passed: Passed) throws(TTError) -> Admission {
    let call = passed.call
    let id = Self.newID()
    let lock = try lockState()
    let limits = LimitsFile(folder: stateFolder)
    var counters = try limits.read()
    let now = clock().seconds
    var waived = passed.waived
    var charges = passed.charges
    if let hit = counters.take(charges, now: now) {
      try append(entry(.call, call, id, decision: "limit", rule: hit.limit.rule, passed.policy), lock)
      let error = hit.asError(call, limits.path)
      if isEnforced { throw error }
      waived = error
      charges = []
    }
    let admission = Admission(
      call: call, charges: charges, id: id, taken: counters.effective(now), waived: waived)
    if !charges.isEmpty { try limits.write(counters, lock) }
    do throws(TTError) {
      try append(entry(.call, call, id, decision: "allow", rule: "", passed.policy), lock)
    } catch {
      if !charges.isEmpty {
        counters.giveBack(charges, taken: admission.taken)
        try limits.write(counters, lock)
      }
      throw error
    }
    return admission
  }

  /// Records how an admitted call ended, and gives its reservation back when `giveBack` says so.
  ///
  /// - Parameters:
  ///   - outcome: `ok`, or the class of the error.
  ///   - requests: how many requests the call took.
  public func settle(
    _ admission: Admission, outcome: String, requests: Int, giveBack: Bool
  ) throws(TTError) {
    let lock = try lockState()
    if giveBack, !admission.charges.isEmpty {
      let limits = LimitsFile(folder: stateFolder)
      var counters = try limits.read()
      counters.giveBack(admission.charges, taken: admission.taken)
      try limits.write(counters, lock)
    }
    var record = entry(.result, admission.call, admission.id)
    record.outcome = outcome
    record.requests = requests
    try append(record, lock)
  }

  /// Records a call that went no further than here, for a reason that is not the policy's: `decision` is `invalid` for
  /// wrong arguments and `allow` where only credentials were missing.
  public func record(_ call: PolicyCall, decision: String, outcome: String) throws(TTError) {
    let lock = try lockState()
    var record = entry(.call, call, Self.newID())
    record.decision = decision
    record.outcome = outcome
    try append(record, lock)
  }

  /// What `judge` and `admit` would say, and how the call's counters stand. Takes, writes and records nothing.
  public func preview(_ call: PolicyCall) throws(TTError) -> Preview {
    let policy = try source.load()
    var preview = Preview(grant: call.grant, tool: call.tool, origin: policy.origin)
    let verdict: RuleVerdict
    (verdict, preview.steps) = PolicyDocument.explain(call, by: policy.document)
    let charges: [Charge]
    switch verdict {
    case .deny(let denial):
      preview.refusal = denial.asError(policy)
      return preview
    case .approval(let rule, let message, let wanted):
      preview.refusal = Self.approvalRequired(rule, message, policy)
      charges = wanted
    case .allow(let wanted): charges = wanted
    }
    let limits = LimitsFile(folder: stateFolder)
    var counters = try limits.read()
    let now = clock().seconds
    preview.counters = counters.states(charges, now: now)
    if preview.refusal == nil { preview.refusal = counters.take(charges, now: now)?.asError(call, limits.path) }
    return preview
  }

  /// A verdict without a call.
  public struct Preview: Sendable {
    /// The identity that asked.
    public var grant: String
    /// The tool.
    public var tool: String
    /// Where the policy came from.
    public var origin: String
    /// The error the call would end with, or nil when it would be admitted.
    public var refusal: TTError?
    /// How the call's counters stand now.
    public var counters: [CounterState] = []
    /// Every rule that was looked at, in order.
    public var steps: [VerdictStep] = []
  }
}

extension Gate {
  private func lockState() throws(TTError) -> FolderLock {
    do throws(SystemError) {
      try Files.makeFolder(stateFolder)
      return try FolderLock(stateFolder)
    } catch {
      throw .config(
        "the state folder \(stateFolder) cannot be used: \(error.reason)",
        hint: "tt needs to write there: chmod u+rwx '\(stateFolder)', or set XDG_STATE_HOME")
    }
  }

  private func append(_ entry: AuditEntry, _ lock: borrowing FolderLock) throws(TTError) {
    try AuditLog(folder: stateFolder).append(entry, at: clock(), lock)
  }

  private func entry(
    _ event: AuditEntry.Event, _ call: PolicyCall, _ id: String, decision: String? = nil, rule: String? = nil,
    _ policy: LoadedPolicy? = nil
  ) -> AuditEntry {
    AuditEntry(
      event: event, id: id, grant: call.grant, tool: call.tool, keys: call.arguments.keys, decision: decision,
      rule: rule, policy: policy.map { $0.document?.fingerprint ?? "none" }, door: door)
  }

  private static func newID() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Denial {
  func asError(_ policy: LoadedPolicy) -> TTError {
    TTError(.policyDenied, message, hint: "policy: \(policy.origin)", rule: rule)
  }
}

extension LimitHit {
  /// - Parameter path: the limits file, named where only a clock that once ran ahead explains the wait.
  func asError(_ call: PolicyCall, _ path: String) -> TTError {
    let what = "The limit of \(limit.text) for \(call.tool) is reached"
    let never = limit.max == 0 ? "it never admits a call" : "so much never fits"
    var hint = retryAfter.map { "try again in \($0) s" } ?? never
    if let retryAfter, retryAfter > limit.window.seconds {
      hint += " (\(path) is ahead of the clock; if the clock is right now, remove that file)"
    }
    return TTError(.rateLimited, Denial.prefix + what, hint: hint, rule: limit.rule, retryAfter: retryAfter)
  }
}
