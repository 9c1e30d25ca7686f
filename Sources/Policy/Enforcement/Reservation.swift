import Basics

/// A call that has its approval and fits its limits, decided but not yet written. If dropped, it uses nothing.
public struct PendingReservation: ~Copyable {
  private let staged: any StagedReservation
  private let store: any StateStore
  /// The error that enforcement would have caused; set only if the grant's policy is not enforced.
  public let unenforcedDenial: TTError?

  init(_ staged: any StagedReservation, _ store: any StateStore, unenforcedDenial: TTError?) {
    self.staged = staged
    self.store = store
    self.unenforcedDenial = unenforcedDenial
  }

  /// Writes what the call uses, and its record. Only then may the call be sent.
  ///
  /// - Throws: `config` if the state cannot be written, in which case nothing was used up.
  public consuming func persist() throws(TTError) -> Reservation {
    Reservation(try staged.persist(), store, unenforcedDenial: unenforcedDenial)
  }
}

/// A call that is counted and recorded and may be sent. Required to obtain a transport; only the gate makes one.
///
/// It ends with `commit` or `release`. If dropped, the call stays counted.
public struct Reservation: ~Copyable {
  private let receipt: Receipt
  private let store: any StateStore
  /// The error that enforcement would have caused; set only if the grant's policy is not enforced.
  public let unenforcedDenial: TTError?

  fileprivate init(_ receipt: Receipt, _ store: any StateStore, unenforcedDenial: TTError?) {
    self.receipt = receipt
    self.store = store
    self.unenforcedDenial = unenforcedDenial
  }

  /// The pause of the service that the call goes to.
  public var servicePause: ServicePause { ServicePause(store: store, receipt: receipt) }

  /// Records that the call took effect, or may have: its uses remain counted.
  public consuming func commit(_ result: CallEnding) throws(TTError) {
    try store.complete(receipt, .delivered, result)
  }

  /// Records that the call had no effect, and releases what it used: its limits after `rejected`, and its approval too
  /// after `notSent`.
  public consuming func release(_ settlement: Settlement, _ result: CallEnding) throws(TTError) {
    try store.complete(receipt, settlement, result)
  }
}

/// The time in which a service takes no more requests, which all callers of a store keep to.
public struct ServicePause: Sendable {
  let store: any StateStore
  let receipt: Receipt

  /// Stops all calls to the service for a number of seconds.
  public func begin(_ seconds: Int) throws(TTError) { try store.pause(receipt, seconds: seconds) }

  /// The seconds until the service may be called again; nil if it may be called now.
  public func remaining() throws(TTError) -> Int? { try store.pauseRemaining(receipt) }
}
