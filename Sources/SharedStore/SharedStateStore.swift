import Basics
import Policy

/// The state shared by the gates of many machines, in a database.
public struct SharedStateStore: StateStore {
  private let client: StoreClient

  /// A store behind a client. `witnessFolder` is where this machine notes what it was told.
  public init(client: StoreClient, witnessFolder: String, clock: @escaping @Sendable () -> Instant) {
    self.client = client
  }

  public var location: String { client.location }

  private func failure() -> TTError {
    do throws(StoreError) {
      _ = try client.rows(StoreQuery("status"))
    } catch {
      if case .failed(let error) = error { return error }
    }
    return .config("the shared store cannot be used yet")
  }

  public func snapshot(for claim: Claim) throws(TTError) -> StateSnapshot { throw failure() }
  public func counters(of uses: [LimitUse]) throws(TTError) -> [CounterState] { throw failure() }
  public func reserve(_ claim: Claim) throws(TTError) -> ReservationDecision { throw failure() }
  public func enqueue(_ claim: Claim) throws(TTError) -> Approval? { throw failure() }
  public func complete(_ receipt: Receipt, _ settlement: Settlement, _ result: CallEnding) throws(TTError) {
    throw failure()
  }
  public func pause(_ service: String, seconds: Int) throws(TTError) { throw failure() }
  public func pauseRemaining(_ service: String) throws(TTError) -> Int? { throw failure() }
  public func record(_ entry: AuditEntry) throws(TTError) { throw failure() }
  public func approvals() throws(TTError) -> [Approval] { throw failure() }
  public func answer(_ answer: ApprovalAnswer) throws(TTError) -> (approval: Approval, changed: Bool)? {
    throw failure()
  }
  public func auditRecords(matching filter: AuditFilter) throws(TTError) -> any AuditRecordReader { throw failure() }
  public func verifyAudit(pause: () -> Void) throws(TTError) -> AuditReport { throw failure() }
}
