/// Everything the emulated service knows: a plain value, apart from HTTP.
public struct Workspace: Sendable {
  /// The companies.
  public var accounts = Table<Account>(first: 700_001)
  /// The co-workers of all accounts.
  public var users = Table<User>(first: 9001)
  /// The customers.
  public var customers = Table<Customer>(first: 3101)
  /// The projects.
  public var projects = Table<Project>(first: 5201)
  /// The tasks, hidden ones among them.
  public var tasks = Table<Task>(first: 8301)
  /// The time entries.
  public var events = Table<Event>(first: 6401)
  /// The custom fields.
  public var customFields = Table<CustomField>(first: 4101)
  /// The running entry of each user who has one: user id to event id.
  public var running: [Int: Int] = [:]
  /// The IANA name of the zone the users' settings say, for example `Europe/Berlin`.
  public var timeZone = "UTC"
  /// The user whose App Password the service accepts.
  public var callerID = 9001

  /// A workspace without anything in it.
  public init() {}

  /// The caller.
  public var caller: User? { users[callerID] }

  /// The entry that runs for a user.
  public func runningEvent(of userID: Int) -> Event? { events[running[userID]] }

  /// The task that runs for a user.
  public func runningTask(of userID: Int) -> Task? { tasks[runningEvent(of: userID)?.taskID] }

  /// The users for whom a task runs.
  public func usersTracking(_ taskID: Int) -> Set<Int> {
    Set(running.filter { events[$0.value]?.taskID == taskID }.keys)
  }
}
