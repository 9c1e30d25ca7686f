import Basics

extension Counters: StateFileContent {}
extension Approvals: StateFileContent {}

/// A store in files: `limits.json`, `approvals.json` and `audit.jsonl` in one folder, which is locked for every change.
public struct FileStateStore: StateStore {
  private let folder: String
  private let clock: @Sendable () -> Instant
  private let patience: Patience
  let limits: StateFile<Counters>
  let requests: StateFile<Approvals>
  private let log: AuditLog

  /// A store in a folder, which is created when first needed.
  ///
  /// - Parameters:
  ///   - patience: how long to wait for a process that has locked the folder.
  ///   - clock: the current time.
  public init(folder: String, patience: Patience = .standard, clock: @escaping @Sendable () -> Instant) {
    self.folder = folder
    self.patience = patience
    self.clock = clock
    limits = StateFile(path: folder + "/limits.json", name: "limits file", afterRemoval: "to start counting from zero")
    requests = StateFile(
      path: folder + "/approvals.json", name: "approvals file", afterRemoval: "to discard all requests and approvals")
    log = AuditLog(folder: folder)
  }

  /// The path of the state folder.
  public var location: String { folder }

  /// What to do about counters that are ahead of a correct clock.
  public var clockCorrection: String { "remove limits.json there" }

  /// How many seconds the counters are ahead of the clock, which once ran ahead; nil if they are not.
  public func clockLead() throws(TTError) -> Int? {
    let lead = try limits.read().monotonicNow(now) - now
    return lead > 60 ? lead : nil
  }

  /// The path of the limits file.
  public var limitsPath: String { limits.path }

  /// The three parts of the state, while the folder is locked.
  final class LockedState {
    private let lock: FolderLock
    private let store: FileStateStore

    init(_ store: FileStateStore) throws(TTError) {
      lock = try FolderLock(state: store.folder, waiting: store.patience)
      self.store = store
    }

    func limits() throws(TTError) -> Counters { try store.limits.read() }
    func write(_ counters: Counters) throws(TTError) { try store.limits.write(counters, lock) }
    func approvals() throws(TTError) -> Approvals { try store.requests.read() }
    func write(_ approvals: Approvals) throws(TTError) { try store.requests.write(approvals, lock) }
    func record(_ entry: AuditEntry) throws(TTError) { try store.log.append(entry, at: store.clock(), holding: lock) }
  }

  func withLock<Result>(
    _ body: (LockedState) throws(TTError) -> Result
  ) throws(TTError) -> Result { try body(LockedState(self)) }

  var now: Int { clock().seconds }
}

// MARK: - Pauses of a service

extension FileStateStore {
  /// Stops all calls to the service of a call for a number of seconds, whatever their grant.
  public func pause(_ receipt: Receipt, seconds: Int) throws(TTError) {
    try withLock { state throws(TTError) in
      var counters = try state.limits()
      counters.pause(receipt.service, seconds: seconds, now: now)
      try state.write(counters)
    }
  }

  /// The seconds until the service of a call may be called again. Takes no lock.
  public func pauseRemaining(_ receipt: Receipt) throws(TTError) -> Int? {
    try limits.read().pauseRemaining(receipt.service, now: now)
  }
}

// MARK: - Approvals and the audit log

extension FileStateStore {
  /// The open approvals of all grants, the oldest first. Takes no lock.
  public func approvals() throws(TTError) -> [Approval] { try requests.read().all(now: now) }

  /// Answers an approval request and records the answer; nil if no open request has this ID.
  public func answer(_ answer: ApprovalAnswer) throws(TTError) -> (approval: Approval, changed: Bool)? {
    try withLock { state throws(TTError) in
      var approvals = try state.approvals()
      guard
        let found = approvals.answer(
          answer.id, isGranted: answer.isGranted, now: now, lifetime: answer.lifetime)
      else { return nil }
      if answer.isGranted, let locked = answer.lockedGrant { throw .lockedApproval(by: locked) }
      guard found.changed else { return found }
      // The record is written first: an approval that cannot be recorded does not count.
      try state.record(.answer(answer, found.approval))
      try state.write(approvals)
      return found
    }
  }

  /// Appends a record to the audit log.
  public func record(_ entry: AuditEntry) throws(TTError) {
    try withLock { state throws(TTError) in try state.record(entry) }
  }

  /// Reads the audit log's records, the oldest first. Takes no lock.
  public func auditRecords(matching filter: AuditFilter) throws(TTError) -> any AuditRecordReader {
    try AuditReader(log, filter)
  }

  /// Verifies the whole chain of the audit log. Takes no lock.
  public func verifyAudit(pause: () -> Void) throws(TTError) -> AuditReport { try log.verify(pause: pause) }
}
