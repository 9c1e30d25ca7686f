import Basics

/// A call that has its approval and fits its limits, decided and not yet written. Dropped, it takes nothing.
public struct PendingReservation: ~Copyable {
  private let staged: any StagedReservation
  private let store: any StateStore
  /// What would have been refused, where the grant's policy is not enforced.
  public let unenforcedDenial: TTError?

  init(_ staged: any StagedReservation, _ store: any StateStore, unenforcedDenial: TTError?) {
    self.staged = staged
    self.store = store
    self.unenforcedDenial = unenforcedDenial
  }

  /// Writes what the call takes, and its record. Only then may it be sent.
  ///
  /// - Throws: `config` when the state cannot be written; nothing was used up then.
  public consuming func persist() throws(TTError) -> Reservation {
    Reservation(try staged.persist(), store, unenforcedDenial: unenforcedDenial)
  }
}

/// A call that is counted and recorded, and may be sent: what a transport is handed out for. Only the gate makes one.
///
/// It ends by `commit` or by `release`. One that is dropped stays counted.
public struct Reservation: ~Copyable {
  private let receipt: Receipt
  private let store: any StateStore
  /// What would have been refused, where the grant's policy is not enforced.
  public let unenforcedDenial: TTError?

  fileprivate init(_ receipt: Receipt, _ store: any StateStore, unenforcedDenial: TTError?) {
    self.receipt = receipt
    self.store = store
    self.unenforcedDenial = unenforcedDenial
  }

  /// Records that the call took effect, or may have: what it used stays used.
  ///
  /// - Parameters:
  ///   - outcome: `ok`, or the class of the error.
  ///   - requests: how many requests the call took.
  public consuming func commit(outcome: String, requests: Int) throws(TTError) {
    try store.complete(receipt, .delivered, outcome: outcome, requests: requests)
  }

  /// Records that the call had no effect, and releases what it used: after `rejected` its limits, after `notSent` its
  /// approval as well.
  public consuming func release(_ settlement: Settlement, outcome: String, requests: Int) throws(TTError) {
    try store.complete(receipt, settlement, outcome: outcome, requests: requests)
  }
}
