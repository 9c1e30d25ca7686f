import Basics

extension Workspace {
  /// A project.
  public struct Project: Identifiable, Sendable, Equatable {
    /// `project_id`.
    public var id: Int
    /// The account it belongs to.
    public var accountID: Int
    /// The name; not necessarily unique.
    public var name: String
    /// The customer it is for.
    public var customerID: Int?
    /// A color index written as text.
    public var color: String?
    /// Free text.
    public var notes: String?
    /// Whether everyone in the account can see it.
    public var isPublic = true
    /// Archived projects are left out of lists by default.
    public var isArchived = false
    /// Whether the caller has marked it as a favorite.
    public var isFavorite = false
    /// Whether its time is billable.
    public var isBillable = true
    /// The price of an hour.
    public var hourlyRate: Double?
    /// The price of the whole project.
    public var fixedRate: Double?
    /// The estimate, in hours.
    public var estimatedTime: Double = 0
    /// The name of the kind of service.
    public var service: String?
    /// Midnight of the day it is due.
    public var deliveryDate: LocalTime?
    /// The view the web application opens.
    public var defaultView: String?
    /// The day of the month on which a retainer closes.
    public var retainerClosingDay: Int?
    /// Values of custom fields, by field ID.
    public var fieldValues: [Int: String] = [:]
    /// When it was created, in the time zone of its creator.
    public var createdAt: LocalTime
  }

  /// A task.
  public struct Task: Identifiable, Sendable, Equatable {
    /// `task_id`.
    public var id: Int
    /// The account it belongs to.
    public var accountID: Int
    /// The name; empty for hidden tasks.
    public var name: String
    /// `PERSONAL`, `EVERYONE` or `GHOST`.
    public var type = "PERSONAL"
    /// The project it is in.
    public var projectID: Int?
    /// The users it is assigned to.
    public var userIDs: [Int]
    /// The user who created it.
    public var creatorID: Int
    /// Free text.
    public var description: String?
    /// Whether it is closed. Closed tasks cannot be tracked and are left out of lists by default.
    public var isArchived = false
    /// When it was closed.
    public var closedAt: LocalTime?
    /// Midnight of the day it is due.
    public var dueDate: LocalTime?
    /// The estimate, in hours.
    public var estimatedTime: Double = 0
    /// Whether its time is billable.
    public var isBillable = true
    /// The price of an hour.
    public var hourlyRate: Double?
    /// The name of the kind of service.
    public var service: String?
    /// The task list it is in.
    public var listID: Int?
    /// Its position in the task list.
    public var listPosition = 0
    /// Its identity in another application, for a task created by an integration.
    public var foreign: ForeignReference?
    /// Metadata stored with it, as JSON text.
    public var json: String?
    /// Values of custom fields, by field ID.
    public var fieldValues: [Int: String] = [:]
    /// When it was created, in the time zone of its creator.
    public var createdAt: LocalTime

    /// Creates a task.
    public init(
      id: Int, accountID: Int, name: String, projectID: Int?, userIDs: [Int], creatorID: Int, createdAt: LocalTime
    ) {
      self.id = id
      self.accountID = accountID
      self.name = name
      self.projectID = projectID
      self.userIDs = userIDs
      self.creatorID = creatorID
      self.createdAt = createdAt
    }

    /// True for the hidden task that collects time tracked on a project as a whole.
    public var isGhost: Bool { type == "GHOST" }
  }

  /// The identity of a task in another application.
  public struct ForeignReference: Sendable, Hashable {
    /// `service`: the name of the application.
    public var service: String
    /// `service_task_id`.
    public var taskID: String
    /// `service_project_id`.
    public var projectID: String?
  }
}
