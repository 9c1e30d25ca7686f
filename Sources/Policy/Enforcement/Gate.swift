import Basics

/// The one place every call passes before anything leaves the machine: rules, counters, audit record.
///
/// A call goes `judge` (rules only, uses up nothing), then `admit` (approval, counters and the record, all or nothing),
/// then, once it has ended, `settle`.
public struct Gate: Sendable {
  /// Where the grant's policy is kept.
  public let source: PolicySource
  let stateFolder: String
  private let channel: String
  private let client: String?
  let approvalLifetime: Int
  let clock: @Sendable () -> Instant

  /// Seconds a request for approval stands, and then the answer, where nothing else is configured.
  public static let standardApprovalLifetime = 1800

  /// A gate for one grant.
  ///
  /// - Parameters:
  ///   - stateFolder: holds `limits.json`, `approvals.json` and `audit.jsonl`; made when missing.
  ///   - channel: how the audit log names the way a call came, for example `cli/1.0`.
  ///   - client: the program behind the channel as it calls itself, where it does.
  ///   - approvalLifetime: seconds a request for approval stands, and then the answer.
  ///   - clock: the current time.
  public init(
    source: PolicySource, stateFolder: String, channel: String, client: String? = nil,
    approvalLifetime: Int = Gate.standardApprovalLifetime, clock: @escaping @Sendable () -> Instant
  ) {
    self.source = source
    self.stateFolder = stateFolder
    self.channel = channel
    self.client = client
    self.approvalLifetime = approvalLifetime
    self.clock = clock
  }

  /// A call the rules allow. Only the gate makes one, so whoever holds one has been judged.
  public struct AllowedCall: Sendable {
    fileprivate let call: PolicyCall
    fileprivate let uses: [LimitUse]
    fileprivate let policy: LoadedPolicy
    /// What the policy wants a person's yes for.
    fileprivate var request: ApprovalRequest?
    /// The request nobody has said yes to yet, where there is one.
    public fileprivate(set) var question: ApprovalRequest?
    /// What would have been refused, where the grant's policy is watched and not enforced.
    fileprivate var unenforcedDenial: TTError?
  }

  /// A call that is counted and recorded, and may be sent.
  public struct Admission: Sendable {
    fileprivate let call: PolicyCall
    fileprivate var uses: [LimitUse]
    fileprivate var approval: Approval?
    fileprivate let id: String
    fileprivate let taken: Int
    /// What would have been refused, where the grant's policy is watched and not enforced.
    public fileprivate(set) var unenforcedDenial: TTError?
  }

  /// What became of an admitted call.
  public enum Fate: Sendable {
    /// It took effect, or may have: what it used stays used.
    case sent
    /// The service answered with an error: the limits are given back, a person's yes is not.
    case refused
    /// It certainly never reached the service: limits and yes are given back.
    case unsent
  }

  /// Judges a call by the rules.
  ///
  /// - Throws: `policyDenied` with the rule, after it was recorded; `config` when the policy or the log cannot be used.
  public func evaluate(_ call: PolicyCall) throws(TTError) -> AllowedCall {
    let policy = try source.load()
    switch PolicyDocument.evaluate(call, by: policy.document) {
    case .allow(let uses): return AllowedCall(call: call, uses: uses, policy: policy)
    case .deny(let denial): return try stop(call, "deny", denial.asError(policy), policy)
    case .approval(let rule, let message, let uses):
      let request = ApprovalRequest(call, policy, rule: rule, message: message)
      guard isEnforced else { return try stop(call, "approval", request.asError(nil, policy), policy) }
      let known = try ApprovalsFile(folder: stateFolder).read().find(request, now: clock().seconds)
      if let known, known.state == .denied { return try stop(call, "approval", request.asError(known, policy), policy) }
      return AllowedCall(
        call: call, uses: uses, policy: policy, request: request,
        question: known?.state == .granted ? nil : request)
    }
  }

  /// Ends a call the rules refuse, or lets it pass in shadow mode.
  private func stop(
    _ call: PolicyCall, _ decision: String, _ error: TTError, _ policy: LoadedPolicy
  ) throws(TTError) -> AllowedCall {
    let error = try refuse(call, decision, error, policy)
    if isEnforced { throw error }
    return AllowedCall(call: call, uses: [], policy: policy, unenforcedDenial: error)
  }

