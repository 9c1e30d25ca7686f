extension Workspace {
  /// A project.
  public struct Project: Identifiable, Sendable, Equatable {
    /// `project_id`.
    public var id: Int
    /// The account it belongs to.
    public var accountID: Int
    /// Need not be unique.
    public var name: String
    /// The customer it is for.
    public var customerID: Int?
    /// A number written as text, or nil.
    public var color: String?
    /// Free text.
    public var notes: String?
    /// Open to everybody in the account.
    public var isPublic = true
    /// Archived projects are left out of lists by default.
    public var isArchived = false
    /// Marked by the caller.
    public var isFavorite = false
    /// Whether its time can be billed.
    public var isBillable = true
    /// Money per hour.
    public var hourlyRate: Double?
    /// Money for all of it.
    public var fixedRate: Double?
    /// Hours.
    public var estimatedTime: Double = 0
    /// The kind of service, by name.
    public var service: String?
    /// Midnight of the day it is due.
    public var deliveryDate: WallClock?
    /// The view the web application opens.
    public var defaultView: String?
    /// Day of the month on which a retainer closes.
    public var retainerClosingDay: Int?
    /// Values of custom fields, by field id.
    public var fieldValues: [Int: String] = [:]
    /// When it was added.
    public var createdAt: WallClock

    /// Makes a project.
    public init(id: Int, accountID: Int, name: String, customerID: Int? = nil, createdAt: WallClock) {
      self.id = id
      self.accountID = accountID
      self.name = name
      self.customerID = customerID
      self.createdAt = createdAt
    }
  }

  /// A task.
  public struct Task: Identifiable, Sendable, Equatable {
    /// `task_id`.
    public var id: Int
    /// The account it belongs to.
    public var accountID: Int
    /// Empty for hidden tasks.
    public var name: String
    /// `PERSONAL`, `EVERYONE` or `GHOST`.
    public var type = "PERSONAL"
    /// The project it is in.
    public var projectID: Int?
    /// The users it is assigned to.
    public var userIDs: [Int]
    /// Who made it.
    public var creatorID: Int
    /// Free text.
    public var description: String?
    /// Closed tasks are archived; they cannot be tracked.
    public var isArchived = false
    /// When it was closed.
    public var closedAt: WallClock?
    /// Midnight of the day it is due.
    public var dueDate: WallClock?
    /// Hours.
    public var estimatedTime: Double = 0
    /// Whether its time can be billed.
    public var isBillable = true
    /// Money per hour.
    public var hourlyRate: Double?
    /// The kind of service, by name.
    public var service: String?
    /// The task list it stands in.
    public var listID: Int?
    /// The place in that list.
    public var listPosition = 0
    /// Where it comes from, when another application started it.
    public var foreign: ForeignReference?
    /// The metadata stored with it, JSON text.
    public var json: String?
    /// Values of custom fields, by field id.
    public var fieldValues: [Int: String] = [:]
    /// When it was made.
    public var createdAt: WallClock

    /// Makes a task.
    public init(
      id: Int, accountID: Int, name: String, projectID: Int?, userIDs: [Int], creatorID: Int, createdAt: WallClock
    ) {
      self.id = id
      self.accountID = accountID
      self.name = name
      self.projectID = projectID
      self.userIDs = userIDs
      self.creatorID = creatorID
      self.createdAt = createdAt
    }

    /// True for the hidden task that stands for time on a whole project.
    public var isGhost: Bool { type == "GHOST" }
  }

  /// The identity of a task in another application.
  public struct ForeignReference: Sendable, Hashable {
    /// `service`: the application's key.
    public var service: String
    /// `service_task_id`.
    public var taskID: String
    /// `service_project_id`.
    public var projectID: String?

    /// Makes a reference.
    public init(service: String, taskID: String, projectID: String? = nil) {
      self.service = service
      self.taskID = taskID
      self.projectID = projectID
    }
  }

  /// A time entry.
  public struct Event: Identifiable, Sendable, Equatable {
    /// `event_id`.
    public var id: Int
    /// The account it belongs to.
    public var accountID: Int
    /// Whose time it is.
    public var userID: Int
    /// The task, when there is one.
    public var taskID: Int?
    /// Beginning, on the wall of `zone`.
    public var start: WallClock
    /// End; for a running entry the last sync, or the start.
    public var end: WallClock
    /// Seconds.
    public var duration: Int
    /// The zone `start` and `end` are told in.
    public var zone: ZoneOffset
    /// Free text.
    public var notes: String?
    /// `WORK` or `NOT_LOGGED`.
    public var type = "WORK"
    /// Whether it can be billed.
    public var isBillable = true
    /// Whether it has been billed.
    public var isBilled = false
    /// How it repeats, when it does.
    public var repetition: Repetition?
    /// Values of custom fields, by field id.
    public var fieldValues: [Int: String] = [:]
    /// When it was entered.
    public var createdAt: WallClock
    /// When it was last changed.
    public var updatedAt: WallClock?

    /// Makes an entry that ends when `duration` seconds have passed since `start`.
    public init(
      id: Int, accountID: Int, userID: Int, taskID: Int?, start: WallClock, duration: Int, zone: ZoneOffset,
      createdAt: WallClock
    ) {
      self.id = id
      self.accountID = accountID
      self.userID = userID
      self.taskID = taskID
      self.start = start
      self.end = start + duration
      self.duration = duration
      self.zone = zone
      self.createdAt = createdAt
    }
  }

  /// The repetition of an entry, as it was asked for.
  public struct Repetition: Sendable, Equatable {
    /// `EVERY_DAY`, `EVERY_WEEK`, `EVERY_MONTH`, `EVERY_YEAR` or `CUSTOM`.
    public var rule: String
    /// The interval for `CUSTOM`.
    public var every: Int?
    /// `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`, for `CUSTOM`.
    public var frequency: String?
    /// Midnight of the last day.
    public var end: WallClock?
  }
}
