import Basics

/// What a store says of itself and of the login.
public struct StoreStatus: Sendable, Equatable {
  /// What a login may do for a grant.
  public struct Membership: Sendable, Equatable {
    /// The grant.
    public var grant: String
    /// It may make calls.
    public var mayCall: Bool
    /// It may answer approval requests.
    public var mayAnswer: Bool
  }

  /// The version of the server, for example `15.18`.
  public var server: String
  /// The role that is logged in.
  public var user: String
  /// The version of the schema.
  public var version: Int
  /// The grants of the login.
  public var memberships: [Membership]
}

extension StoreClient {
  /// Asks the store for its status.
  ///
  /// - Throws: as `rows`.
  public func status() throws(StoreError) -> StoreStatus {
    let status = try answer(to: StoreQuery("status")) { rows, connection -> StoreStatus? in
      guard let text = rows.first?.first ?? nil, let json = try? JSONValue.parse(text),
        let version = json["version"]?.int, let grants = json["grants"]?.array
      else { return nil }
      let memberships = grants.map { grant in
        StoreStatus.Membership(
          grant: grant["grant"]?.string ?? "", mayCall: grant["may_call"]?.bool ?? false,
          mayAnswer: grant["may_answer"]?.bool ?? false)
      }
      return StoreStatus(
        server: connection.serverVersion, user: connection.user, version: version, memberships: memberships)
    }
    if let status { return status }
    throw .failed(
      .config("the shared store at \(location) gave a status that is not understood", remedy: .installStoreSchema))
  }
}
