import Basics

/// One call of a function of the store's interface, `SELECT * FROM tt_api_1.FUNCTION($1, $2, …)`.
public struct StoreQuery: Sendable {
  /// The function's name in the schema `StoreQuery.schema`.
  public var function: String
  /// Its arguments as text, in order; nil is null. U+0000, which PostgreSQL cannot store, is sent as U+FFFD.
  public var parameters: [String?]
  /// The ID of the change that it makes, and whether that ends a call; nil if it changes nothing. The answer to a change
  /// counts only once it is on the store's disk: a second transaction waits for that, and makes sure that the change is
  /// still there, since a server behind a pool may crash between the two.
  public var change: (id: String, isEnding: Bool)?

  /// The schema of the functions. Its name has the version of the protocol.
  public static let schema = "tt_api_\(version)"
  /// The version of the protocol.
  public static let version = 1

  /// A call of a function.
  public init(
    _ function: String, _ parameters: [String?] = [], change: (id: String, isEnding: Bool)? = nil
  ) {
    self.function = function
    self.parameters = parameters
    self.change = change
  }

  /// The statement.
  var statement: String {
    let places = parameters.indices.map { "$\($0 + 1)" }.joined(separator: ",")
    return "SELECT * FROM \(Self.schema).\(function)(\(places))"
  }

  /// The second transaction of a change: answered once everything before it is on the disk. Nil if it changes nothing.
  var barrier: StoreQuery? { change.map { StoreQuery("barrier", [$0.id, String($0.isEnding)]) } }
  /// Ends a session that keeps others waiting without doing anything.
  static let unblock = StoreQuery("unblock")
}

/// Why a call of the store's interface has no result.
public enum StoreError: Error, Equatable {
  /// The function refused it. `state` is its SQLSTATE, `TT001` and so on.
  case refused(state: String, message: String)
  /// The store was not reached, did not answer, or is not set up for this login.
  case failed(TTError)
}
