import Basics
import Policy

/// A store in a PostgreSQL database, shared by the gates of several machines.
///
/// Each change is one function of the database, sent in one round trip, and durable when it is answered. The database
/// decides, by its own clock and for the login that asks. What a call used is kept there: a receipt only names the call.
/// There is no way back to files: where the store does not answer, no call is made.
public struct SharedStateStore: StateStore {
  private let client: StoreClient
  let witness: Witness
  /// The time of this machine, in which answers are told. The store says how long something lasts, never until when.
  let clock: @Sendable () -> Instant

  /// The rule of a refusal of the store itself.
  public static let rule = "(store)"

  /// How long, in seconds, the outcome of a call that was made waits for being recorded.
  private static let completionTimeout = 2.0

  /// A store that a client reaches.
  ///
  /// - Parameters:
  ///   - witnessFolder: the folder for the file that names the last record this machine was told of.
  ///   - clock: gives the time of this machine.
  public init(client: StoreClient, witnessFolder: String, clock: @escaping @Sendable () -> Instant) {
    self.client = client
    self.clock = clock
    witness = Witness(folder: witnessFolder, location: client.location)
  }

  /// The store's address without secrets.
  public var location: String { client.location }

  /// What to do about counters that are ahead of a correct clock.
  public var clockCorrection: String { "its owner runs SELECT tt.reset_clock()" }

  /// Asks for a change, and keeps the record that the answer names.
  func change(
    _ function: String, _ parameters: [String?], id: String, isEnding: Bool = false, within seconds: Double? = nil
  ) throws(TTError) -> JSONValue {
    let query = StoreQuery(function, parameters, change: (id, isEnding))
    let answer = try ask(query, within: seconds)
    if let number = answer["seq"]?.int, let hash = answer["hash"]?.string, hash.utf8.count == 64 {
      witness.keep(ChainHead(number: number, hash: hash))
    }
    return answer
  }

  func ask(_ query: StoreQuery, within seconds: Double? = nil) throws(TTError) -> JSONValue {
    let rows = try rows(query, within: seconds)
    guard let text = rows.first?.first, let text, let answer = try? JSONValue.parse(text) else {
      throw misunderstood(query.function)
    }
    return answer
  }

  func rows(_ query: StoreQuery, within seconds: Double? = nil) throws(TTError) -> [[String?]] {
    do throws(StoreError) {
      return try client.rows(query, within: seconds)
    } catch {
      throw error.asError(at: self)
    }
  }

  func misunderstood(_ function: String) -> TTError {
    .config("the answer of the shared store at \(location) to \(function) is not understood")
  }
}

// MARK: - Calls

extension SharedStateStore {
  /// The approval and counters that apply to a call.
  public func snapshot(for claim: Claim) throws(TTError) -> StateSnapshot {
    let answer = try ask(StoreQuery("snapshot", [claim.json(nil).compact]))
    return StateSnapshot(
      approval: try approval(answer), counters: try states(of: claim.uses, answer),
      exceeded: try exceeded(claim, answer), paused: answer["paused"]?.int,
      canAnswer: answer["may_answer"]?.bool ?? false)
  }

  /// The state of the counters of a grant's uses.
  public func counters(of uses: [LimitUse], grant: String) throws(TTError) -> [CounterState] {
    if uses.isEmpty { return [] }
    return try states(of: uses, try ask(StoreQuery("counters", [grant, JSONValue.array(uses.map(\.json)).compact])))
  }

  /// Decides on a claim. A reservation is written when this returns; dropped, it is given back.
  public func reserve(_ claim: Claim) throws(TTError) -> ReservationDecision {
    let answer = try change("reserve", [claim.json(try witness.last()).compact], id: claim.id)
    switch answer["decision"]?.string {
    case "reserved": return .reserved(SharedReservation(self, claim), exceeded: try exceeded(claim, answer))
    case "limited":
      guard let exceeded = try exceeded(claim, answer) else { throw misunderstood("reserve") }
      return .limited(exceeded)
    case "paused": return .paused(answer["retry_after"]?.int ?? 1)
    case "waiting": return .awaitingApproval(try approval(answer))
    default: throw misunderstood("reserve")
    }
  }

  /// Stores a call's approval request and records the call; nil if the request could not be stored.
  public func enqueue(_ claim: Claim) throws(TTError) -> Approval? {
    if claim.request == nil { return nil }
    return try approval(try change("enqueue", [claim.json(try witness.last()).compact], id: claim.id))
  }

  /// Records how a reserved call ended, and releases what its settlement releases. Where the store is not reached in time, a
  /// process that stays goes on trying.
  public func complete(_ receipt: Receipt, _ settlement: Settlement, _ result: CallEnding) throws(TTError) {
    let id = receipt.id
    let last = (try? witness.last()).map { JSONValue(witness: $0).compact }
    let parameters = [
      id, settlement.name, result.outcome, String(result.requests), result.pause.map(String.init), last,
    ]
    let record: LateChanges.Change = { () throws(TTError) in
      _ = try change("complete", parameters, id: id, isEnding: true, within: Self.completionTimeout)
    }
    do throws(TTError) {
      try record()
    } catch {
      guard error.failure == .network, client.connections.options.isLongLived else { throw error }
      var error = error
      if client.connections.lateChanges.add(record) { error.message += "; tt goes on trying for a minute" }
      throw error
    }
  }

  /// Stops all calls of the grant to the service of a call for a number of seconds. Other grants are not stopped: a login
  /// must not be able to shut them out.
  public func pause(_ receipt: Receipt, seconds: Int) throws(TTError) {
    _ = try change("pause", [receipt.id, String(seconds)], id: receipt.id)
  }

  /// The seconds until the service of a call may be called again.
  public func pauseRemaining(_ receipt: Receipt) throws(TTError) -> Int? {
    try ask(StoreQuery("pause_remaining", [receipt.id]))["retry_after"]?.int
  }

  /// Records a call that ends here.
  public func record(_ entry: AuditEntry) throws(TTError) {
    _ = try change("record", [entry.json(try witness.last()).compact], id: entry.id)
  }
}

/// A reservation that is in the store. If dropped unused, it is given back.
private final class SharedReservation: StagedReservation {
  private let store: SharedStateStore
  private var receipt: Receipt?

  init(_ store: SharedStateStore, _ claim: Claim) {
    self.store = store
    receipt = Receipt(claim)
  }

  deinit {
    guard let receipt else { return }
    try? store.complete(receipt, .notSent, CallEnding(outcome: FailureClass.config.rawValue, requests: 0))
  }

  func persist() throws(TTError) -> Receipt {
    guard let receipt else { throw .config("a reservation was written twice") }
    self.receipt = nil
    return receipt
  }
}
