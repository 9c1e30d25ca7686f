import Basics

/// The state of one machine's user: `limits.json`, `approvals.json` and `audit.jsonl` in one folder, which is locked for
/// every change.
public struct FileStateStore: StateStore {
  private let folder: String
  private let clock: @Sendable () -> Instant
  let limits: StateFile<Counters>
  let requests: StateFile<Approvals>
  private let log: AuditLog

  /// The state in a folder, which is made when it is missing.
  ///
  /// - Parameter clock: the current time.
  public init(folder: String, clock: @escaping @Sendable () -> Instant) {
    self.folder = folder
    self.clock = clock
    limits = StateFile(path: folder + "/limits.json", name: "limits file", afterRemoval: "to start counting anew")
    requests = StateFile(
      path: folder + "/approvals.json", name: "approvals file", afterRemoval: "to forget every request and approval")
    log = AuditLog(folder: folder)
  }

  public var location: String { folder }

  /// The path of the limits file.
  public var limitsPath: String { limits.path }

  /// The three parts of the state, while nobody else can change them.
  final class LockedState {
    private let lock: FolderLock
    private let store: FileStateStore

    fileprivate init(_ store: FileStateStore) throws(TTError) {
      do throws(SystemError) {
        lock = try FolderLock(making: store.folder)
      } catch {
        throw .config(
          "the state folder \(store.folder) cannot be used: \(error.reason)",
          remedy: .makeStateFolderWritable(path: store.folder))
      }
      self.store = store
    }

    func limits() throws(TTError) -> Counters { try store.limits.read() }
    func write(_ counters: Counters) throws(TTError) { try store.limits.write(counters, lock) }
    func approvals() throws(TTError) -> Approvals { try store.requests.read() }
    func write(_ approvals: Approvals) throws(TTError) { try store.requests.write(approvals, lock) }
    func record(_ entry: AuditEntry) throws(TTError) { try store.log.append(entry, at: store.clock(), lock) }
  }

  private func withLock<Result>(
    _ body: (LockedState) throws(TTError) -> Result
  ) throws(TTError) -> Result { try body(LockedState(self)) }

  private var now: Int { clock().seconds }
}

// MARK: - Reservations

extension FileStateStore {
  public func snapshot(for claim: Claim) throws(TTError) -> StateSnapshot {
    let now = now
    let approval = try claim.request.flatMap { request throws(TTError) in try requests.read().find(request, now: now) }
    var counters = try limits.read()
    let states = counters.states(claim.uses, now: now)
    return StateSnapshot(
      approval: approval, counters: states, exceeded: counters.acquire(claim.uses, now: now))
  }

  public func counters(of uses: [LimitUse]) throws(TTError) -> [CounterState] {
    try limits.read().states(uses, now: now)
  }

  public func reserve(_ claim: Claim) throws(TTError) -> ReservationDecision {
    let state = try LockedState(self)
    let now = now
    var staged = FileReservation(state, claim)
    if let request = claim.request {
      var approvals = try state.approvals()
      // A no said just now counts, whatever was said before.
      if claim.response != .denied {
        staged.approval = approvals.consume(
          request, isGranted: claim.response == .approved, now: now, lifetime: claim.approvalLifetime)
      }
      guard staged.approval != nil else { return .awaitingApproval(try enqueue(claim, request, in: state)) }
      staged.approvals = approvals
    }
    var counters = try state.limits()
    guard let exceeded = counters.acquire(claim.uses, now: now) else {
      if !claim.uses.isEmpty { staged.count(claim.uses, in: counters, now: now) }
      return .reserved(staged, exceeded: nil)
    }
    try state.record(AuditEntry(.call, claim, id: Gate.newID(), decision: "limit", rule: exceeded.limit.rule))
    return claim.isEnforced ? .limited(exceeded) : .reserved(staged, exceeded: exceeded)
  }

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

  public func complete(
    _ receipt: Receipt, _ settlement: Settlement, outcome: String, requests count: Int
  ) throws(TTError) {
    try withLock { state throws(TTError) in
      var record = AuditEntry(.result, id: receipt.id, call: receipt.call, channel: receipt.channel)
      record.outcome = outcome
      record.requests = count
      // Neither file's trouble keeps the other from being written.
      let recorded = Result { () throws(TTError) in try state.record(record) }
      try state.release(receipt, settlement, now: now)
      try recorded.get()
    }
  }
}

extension FileStateStore.LockedState {
  fileprivate func release(_ receipt: Receipt, _ settlement: Settlement, now: Int) throws(TTError) {
    if settlement != .delivered, !receipt.uses.isEmpty {
      var counters = try limits()
      counters.release(receipt.uses, acquiredAt: receipt.acquiredAt)
      try write(counters)
    }
    if settlement == .notSent, let approval = receipt.approval {
      var approvals = try approvals()
      approvals.release(approval, now: now)
      try write(approvals)
    }
  }
}

/// A reservation in files that is decided and not written; it holds the folder's lock until it is.
private final class FileReservation: StagedReservation {
  private var state: FileStateStore.LockedState?
  private let claim: Claim
  var approval: Approval?
  /// The approvals without the one that is used; nil where none is.
  var approvals: Approvals?
  private var uses: [LimitUse] = []
  private var counters: Counters?
  private var now = 0

  init(_ state: FileStateStore.LockedState, _ claim: Claim) {
    self.state = state
    self.claim = claim
  }

  func count(_ uses: [LimitUse], in counters: Counters, now: Int) {
    (self.uses, self.counters, self.now) = (uses, counters, now)
  }

  func persist() throws(TTError) -> Receipt {
    guard let state else { throw .config("a reservation was written twice") }
    // Whatever happens here, others may decide afterwards.
    defer { self.state = nil }
    var written = receipt(uses: [], approval: nil)
    do throws(TTError) {
      // The approval goes first: a crash between the two files loses it, and never makes it count twice.
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
      return receipt(uses: uses, approval: approval)
    } catch {
      try? state.release(written, .notSent, now: now)
      throw error
    }
  }

  private func receipt(uses: [LimitUse], approval: Approval?) -> Receipt {
    Receipt(
      id: claim.id, call: claim.call, uses: uses, approval: approval, acquiredAt: counters?.monotonicNow(now) ?? now,
      channel: claim.channel)
  }
}

// MARK: - Approvals and the audit log

extension FileStateStore {
  public func approvals() throws(TTError) -> [Approval] { try requests.read().all(now: now) }

  public func answer(_ answer: ApprovalAnswer) throws(TTError) -> (approval: Approval, changed: Bool)? {
    try withLock { state throws(TTError) in
      var approvals = try state.approvals()
      guard
        let found = approvals.answer(
          answer.id, isGranted: answer.isGranted, now: now, lifetime: answer.lifetime)
      else { return nil }
      let request = found.approval.request
      if answer.isGranted, let locked = answer.lockedGrant, request.grant.isIdentical(to: locked) {
        throw .selfApproval(by: locked)
      }
      guard found.changed else { return found }
      // The record goes first: an approval that cannot be recorded does not count.
      try state.record(.answer(answer, found.approval))
      try state.write(approvals)
      return found
    }
  }

  public func record(_ entry: AuditEntry) throws(TTError) {
    try withLock { state throws(TTError) in try state.record(entry) }
  }

  public func auditRecords(matching filter: AuditFilter) throws(TTError) -> any AuditRecordReader {
    try AuditReader(log, filter)
  }

  public func verifyAudit(pause: () -> Void) throws(TTError) -> AuditReport { try log.verify(pause: pause) }
}
