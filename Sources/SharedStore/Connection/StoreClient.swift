import Basics

/// Calls the functions of a store's interface.
///
/// A failure that may pass (a broken connection, a restart, a conflict with other clients) is met by trying again with the
/// same parameters until the deadline: every function that changes something knows a call by its ID.
public final class StoreClient: Sendable {
  let connections: StoreConnections
  private let isCancelled: (@Sendable () -> Bool)?

  /// A client that shares the connections of others.
  ///
  /// - Parameter isCancelled: asked while something is waited for; true ends the query.
  public init(_ connections: StoreConnections, isCancelled: (@Sendable () -> Bool)? = nil) {
    self.connections = connections
    self.isCancelled = isCancelled
  }

  /// A client with connections of its own.
  public convenience init(
    address: StoreAddress, options: StoreOptions = StoreOptions(), isCancelled: (@Sendable () -> Bool)? = nil
  ) {
    self.init(StoreConnections(address, options), isCancelled: isCancelled)
  }

  /// Where the store is, `postgresql://HOST[:PORT]/DATABASE`.
  public var location: String { connections.address.location }

  /// Calls a function and returns the rows of its answer, each a list of columns as text; nil is null.
  ///
  /// - Parameter seconds: a shorter time limit than that of the store, for what follows a call that was made. This is not
  ///   cancelled with the call.
  /// - Throws: `.refused` for what the function itself refuses. Else `.failed`: `network` if the store was not reached or
  ///   did not answer in time, `config` if it is not set up for this login.
  public func rows(_ query: StoreQuery, within seconds: Double? = nil) throws(StoreError) -> [[String?]] {
    // A password manager may take as long as a person needs.
    do throws(TTError) { _ = try connections.password() } catch { throw .failed(error) }
    let limit = min(connections.options.timeout, seconds ?? .infinity)
    var attempts = Attempts(
      query: query, connections: connections,
      deadline: Deadline(end: MonotonicClock.now + limit, isCancelled: seconds == nil ? isCancelled : nil))
    do throws(ConnectionFailure) {
      return try attempts.run()
    } catch {
      throw StoreFailure(
        address: connections.address, limit: limit, hasNoAnswer: attempts.hasNoAnswer,
        isBeforeCall: query.change != nil && seconds == nil
      ).error(for: error)
    }
  }
}

/// One query, tried until it is answered, hopeless, or out of time.
private struct Attempts {
  let query: StoreQuery
  let connections: StoreConnections
  let deadline: Deadline
  /// True if the query was sent and it is not known what became of it.
  var hasNoAnswer = false
  private var pause = 0.0

  init(query: StoreQuery, connections: StoreConnections, deadline: Deadline) {
    self.query = query
    self.connections = connections
    self.deadline = deadline
  }

  mutating func run() throws(ConnectionFailure) -> [[String?]] {
    var last: String?
    while true {
      do throws(ConnectionFailure) {
        return try attempt()
      } catch {
        switch error {
        case .timedOut(let reason): throw .timedOut(last ?? reason)
        // A server that was there a moment ago may be restarting.
        case .unreachable where !hasNoAnswer && last == nil: throw error
        case .interrupted, .unreachable: last = error.reason
        case _ where error.isConflict: last = error.isLockTimeout ? "another client holds its lock" : error.reason
        case .cancelled, .login, .statement, .failed: throw error
        }
      }
      deadline.sleep(pause)
      try deadline.check(last ?? "")
      pause = min(0.25, max(0.02, pause * 2))
    }
  }

  private mutating func attempt() throws(ConnectionFailure) -> [[String?]] {
    let idle = connections.takeIdle()
    let connection: StoreConnection
    if let idle { connection = idle } else { connection = try connections.connect(until: deadline) }
    let wasUnanswered = hasNoAnswer
    hasNoAnswer = true
    let answers: [Result<[[String?]], ConnectionFailure>]
    do throws(ConnectionFailure) {
      answers = try connection.run([query, query.barrier].compactMap { $0 }, until: deadline)
    } catch {
      if idle != nil { connections.dropIdle() }
      throw error
    }
    do throws(ConnectionFailure) {
      for answer in answers { _ = try answer.get() }
      let rows = try answers[0].get()
      connections.put(connection)
      return rows
    } catch {
      // A refusal says that nothing was done now; what an earlier attempt did is still not known.
      if case .failure = answers[0] { hasNoAnswer = wasUnanswered }
      if error.isLockTimeout { _ = try connection.run([.unblock], until: deadline) }
      if case .statement = error { connections.put(connection) }
      throw error
    }
  }
}