  /// False in shadow mode: verdicts are recorded as they would have been, and the call goes on.
  /// Without a policy there is nothing to watch, and the grant may do nothing.
  var isEnforced: Bool {
    guard let grant = source.grants[source.grant] else { return true }
    return grant.enforce || (grant.policy == nil && source.grant != PolicySource.defaultGrant)
  }

  /// Records a call that goes no further by the policy's rules, and passes its error on.
  private func refuse(
    _ call: PolicyCall, _ decision: String, _ error: TTError, _ policy: LoadedPolicy
  ) throws(TTError) -> TTError {
    let lock = try lockState()
    try append(entry(.call, call, Self.newID(), decision: decision, rule: error.rule, policy), lock)
    return error
  }

  /// Takes the person's yes a call needs and counts it in all its limits, or does none of it, and records it.
  ///
  /// - Parameters:
  ///   - consent: what somebody said who was asked the call's `question`.
  ///   - meanwhile: done once the call is allowed, while a thread writes its counters and its record. Both have ended
  ///     when this returns.
  /// - Throws: `approvalRequired` with the id of the request that now waits; `rateLimited` with the rule and when to
  ///   come back; `config` when a file of the gate cannot be used. In all of them nothing was used up.
  public func reserve(
    _ allowed: AllowedCall, consent: ApprovalResponse = .unavailable, meanwhile: (() -> Void)? = nil
  ) throws(TTError) -> Admission {
    let call = allowed.call
    let lock = try lockState()
    let now = clock().seconds
    var approvals = Approvals()
    var approval: Approval?
    if let request = allowed.request {
      approvals = try ApprovalsFile(folder: stateFolder).read()
      // A no said just now counts, whatever was said before.
      if consent != .denied {
        approval = approvals.consume(request, isGranted: consent == .approved, now: now, lifetime: approvalLifetime)
      }
      if approval == nil { throw try putDown(allowed, request, &approvals, consent, lock) }
    }
    let limits = LimitsFile(folder: stateFolder)
    var counters = try limits.read()
    var unenforcedDenial = allowed.unenforcedDenial
    var uses = allowed.uses
    if let hit = counters.acquire(uses, now: now) {
      try append(entry(.call, call, Self.newID(), decision: "limit", rule: hit.limit.rule, allowed.policy), lock)
      let error = hit.asError(call, limits.path)
      if isEnforced { throw error }
      unenforcedDenial = error
      uses = []
    }
    let admission = Admission(
      call: call, uses: uses, approval: approval, id: Self.newID(), taken: counters.monotonicNow(now),
      unenforcedDenial: unenforcedDenial)
    var held = Optional(lock)
    var failure: TTError?
    func write() {
      guard let lock = held.take() else { return }
      do throws(TTError) {
        try keep(admission, approval == nil ? nil : approvals, uses.isEmpty ? nil : counters, allowed, consent, lock)
      } catch {
        failure = error
      }
    }
    if let meanwhile { Threads.runConcurrently(write, beside: meanwhile) } else { write() }
    if let failure { throw failure }
    return admission
  }

  /// Writes what an admitted call takes, and its record: all of it or none.
  private func keep(
    _ admission: Admission, _ approvals: Approvals?, _ counters: Counters?, _ allowed: AllowedCall,
    _ consent: ApprovalResponse,
    _ lock: consuming FolderLock
  ) throws(TTError) {
    var written = admission
    (written.approval, written.uses) = (nil, [])
    do throws(TTError) {
      // The yes goes first: a crash between the two files loses it, and never makes it count twice.
      if let approvals {
        try ApprovalsFile(folder: stateFolder).write(approvals, lock)
        written.approval = admission.approval
      }
      if let counters {
        try LimitsFile(folder: stateFolder).write(counters, lock)
        written.uses = admission.uses
      }
      if consent == .approved { try record(consent, allowed, admission.approval, lock) }
      try append(
        entry(
          .call, admission.call, admission.id, decision: "allow", rule: "", allowed.policy,
          approval: admission.approval?.id), lock)
    } catch {
      try? giveBack(written, .unsent, lock)
      throw error
    }
  }

