import Basics

extension Workspace {
  /// A time entry.
  public struct Event: Identifiable, Sendable, Equatable {
    /// `event_id`.
    public var id: Int
    /// The account it belongs to.
    public var accountID: Int
    /// The user who worked.
    public var userID: Int
    /// The task, if any.
    public var taskID: Int?
    /// The start, in `zone`.
    public var start: LocalTime
    /// The end, in `zone`; for a running entry, the time of the last sync or else the start.
    public var end: LocalTime
    /// The duration in seconds.
    public var duration: Int
    /// The UTC offset of `start` and `end`.
    public var zone: UTCOffset
    /// Free text.
    public var notes: String?
    /// `WORK` or `NOT_LOGGED`.
    public var type = "WORK"
    /// Whether it is billable.
    public var isBillable = true
    /// Whether it has been billed.
    public var isBilled = false
    /// The repetition, if any.
    public var repetition: Repetition?
    /// Values of custom fields, by field ID.
    public var fieldValues: [Int: String] = [:]
    /// When it was created.
    public var createdAt: LocalTime
    /// When it was last changed.
    public var updatedAt: LocalTime?

    /// Creates an entry that ends `duration` seconds after `start`.
    public init(
      id: Int, accountID: Int, userID: Int, taskID: Int?, start: LocalTime, duration: Int, zone: UTCOffset,
      createdAt: LocalTime
    ) {
      self.id = id
      self.accountID = accountID
      self.userID = userID
      self.taskID = taskID
      self.start = start
      self.end = start.adding(seconds: duration)
      self.duration = duration
      self.zone = zone
      self.createdAt = createdAt
    }
  }

  /// The repetition of a time entry. It is stored as requested; no further entries are created.
  public struct Repetition: Sendable, Equatable {
    /// `EVERY_DAY`, `EVERY_WEEK`, `EVERY_MONTH`, `EVERY_YEAR` or `CUSTOM`.
    public var rule: String
    /// The interval of a `CUSTOM` rule, in units of `frequency`.
    public var every: Int?
    /// `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`, for a `CUSTOM` rule.
    public var frequency: String?
    /// Midnight of the last day.
    public var end: LocalTime?
  }
}
