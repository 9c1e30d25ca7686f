extension Workspace {
  /// A kind of service the account offers, such as consulting.
  public struct OfferedService: Identifiable, Sendable, Equatable {
    /// `service_id`.
    public var id: Int
    /// The account it belongs to.
    public var accountID: Int
    /// The name.
    public var name: String
    /// Archived services are left out of lists by default.
    public var isArchived = false
  }

  /// An address that asked to be told about changes. It never is: what the service sends is not known.
  public struct Webhook: Identifiable, Sendable, Equatable {
    /// The ID.
    public var id: Int
    /// The account it belongs to.
    public var accountID: Int
    /// The address.
    public var url: String
    /// The names of the changes, separated by commas, for example `event.updated,event.created`.
    public var events: String
  }
}
