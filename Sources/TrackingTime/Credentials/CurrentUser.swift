import Basics

/// The user the credentials belong to, from `/me`.
public struct CurrentUser: Sendable, Equatable {
  /// A workspace the user is a member of.
  public struct Workspace: Sendable, Equatable {
    /// The workspace's ID, used as the account segment of paths.
    public var id: Int
    /// The workspace's name.
    public var name: String
  }

  /// The user's ID.
  public var id: Int
  /// The workspaces that are not archived.
  public var workspaces: [Workspace]

  /// Reads the service's user object, or the value of `json`; nil if it has no ID.
  public init?(_ user: JSONValue) {
    guard let id = user["id"]?.int, id > 0 else { return nil }
    self.id = id
    workspaces = (user["teams"]?.array ?? []).compactMap { team in
      guard team["is_archived"]?.bool != true, let id = team["account_id"]?.int else { return nil }
      return Workspace(id: id, name: team["company"]?.string ?? "")
    }
  }

  /// The user as JSON, with the service's member names.
  public var json: JSONValue {
    [
      "id": JSONValue(id),
      "teams": .array(workspaces.map { ["account_id": JSONValue($0.id), "company": .string($0.name)] }),
    ]
  }
}
