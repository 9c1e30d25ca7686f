extension Workspace {
  /// A workspace in the service's sense: one company. Called account or team by the API.
  public struct Account: Identifiable, Sendable, Equatable {
    /// `account_id`, the first path segment.
    public var id: Int
    /// The company's name.
    public var company: String
    /// The user who owns it.
    public var ownerID: Int
    /// When it was opened.
    public var createdAt: WallClock

    /// Makes an account.
    public init(id: Int, company: String, ownerID: Int, createdAt: WallClock) {
      self.id = id
      self.company = company
      self.ownerID = ownerID
      self.createdAt = createdAt
    }
  }

  /// A co-worker.
  public struct User: Identifiable, Sendable, Equatable {
    /// `user_id`.
    public var id: Int
    /// Given name.
    public var name: String
    /// Family name.
    public var surname: String
    /// Log-in name; compared without regard to case.
    public var email: String
    /// `ADMIN`, `MANAGER`, `PROJECT_MANAGER` or `CO_WORKER`.
    public var role: String
    /// Accounts the user belongs to; the first one is the default.
    public var accountIDs: [Int]
    /// Archived users keep their past but cannot work.
    public var isArchived = false
    /// Values of custom fields, by field id.
    public var fieldValues: [Int: String] = [:]
    /// When the user was added.
    public var createdAt: WallClock

    /// Makes a user.
    public init(
      id: Int, name: String, surname: String, email: String, role: String, accountIDs: [Int], createdAt: WallClock
    ) {
      self.id = id
      self.name = name
      self.surname = surname
      self.email = email
      self.role = role
      self.accountIDs = accountIDs
      self.createdAt = createdAt
    }

    /// Name and surname.
    public var fullName: String { "\(name) \(surname)" }
  }

  /// A customer of an account.
  public struct Customer: Identifiable, Sendable, Equatable {
    /// `customer_id`.
    public var id: Int
    /// The account it belongs to.
    public var accountID: Int
    /// Unique within the account.
    public var name: String
    /// Free text.
    public var notes: String?
    /// Name of the person to talk to.
    public var contactName: String?
    /// E-mail of the person to talk to.
    public var contactEmail: String?
    /// Archived customers are left out of lists by default.
    public var isArchived = false
    /// Values of custom fields, by field id.
    public var fieldValues: [Int: String] = [:]
    /// When it was added.
    public var createdAt: WallClock

    /// Makes a customer.
    public init(id: Int, accountID: Int, name: String, createdAt: WallClock) {
      self.id = id
      self.accountID = accountID
      self.name = name
      self.createdAt = createdAt
    }
  }
}
