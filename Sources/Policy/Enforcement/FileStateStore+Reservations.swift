import Basics

extension FileStateStore {
  /// The approval and counters that apply to a call. Takes no lock.
  public func snapshot(for claim: Claim) throws(TTError) -> StateSnapshot {
    let now = now
    let approval = try claim.request.flatMap { request throws(TTError) in try requests.read().find(request, now: now) }
    var counters = try limits.read()
    let states = counters.states(claim.uses, now: now)
    return StateSnapshot(
      approval: approval, counters: states,
      exceeded: counters.acquire(claim.uses, now: now, within: claim.failureBounds),
      paused: counters.pauseRemaining(claim.service, now: now))
  }

  /// The state of the counters of a grant's uses. Takes no lock.
  public func counters(of uses: [LimitUse], grant: String) throws(TTError) -> [CounterState] {
    try limits.read().states(uses, now: now)
  }

  /// Decides on a claim. A reservation holds the folder's lock until it is persisted or dropped.
  public func reserve(_ claim: Claim) throws(TTError) -> ReservationDecision {
    let state = try LockedState(self)
    let now = now
    let staged = FileReservation(state, claim, now: now)
    if let request = claim.request {
      var approvals = try state.approvals()
      // If the user just declined, an earlier approval does not count.
      if claim.response != .denied {
        staged.approval = approvals.consume(
          request, isGranted: claim.response == .approved, now: now, lifetime: claim.approvalLifetime)
      }
      guard staged.approval != nil else { return .awaitingApproval(try enqueue(claim, request, in: state)) }
      staged.approvals = approvals
    }
    var counters = try state.limits()
    if let pause = counters.pauseRemaining(claim.service, now: now) {
      try state.record(AuditEntry(.call, claim, id: Gate.newID(), decision: "limit", rule: Gate.serviceLimitRule))
      return .paused(pause)
    }
    guard let exceeded = counters.acquire(claim.uses, now: now, within: claim.failureBounds) else {
      if !claim.uses.isEmpty { staged.count(claim.uses, in: counters) }
      return .reserved(staged, exceeded: nil)
    }
    try state.record(AuditEntry(.call, claim, id: Gate.newID(), decision: "limit", rule: exceeded.limit.rule))
    return claim.isEnforced ? .limited(exceeded) : .reserved(staged, exceeded: exceeded)
  }

  /// Stores a call's approval request and records the call; nil if the request could not be stored.
  public func enqueue(_ claim: Claim) throws(TTError) -> Approval? {
    guard let request = claim.request else { return nil }
    return try withLock { state throws(TTError) in try enqueue(claim, request, in: state) }
  }

  private func enqueue(
    _ claim: Claim, _ request: ApprovalRequest, in state: LockedState
  ) throws(TTError) -> Approval? {
    var approvals = try state.approvals()
    let approval = approvals.request(
      request, isRefused: claim.response == .denied, now: now, lifetime: claim.approvalLifetime)
    if approval != nil { try state.write(approvals) }
    if claim.response == .denied { try state.record(.response(claim, approval)) }
    try state.record(
      AuditEntry(.call, claim, id: Gate.newID(), decision: "approval", rule: request.rule, approval: approval?.id))
    return approval
  }

  /// Records how a reserved call ended, releases what its settlement releases, counts a failure, and keeps the pause the
  /// service asked for.
  public func complete(
    _ receipt: Receipt, _ settlement: Settlement, _ result: CallEnding
  ) throws(TTError) {
    try withLock { state throws(TTError) in
      var record = AuditEntry(.result, id: receipt.id, call: receipt.call, channel: receipt.channel)
      record.outcome = result.outcome
      record.requests = result.requests
      // A failure of one file does not keep the other from being written.
      let recorded = Result { () throws(TTError) in try state.record(record) }
      try state.conclude(receipt, settlement, result, now: now)
      try recorded.get()
    }
  }
}

extension FileStateStore.LockedState {
  fileprivate func conclude(
    _ receipt: Receipt, _ settlement: Settlement, _ result: CallEnding, now: Int
  ) throws(TTError) {
    // Of a call that went well, nothing changes.
    if settlement != .delivered || result.isFailure || result.pause != nil {
      let before = try limits()
      var counters = before
      if settlement != .delivered { counters.release(receipt.uses, acquiredAt: receipt.acquiredAt) }
      if result.isFailure { counters.count(receipt.failureBounds, now: now) }
      if let pause = result.pause { counters.pause(receipt.service, seconds: pause, now: now) }
      if counters != before { try write(counters) }
    }
    try release(receipt, settlement, now: now)
  }

  /// Releases the approval of a call that was not sent.
  private func release(_ receipt: Receipt, _ settlement: Settlement, now: Int) throws(TTError) {
    if settlement == .notSent, let approval = receipt.approval {
      var approvals = try approvals()
      approvals.release(approval, now: now)
      try write(approvals)
    }
  }
}

/// A reservation in files that is decided but not yet written. It holds the folder's lock until it is.
private final class FileReservation: StagedReservation {
  private var state: FileStateStore.LockedState?
  private let claim: Claim
  var approval: Approval?
  /// The approvals without the one that is used; nil if none is.
  var approvals: Approvals?
  private var uses: [LimitUse] = []
  private var counters: Counters?
  private let now: Int

  init(_ state: FileStateStore.LockedState, _ claim: Claim, now: Int) {
    self.state = state
    self.claim = claim
    self.now = now
  }

  func count(_ uses: [LimitUse], in counters: Counters) {
    (self.uses, self.counters) = (uses, counters)
  }

  func persist() throws(TTError) -> Receipt {
    guard let state else { throw .config("a reservation was written twice") }
    // Other processes may decide next, whatever happens here.
    defer { self.state = nil }
    var written = receipt(uses: [], approval: nil)
    do throws(TTError) {
      // The approval is written first: a crash between the two files loses it but never lets it count twice.
      if let approvals {
        try state.write(approvals)
        written = receipt(uses: [], approval: approval)
      }
      if let counters {
        try state.write(counters)
        written = receipt(uses: uses, approval: approval)
      }
      if claim.response == .approved { try state.record(.response(claim, approval)) }
      try state.record(AuditEntry(.call, claim, id: claim.id, decision: "allow", rule: "", approval: approval?.id))
      return written
    } catch {
      try? state.conclude(
        written, .notSent, CallEnding(outcome: FailureClass.config.rawValue, requests: 0), now: now)
      throw error
    }
  }

  private func receipt(uses: [LimitUse], approval: Approval?) -> Receipt {
    Receipt(claim, uses: uses, approval: approval, acquiredAt: counters?.monotonicNow(now) ?? now)
  }
}
