import Basics

/// The state shared by all callers of a gate: counters, approvals and the audit log.
///
/// Every method is atomic and exact with any number of concurrent callers. Rules are evaluated beforehand (see
/// `PolicyDocument.evaluate`): a store never sees a policy, and sees arguments only in approval requests.
/// `FileStateStore` stores the state in files on one machine, `SharedStateStore` in a database for several.
public protocol StateStore: Sendable {
  /// The location given in messages: a folder's path, or a server's address without secrets.
  var location: String { get }

  /// What to do about counters that are ahead of a correct clock, as the end of a sentence.
  var clockCorrection: String { get }

  /// The approval and counters that apply to a call. Changes and records nothing.
  func snapshot(for claim: Claim) throws(TTError) -> StateSnapshot

  /// The state of the counters of a grant's uses.
  func counters(of uses: [LimitUse], grant: String) throws(TTError) -> [CounterState]

  /// Decides whether a call has the approval it needs and fits all its limits. If not, that is recorded; if so,
  /// `StagedReservation.persist` writes the reservation, and no other decision is made until then.
  ///
  /// Repeated with the same claim ID after a lost response, it returns the first decision and changes nothing.
  func reserve(_ claim: Claim) throws(TTError) -> ReservationDecision

  /// Ends a call that cannot be approved now: stores its approval request and records the call.
  ///
  /// - Returns: nil if the request could not be stored (see `Approvals.request`).
  func enqueue(_ claim: Claim) throws(TTError) -> Approval?

  /// Records how a reserved call ended, releases what its settlement releases, counts a failure, and keeps the pause the
  /// service asked for.
  func complete(_ receipt: Receipt, _ settlement: Settlement, _ result: CallEnding) throws(TTError)

  /// Stops all calls to the service of a reserved call for a number of seconds, while that call waits.
  func pause(_ receipt: Receipt, seconds: Int) throws(TTError)

  /// The seconds until the service of a reserved call may be called again; nil if it may be called now.
  func pauseRemaining(_ receipt: Receipt) throws(TTError) -> Int?

  /// Records a call that ends here.
  func record(_ entry: AuditEntry) throws(TTError)

  /// The open approvals of all grants, the oldest first.
  func approvals() throws(TTError) -> [Approval]

  /// Answers an approval request and records the answer. Approval by a locked grant is refused.
  ///
  /// - Returns: the updated approval and whether it changed; nil if no open request has this ID.
  func answer(_ answer: ApprovalAnswer) throws(TTError) -> (approval: Approval, changed: Bool)?

  /// Reads the audit log's records, the oldest first.
  func auditRecords(matching filter: AuditFilter) throws(TTError) -> any AuditRecordReader

  /// Verifies the whole chain of the audit log.
  ///
  /// - Parameter pause: waits briefly for a record that is being written.
  func verifyAudit(pause: () -> Void) throws(TTError) -> AuditReport
}

/// How a call arrived.
public struct Channel: Sendable, Equatable {
  /// Its name in the audit log, for example `cli/1.0`.
  public var name: String
  /// The name the client program gives itself, if any.
  public var client: String?

  /// A channel and the client program that uses it.
  public init(_ name: String, client: String? = nil) {
    self.name = name
    self.client = client
  }
}

/// A call's request to a store. The gate makes one from a verdict.
public struct Claim: Sendable {
  /// A random ID shared by the call's records.
  public let id: String
  /// The call.
  public let call: PolicyCall
  /// The fingerprint of the policy that allowed it.
  public let policy: String
  /// The limits it counts towards.
  public let uses: [LimitUse]
  /// The bounds on failed calls, which it counts towards if it fails.
  public let failureBounds: [LimitUse]
  /// The service's address, which a pause applies to.
  public let service: String
  /// The approval the policy requires; nil if it requires none.
  public let request: ApprovalRequest?
  /// The response of the user who was asked during the call.
  public let response: ApprovalResponse
  /// Seconds a request for approval, and then its answer, stays valid.
  public let approvalLifetime: Int
  /// False in shadow mode: an exceeded limit is recorded but does not refuse the call.
  public let isEnforced: Bool
  /// How the call arrived.
  public let channel: Channel
}