  /// Ends a call whose question was not asked, since there is nobody to ask: the request is put down for later.
  public func postpone(_ allowed: AllowedCall) throws(TTError) -> TTError {
    guard let request = allowed.request else { return .config("the call needs no approval") }
    let lock = try lockState()
    var approvals = try ApprovalsFile(folder: stateFolder).read()
    return try putDown(allowed, request, &approvals, .unavailable, lock)
  }

  private func putDown(
    _ allowed: AllowedCall, _ request: ApprovalRequest, _ approvals: inout Approvals, _ consent: ApprovalResponse,
    _ lock: borrowing FolderLock
  ) throws(TTError) -> TTError {
    let approval = approvals.request(
      request, isRefused: consent == .denied, now: clock().seconds, lifetime: approvalLifetime)
    if approval != nil { try ApprovalsFile(folder: stateFolder).write(approvals, lock) }
    if consent == .denied { try record(consent, allowed, approval, lock) }
    try append(
      entry(
        .call, allowed.call, Self.newID(), decision: "approval", rule: request.rule, allowed.policy,
        approval: approval?.id), lock)
    var error = request.asError(approval, allowed.policy, consent)
    if approval == nil {
      error.message += " It cannot be put down: too many calls wait already, or its arguments are too long to be read."
      error.hint = "see: tt policy approvals"
    }
    return error
  }

  /// Records what somebody said who was asked just now.
  private func record(
    _ consent: ApprovalResponse, _ allowed: AllowedCall, _ approval: Approval?, _ lock: borrowing FolderLock
  ) throws(TTError) {
    guard let request = allowed.request else { return }
    try append(
      entry(
        .approval, allowed.call, Self.newID(), decision: consent == .approved ? "yes" : "no", rule: request.rule,
        allowed.policy, approval: approval?.id), lock)
  }

  /// Records how an admitted call ended, and gives back what its fate says.
  ///
  /// - Parameters:
  ///   - outcome: `ok`, or the class of the error.
  ///   - requests: how many requests the call took.
  public func complete(_ admission: Admission, outcome: String, requests: Int, _ fate: Fate) throws(TTError) {
    let lock = try lockState()
    var record = entry(.result, admission.call, admission.id)
    record.outcome = outcome
    record.requests = requests
    // Neither file's trouble keeps the other from being written.
    let recorded = Result { () throws(TTError) in try append(record, lock) }
    try giveBack(admission, fate, lock)
    try recorded.get()
  }

  private func giveBack(_ admission: Admission, _ fate: Fate, _ lock: borrowing FolderLock) throws(TTError) {
    if fate != .sent, !admission.uses.isEmpty {
      let limits = LimitsFile(folder: stateFolder)
      var counters = try limits.read()
      counters.release(admission.uses, taken: admission.taken)
      try limits.write(counters, lock)
    }
    if fate == .unsent, let approval = admission.approval {
      let file = ApprovalsFile(folder: stateFolder)
      var approvals = try file.read()
      approvals.release(approval, now: clock().seconds)
      try file.write(approvals, lock)
    }
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
}

extension Gate {
  func lockState() throws(TTError) -> FolderLock {
    do throws(SystemError) {
      return try FolderLock(making: stateFolder)
    } catch {
      throw .config(
        "the state folder \(stateFolder) cannot be used: \(error.reason)",
        hint: "tt needs to write there: chmod u+rwx '\(stateFolder)', or set XDG_STATE_HOME")
    }
  }

  func append(_ entry: AuditEntry, _ lock: borrowing FolderLock) throws(TTError) {
    try AuditLog(folder: stateFolder).append(entry, at: clock(), lock)
  }

  func entry(
    _ event: AuditEntry.Event, _ call: PolicyCall, _ id: String, decision: String? = nil, rule: String? = nil,
    _ policy: LoadedPolicy? = nil, approval: String? = nil
  ) -> AuditEntry {
    AuditEntry(
      event: event, id: id, grant: call.grant, tool: call.tool, keys: call.arguments.keys, decision: decision,
      rule: rule, policy: policy.map { $0.document?.fingerprint ?? "none" }, approval: approval, channel: channel,
      client: client)
  }

  static func newID() -> String { String(hex: .random(in: .min ... .max), digits: 16) }
}
