import Basics
import CPQ

/// A connection to a store. Nothing in it blocks: every wait is its own, with a deadline.
///
/// Used by one thread at a time, which the pool sees to.
final class StoreConnection: @unchecked Sendable {
  private let library: tt_pq_library
  private let connection: OpaquePointer
  /// How many warnings the server has sent.
  private let warnings = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
  /// When it was last used; a time of `MonotonicClock.now`.
  var lastUse = MonotonicClock.now

  /// Connects.
  ///
  /// - Parameter parameters: all that libpq is to know.
  init(_ parameters: [String: String], until deadline: Deadline) throws(ConnectionFailure) {
    guard let library = tt_pq_get()?.pointee else {
      throw .failed(.config(String(cString: tt_pq_load_error())))
    }
    self.library = library
    warnings.initialize(to: 0)
    let names = parameters.keys.sorted()
    let started = CStrings.with(names) { names in
      CStrings.with(parameters.keys.sorted().map { parameters[$0] }) { library.connectStartParams(names, $0, 0) }
    }
    guard let started else {
      warnings.deallocate()
      throw .failed(.config("libpq has no memory for a connection"))
    }
    connection = started
    // From here on, a failure ends in deinit.
    try finishConnecting(until: deadline)
  }

  deinit {
    library.finish(connection)
    warnings.deallocate()
  }

  private func finishConnecting(until deadline: Deadline) throws(ConnectionFailure) {
    // With them, an error of the server names its SQLSTATE.
    _ = library.setErrorVerbosity(connection, TT_PQ_VERBOSE)
    withUnsafePointer(to: library) { tt_pq_count_warnings($0, connection, warnings) }
    var state = TT_PQ_POLLING_WRITING
    while state != TT_PQ_POLLING_OK {
      // A failure before the first step has no socket to wait for.
      guard state != TT_PQ_POLLING_FAILED, library.status(connection) != TT_PQ_BAD else {
        throw .connecting(message, needsPassword: library.connectionNeedsPassword(connection) != 0)
      }
      let events = state == TT_PQ_POLLING_READING ? POLLIN : POLLOUT
      try deadline.wait(for: Int32(events), of: library.socket(connection), "it does not answer")
      state = Self.pollingState(library.connectPoll(connection))
    }
    guard library.setnonblocking(connection, 1) == 0, library.enterPipelineMode(connection) == 1 else {
      throw .interrupted(message)
    }
  }

  private static func pollingState(_ value: Int32) -> Int { Int(value) }

  private var message: String { library.errorMessage(connection).map { String(cString: $0) } ?? "" }

  /// Runs queries, each in a transaction of its own, in one round trip.
  ///
  /// - Returns: the rows of each, or why it failed.
  /// - Throws: if the answers did not all arrive.
  func run(
    _ queries: [StoreQuery], until deadline: Deadline
  ) throws(ConnectionFailure) -> [Result<[[String?]], ConnectionFailure>] {
    for query in queries {
      let values = query.parameters.map { $0?.replacing(scalar: "\0", with: "\u{FFFD}") }
      let isSent = CStrings.with(values) { values in
        library.sendQueryParams(connection, query.statement, Int32(query.parameters.count), nil, values, nil, nil, 0)
      }
      guard isSent == 1, library.pipelineSync(connection) == 1 else { throw .interrupted(message) }
    }
    try flush(until: deadline)
    var answers: [Result<[[String?]], ConnectionFailure>] = []
    for (index, _) in queries.enumerated() {
      warnings.pointee = 0
      answers.append(try answer(until: deadline))
      // The server still says that all went well when an administrator has ended the wait for a standby.
      if index > 0, warnings.pointee > 0 { throw .interrupted("the wait for its standby was ended") }
    }
    lastUse = MonotonicClock.now
    return answers
  }

  private func flush(until deadline: Deadline) throws(ConnectionFailure) {
    while true {
      let rest = library.flush(connection)
      if rest == 0 { return }
      if rest < 0 { throw .interrupted(message) }
      // The server may not read on before its answers are taken.
      try deadline.wait(for: Int32(POLLIN | POLLOUT), of: library.socket(connection), "it does not answer")
      try consume()
    }
  }

  /// Reads the results of one query and the end of its transaction.
  private func answer(until deadline: Deadline) throws(ConnectionFailure) -> Result<[[String?]], ConnectionFailure> {
    var answer: Result<[[String?]], ConnectionFailure>?
    var ends = 0
    while true {
      while library.isBusy(connection) != 0 {
        try deadline.wait(for: Int32(POLLIN), of: library.socket(connection), "it does not answer")
        try consume()
      }
      // Nil is the end of the query's results; the end of the transaction follows.
      guard let result = library.getResult(connection) else {
        ends += 1
        if library.status(connection) == TT_PQ_BAD || ends > 2 { throw .interrupted(message) }
        continue
      }
      defer { library.clear(result) }
      let status = library.resultStatus(result)
      if Int(status) == TT_PQ_SYNC { return answer ?? .failure(.interrupted("it gave no answer")) }
      if answer == nil { answer = read(result, status) }
      if library.status(connection) == TT_PQ_BAD {
        if case .failure(let failure)? = answer { throw failure }
        throw .interrupted(message)
      }
    }
  }

  private func consume() throws(ConnectionFailure) {
    if library.consumeInput(connection) != 1 { throw .interrupted(message) }
  }

  private func read(_ result: OpaquePointer, _ status: Int32) -> Result<[[String?]], ConnectionFailure> {
    if Int(status) == TT_PQ_ROWS {
      return .success(
        (0..<library.ntuples(result)).map { row in
          (0..<library.nfields(result)).map { column in
            guard library.getisnull(result, row, column) == 0, let value = library.getvalue(result, row, column) else {
              return nil
            }
            let bytes = UnsafeRawBufferPointer(start: value, count: Int(library.getlength(result, row, column)))
            return String(decoding: bytes, as: UTF8.self)
          }
        })
    }
    if Int(status) == TT_PQ_COMMAND_OK { return .success([]) }
    func field(_ code: Int) -> String? {
      library.resultErrorField(result, Int32(code)).map { String(cString: $0) }
    }
    return .failure(ConnectionFailure(state: field(TT_PQ_SQLSTATE), message: field(TT_PQ_MESSAGE) ?? message))
  }
}

/// Texts as C has them.
private enum CStrings {
  /// Passes texts to a body as a list that ends with a null.
  static func with<Value>(
    _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value
  ) -> Value {
    let copies = texts.map { $0.flatMap { strdup($0) } }
    defer { for copy in copies { free(copy) } }
    return (copies + [nil]).map { UnsafePointer($0) }.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