/// A store's decision on a claim.
public enum ReservationDecision {
  /// The call may be sent once this is persisted. `exceeded` is set only in shadow mode: the limit that would have
  /// refused it.
  case reserved(any StagedReservation, exceeded: LimitExceeded?)
  /// A limit refuses the call.
  case limited(LimitExceeded)
  /// The service asked for no more calls for this many seconds.
  case paused(Int)
  /// The call lacks the approval it needs. Nil if the request could not be stored.
  case awaitingApproval(Approval?)
}

/// A reservation that is decided but not yet written. If dropped, it uses nothing.
public protocol StagedReservation: AnyObject {
  /// Writes what the call uses, and its record: all of it or none. Called at most once.
  func persist() throws(TTError) -> Receipt
}

/// What a reservation used. Only a store makes one.
public struct Receipt: Sendable {
  package let id: String
  let call: PolicyCall
  let uses: [LimitUse]
  let failureBounds: [LimitUse]
  let service: String
  let approval: Approval?
  /// When the uses were counted, in seconds since 1970.
  let acquiredAt: Int
  let channel: Channel

  /// The receipt of a store that keeps what a claim used itself.
  package init(_ claim: Claim) { self.init(claim, uses: [], approval: nil, acquiredAt: 0) }

  init(_ claim: Claim, uses: [LimitUse], approval: Approval?, acquiredAt: Int) {
    id = claim.id
    call = claim.call
    self.uses = uses
    failureBounds = claim.failureBounds
    service = claim.service
    self.approval = approval
    self.acquiredAt = acquiredAt
    channel = claim.channel
  }
}

/// The outcome of a reserved call.
public enum Settlement: Sendable {
  /// It took effect, or may have: its uses remain counted.
  case delivered
  /// The service responded with an error: the limits are released, the approval is not.
  case rejected
  /// It certainly never reached the service: both limits and approval are released.
  case notSent
}

/// How a call ended.
public struct CallEnding: Sendable {
  /// `ok`, or the class of the error.
  public var outcome: String
  /// The number of requests sent for the call.
  public var requests: Int
  /// The seconds for which the service asked for no more calls; nil if it did not.
  public var pause: Int?

  /// Creates a result; `pause` is in seconds.
  public init(outcome: String, requests: Int, pause: Int? = nil) {
    self.outcome = outcome
    self.requests = requests
    self.pause = pause
  }

  /// True if the call failed.
  var isFailure: Bool { outcome != "ok" }
}

/// The state that applies to a call.
public struct StateSnapshot: Sendable {
  /// The approval for the call, in any state; nil if none exists or none is needed.
  public var approval: Approval?
  /// The state of its counters.
  public var counters: [CounterState]
  /// The first limit the call does not fit.
  public var exceeded: LimitExceeded?
  /// The seconds until the service may be called again; nil if it may be called now.
  public var paused: Int?
  /// False if an answer of whoever makes this call is no approval.
  public var canAnswer = true

  /// The state that applies to a call.
  package init(
    approval: Approval?, counters: [CounterState], exceeded: LimitExceeded?, paused: Int?, canAnswer: Bool = true
  ) {
    self.approval = approval
    self.counters = counters
    self.exceeded = exceeded
    self.paused = paused
    self.canAnswer = canAnswer
  }
}

/// The answer to a pending approval request.
public struct ApprovalAnswer: Sendable {
  /// The approval's id.
  public var id: String
  /// True approves the call, false denies it.
  public var isGranted: Bool
  /// Seconds the answer stays valid.
  public var lifetime: Int
  /// The grant the caller is locked to, which cannot approve calls.
  public var lockedGrant: String?
  /// How the answer arrived.
  public var channel: Channel
}

/// A record as it is read.
public struct AuditRecord: Sendable {
  /// Its content, with the names of this version.
  public var value: JSONValue
  /// Its line, byte for byte as the chain has it, without the newline.
  public var line: [UInt8]

  /// A record with its content and its line.
  package init(value: JSONValue, line: [UInt8]) {
    self.value = value
    self.line = line
  }
}

/// Reads records in order, including those appended later.
public protocol AuditRecordReader {
  /// The number of lines that were not records.
  var damaged: Int { get }
  /// Skips to the last `count` matching records.
  mutating func skip(toLast count: Int) throws(TTError)
  /// How many seconds to wait before looking for newer records.
  var interval: Double { get }
  /// Passes every matching record available now to `body`.
  mutating func read(_ body: (AuditRecord) throws(TTError) -> Void) throws(TTError)
  /// Checks for newer records. To be called between two reads.
  ///
  /// - Returns: false if records were removed.
  mutating func refresh() throws(TTError) -> Bool
}
