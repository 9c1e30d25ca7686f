import Basics

/// Who the credentials belong to, as `/me` tells.
public struct CurrentUser: Sendable, Equatable {
  /// A workspace the caller is a member of.
  public struct Workspace: Sendable, Equatable {
    /// Its number, the account segment of paths.
    public var id: Int
    /// Its name.
    public var name: String
  }

  /// The user's number.
  public var id: Int
  /// The workspaces that are not archived.
  public var workspaces: [Workspace]

  /// Reads the service's user object, or what `json` wrote; nil when there is no number.
  public init?(_ user: JSONValue) {
    guard let id = user["id"]?.int, id > 0 else { return nil }
    self.id = id
    workspaces = (user["teams"]?.array ?? []).compactMap { team in
      guard team["is_archived"]?.bool != true, let id = team["account_id"]?.int else { return nil }
      return Workspace(id: id, name: team["company"]?.string ?? "")
    }
  }

  /// The caller as a document, in the service's own names.
  public var json: JSONValue {
    [
      "id": JSONValue(id),
      "teams": .array(workspaces.map { ["account_id": JSONValue($0.id), "company": .string($0.name)] }),
    ]
  }
}
