import Basics

/// A timer in any of the forms the service uses: an entry, or a task with the running entry in `tracking_event` or in the
/// element of a user.
public struct RunningTimer: Sendable {
  /// The task's ID.
  public var taskID: Int?
  /// The task's name; empty for time tracked on a project alone.
  public var task: String
  /// The project's ID.
  public var projectID: Int?
  /// The project's name.
  public var project: String?
  /// The ID of the workspace the timer is running in, which may not be the configured one.
  public var accountID: Int?
  /// True for the hidden task that represents a project.
  public var isHidden: Bool
  /// The local start time, as text from the service.
  public var start: String?
  /// The UTC offset of `start`, as text from the service.
  public var timezone: String?
  /// The object as the service sent it.
  public var object: JSONObject
  /// The running entry, if the object contains or is one.
  public var entry: JSONObject?

  /// Reads a task or an entry; nil if the value is neither, or a task that only somebody else tracks, or nobody.
  ///
  /// - Parameter user: whose timer it is; nil for any user's.
  public init?(_ value: JSONValue, user: Int? = nil) {
    guard let object = (value.soleObject ?? value).object else { return nil }
    self.object = object
    let isTask = object["tracking"] != nil || object["name"] != nil
    entry = isTask ? Self.entry(ofTask: object, user: user) : object
    let event = entry
    // A task that tells its entries but has none of this user is not this user's timer.
    let tellsEntries =
      object["tracking_event"] != nil || object["users"]?.array?.contains { $0["event"] != nil } == true
    if user != nil, isTask, entry == nil, tellsEntries { return nil }
    taskID = isTask ? object["id"]?.idNumber : object["task_id"]?.idNumber
    task = (isTask ? object["name"] : object["task"])?.string ?? ""
    projectID = object["project_id"]?.int
    project = object["project"]?.string
    accountID = object["account_id"]?.int
    let type = (isTask ? object["type"] : object["task_type"])?.string
    let visibility = (isTask ? object["visibility"] : object["task_visibility"])?.string
    isHidden = type == "GHOST" || visibility == "HIDDEN"
    start = event?["start"]?.string
    timezone = event?["timezone"]?.string
    if taskID == nil, start == nil { return nil }
  }

  /// The running entry in a task: in `tracking_event` or in the element of a user.
  private static func entry(ofTask object: JSONObject, user: Int?) -> JSONObject? {
    let event = object["tracking_event"]?.object
    if let event, user == nil || event["user_id"]?.idNumber.map({ $0 == user }) ?? true { return event }
    let item = object["users"]?.array?.first { element in
      element["event"]?.object != nil && (user == nil || element["id"]?.idNumber == user)
    }
    return item?["event"]?.object
  }

  /// The start as an instant; nil if its text or offset cannot be read.
  public var started: Instant? {
    guard let offset = timezone.flatMap({ UTCOffset($0) }) else { return nil }
    return start.flatMap { LocalTime(serviceText: $0) }?.instant(at: offset)
  }

  /// The name shown to people: the task with its project, or the project alone.
  public var title: String {
    let name = task.isEmpty || isHidden ? nil : task.truncated(toBytes: APIError.maxTextBytes)
    return switch (name, project?.truncated(toBytes: APIError.maxTextBytes)) {
    case (let name?, let project?): "\(name) (\(project))"
    case (let name?, nil): name
    case (nil, let project?): project
    case (nil, nil): taskID.map { "task \($0)" } ?? "time without a task"
    }
  }
}
