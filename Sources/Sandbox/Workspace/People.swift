import Basics

extension Workspace {
  /// An account: the data of one company. The API also calls it a team, the web application a workspace.
  public struct Account: Identifiable, Sendable, Equatable {
    /// `account_id`, the first path segment of a request.
    public var id: Int
    /// The company's name.
    public var company: String
    /// The owner.
    public var ownerID: Int
    /// When it was created.
    public var createdAt: LocalTime

    /// Creates an account.
    public init(id: Int, company: String, ownerID: Int, createdAt: LocalTime) {
      self.id = id
      self.company = company
      self.ownerID = ownerID
      self.createdAt = createdAt
    }
  }

  /// A user, who can belong to several accounts.
  public struct User: Identifiable, Sendable, Equatable {
    /// `user_id`.
    public var id: Int
    /// The given name.
    public var name: String
    /// The family name.
    public var surname: String
    /// The login name, matched case-insensitively.
    public var email: String
    /// `ADMIN`, `MANAGER`, `PROJECT_MANAGER` or `CO_WORKER`.
    public var role: String
    /// The accounts the user belongs to; the first one is the default.
    public var accountIDs: [Int]
    /// Whether the user is archived: listed on request, but unable to log in.
    public var isArchived = false
    /// Values of custom fields, by field ID.
    public var fieldValues: [Int: String] = [:]
    /// When the user was created.
    public var createdAt: LocalTime

    /// The given and family names.
    public var fullName: String { "\(name) \(surname)" }
  }

  /// A customer of an account.
  public struct Customer: Identifiable, Sendable, Equatable {
    /// `customer_id`.
    public var id: Int
    /// The account it belongs to.
    public var accountID: Int
    /// The name, unique within the account.
    public var name: String
    /// Free text.
    public var notes: String?
    /// The name of the contact person.
    public var contactName: String?
    /// The e-mail address of the contact person.
    public var contactEmail: String?
    /// Archived customers are left out of lists by default.
    public var isArchived = false
    /// Values of custom fields, by field ID.
    public var fieldValues: [Int: String] = [:]
    /// When it was created.
    public var createdAt: LocalTime
  }
}
