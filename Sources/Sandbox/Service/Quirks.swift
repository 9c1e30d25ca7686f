/// Behavior of the real service that is not known for certain. Clients should work with every setting.
public struct Quirks: Sendable {
  /// The members of a task that contain its running time entry.
  public enum RunningEvent: String, Sendable, CaseIterable {
    /// `tracking_event` only.
    case task
    /// `users[].event` only.
    case users
    /// `tracking_event` and `users[].event`.
    case both
  }

  /// Answers to a track of the task that is already running.
  public enum SameTask: Sendable, Equatable {
    /// Status 502, as for another task; with `stop_running_task` the running entry ends and another starts.
    case likeAnother
    /// The running entry ends and another starts.
    case restart
    /// Success with the running entry, unchanged.
    case runningEvent
    /// An error of this status, whether or not with `stop_running_task`.
    case status(Int)
  }

  /// The answer to a track of the task that is already running.
  public var sameTask = SameTask.likeAnother
  /// Whether a track without any reference tracks a hidden task without a project.
  public var tracksNothing = false
  /// The largest page of a list; nil for the documented sizes.
  public var pageCap: Int?
  /// Whether routes take methods that no known client uses.
  public var acceptsAnyMethod = false
  /// Whether the app password is also accepted as a bearer token.
  public var acceptsBearer = false
  /// Whether a path without an account refers to the user's last account rather than the first.
  public var usesLastAccount = false
  /// The members of a task that contain its running time entry.
  public var runningEvent = RunningEvent.both
  /// The envelope status of a stop for a task that is not being tracked: 502, 500, or 200 with the last time entry.
  public var idleStopStatus = 502
  /// Whether `end` of a running time entry is null; otherwise it is the time of the last sync or else the start.
  public var hidesRunningEnd = false
  /// Whether track and stop require `date`.
  public var requiresDates = false
  /// Whether the HTTP status repeats the envelope status of an error; otherwise it is 200, or 401 for wrong credentials.
  public var mirrorsStatus = false
  /// Whether `/tasks` ignores `project_id`.
  public var ignoresProjectFilter = false
  /// Whether a stop with another `timezone` than that of the start is rejected, as reported by one client.
  public var refusesZoneChange = false

  /// Creates the settings most likely to match the service.
  public init() {}
}
