/// The data of the emulated service, as a plain value independent of HTTP.
public struct Workspace: Sendable {
  /// The accounts.
  public var accounts = Table<Account>(first: 700_001)
  /// The users of all accounts.
  public var users = Table<User>(first: 9001)
  /// The customers.
  public var customers = Table<Customer>(first: 3101)
  /// The projects.
  public var projects = Table<Project>(first: 5201)
  /// The tasks, including hidden ones.
  public var tasks = Table<Task>(first: 8301)
  /// The time entries.
  public var events = Table<Event>(first: 6401)
  /// The custom fields.
  public var customFields = Table<CustomField>(first: 4101)
  /// The kinds of service the accounts offer.
  public var services = Table<OfferedService>(first: 4501)
  /// The addresses that asked to be told about changes.
  public var webhooks = Table<Webhook>(first: 4601)
  /// The running time entry of each user who has one: user ID to event ID.
  public var running: [Int: Int] = [:]
  /// The IANA name of the time zone in the users' settings, for example `Europe/Berlin`.
  public var timeZone = "UTC"
  /// The user who is authenticated by the app password.
  public var callerID = 9001

  /// Creates an empty workspace.
  public init() {}

  /// The user who is authenticated by the app password.
  public var caller: User? { users[callerID] }

  /// The running time entry of a user.
  public func runningEvent(of userID: Int) -> Event? { events[running[userID]] }

  /// The task a user is tracking.
  public func runningTask(of userID: Int) -> Task? { tasks[runningEvent(of: userID)?.taskID] }

  /// The users who are tracking a task.
  public func usersTracking(_ taskID: Int) -> Set<Int> {
    Set(running.filter { events[$0.value]?.taskID == taskID }.keys)
  }
}
