import Basics

/// Where a gate keeps what its callers share: counters, approvals and the audit log.
///
/// Every method is one change, made whole or not at all, and exact among any number of callers. Rules are evaluated
/// before (see `PolicyDocument.evaluate`): a store knows no policy, and of arguments only those a person is asked about.
/// `FileStateStore` keeps the state in files of one machine; a database server can take its place without a change above.
public protocol StateStore: Sendable {
  /// What messages name: a folder's path, or a server's address without its secrets.
  var location: String { get }

  /// The approval and the counters a call would meet. Takes, writes and records nothing.
  func snapshot(for claim: Claim) throws(TTError) -> StateSnapshot

  /// How the counters of some uses stand.
  func counters(of uses: [LimitUse]) throws(TTError) -> [CounterState]

  /// Decides whether a call gets the approval it needs and fits all its limits. What does not is recorded; what does is
  /// written by `StagedReservation.persist`, and until then nobody else decides.
  ///
  /// Asked again with a claim's id after its answer was lost, a store gives the first answer and changes nothing.
  func reserve(_ claim: Claim) throws(TTError) -> ReservationDecision

  /// Ends a call nobody can be asked about: its request is stored for a person, and the call is recorded.
  ///
  /// - Returns: nil when it could not be stored (see `Approvals.request`).
  func enqueue(_ claim: Claim) throws(TTError) -> Approval?

  /// Records how a reserved call ended, and releases what its settlement says.
  ///
  /// - Parameters:
  ///   - outcome: `ok`, or the class of the error.
  ///   - requests: how many requests the call took.
  func complete(_ receipt: Receipt, _ settlement: Settlement, outcome: String, requests: Int) throws(TTError)

  /// Records a call that goes no further.
  func record(_ entry: AuditEntry) throws(TTError)

  /// The open approvals of all grants, the oldest first.
  func approvals() throws(TTError) -> [Approval]

  /// Answers an approval and records that. A grant's own yes (`answer.lockedGrant`) is refused.
  ///
  /// - Returns: the approval as it is now and whether that is a change; nil without such an open one.
  func answer(_ answer: ApprovalAnswer) throws(TTError) -> (approval: Approval, changed: Bool)?

  /// Reads the audit log's records, the oldest first.
  func auditRecords(matching filter: AuditFilter) throws(TTError) -> any AuditRecordReader

  /// Checks the audit log's whole chain.
  ///
  /// - Parameter pause: waits a moment for a record that is being written.
  func verifyAudit(pause: () -> Void) throws(TTError) -> AuditReport
}

/// The way a call came.
public struct Channel: Sendable, Equatable {
  /// How the audit log names it, for example `cli/1.0`.
  public var name: String
  /// The program on the other side as it calls itself, where it does.
  public var client: String?

  /// A channel and the program that uses it.
  public init(_ name: String, client: String? = nil) {
    self.name = name
    self.client = client
  }
}

/// What a call wants of a store. The gate makes one from a verdict.
public struct Claim: Sendable {
  /// Joins the records of the call; random.
  public let id: String
  /// The call.
  public let call: PolicyCall
  /// The fingerprint of the policy that allowed it.
  public let policy: String
  /// What it is counted in.
  public let uses: [LimitUse]
  /// What the policy requires an approval for; nil where it does not.
  public let request: ApprovalRequest?
  /// What a person said who was asked just now.
  public let response: ApprovalResponse
  /// Seconds a request for approval, and then its answer, stays valid.
  public let approvalLifetime: Int
  /// False in shadow mode: a reached limit is recorded and does not refuse the call.
  public let isEnforced: Bool
  /// The way the call came.
  public let channel: Channel
}

/// What a store answers to a claim.
public enum ReservationDecision {
  /// The call may be sent once this is persisted. `exceeded` is the limit that would have refused it, in shadow mode only.
  case reserved(any StagedReservation, exceeded: LimitExceeded?)
  /// A limit refuses the call.
  case limited(LimitExceeded)
  /// The call needs an approval it does not have. Nil: the request could not be stored.
  case awaitingApproval(Approval?)
}

/// A reservation that is decided and not written yet. Dropped, it takes nothing.
public protocol StagedReservation: AnyObject {
  /// Writes what the call takes, and its record: all of it or none. To be called once.
  func persist() throws(TTError) -> Receipt
}

/// What a reservation took. Only a store makes one.
public struct Receipt: Sendable {
  let id: String
  let call: PolicyCall
  let uses: [LimitUse]
  let approval: Approval?
  /// The second, since 1970, the uses were counted at.
  let acquiredAt: Int
  let channel: Channel
}

/// What came of a reserved call.
public enum Settlement: Sendable {
  /// It took effect, or may have: what it used stays used.
  case delivered
  /// The service answered with an error: the limits are released, an approval is not.
  case rejected
  /// It certainly never reached the service: limits and approval are released.
  case notSent
}

/// What a call would meet.
public struct StateSnapshot: Sendable {
  /// The approval for the call, in whatever state; nil without one, or where none is needed.
  public var approval: Approval?
  /// How its counters stand.
  public var counters: [CounterState]
  /// The first limit that has no room for it.
  public var exceeded: LimitExceeded?
}

/// A person's answer to a pending approval.
public struct ApprovalAnswer: Sendable {
  /// The approval's id.
  public var id: String
  /// Yes or no.
  public var isGranted: Bool
  /// Seconds the answer stays valid.
  public var lifetime: Int
  /// The grant whoever answers is locked to: it cannot approve its own calls.
  public var lockedGrant: String?
  /// The way the answer came.
  public var channel: Channel
}

/// Reads records in order, and again what was appended since.
public protocol AuditRecordReader {
  /// Lines that were not records.
  var damaged: Int { get }
  /// Skips to the last so many matching records.
  mutating func skip(toLast count: Int) throws(TTError)
  /// Hands out every matching record there is by now.
  mutating func read(_ body: (JSONValue) throws(TTError) -> Void) throws(TTError)
  /// Looks for what has come since, to be called between two reads.
  ///
  /// - Returns: false when records were removed.
  mutating func refresh() throws(TTError) -> Bool
}
