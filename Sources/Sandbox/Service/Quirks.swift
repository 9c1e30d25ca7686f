/// Ways in which the real service is not known for sure. Clients should be right under every setting.
public struct Quirks: Sendable {
  /// Where a task shows its running entry.
  public enum RunningEvent: String, Sendable, CaseIterable {
    /// In `tracking_event` only.
    case task
    /// In `users[].event` only.
    case users
    /// In both places.
    case both
  }

  /// Where a task shows its running entry; both by default.
  public var runningEvent = RunningEvent.both
  /// What stopping a task answers that is not being tracked: 502 by default, else 500, or 200 with its last entry.
  public var idleStopStatus = 502
  /// The `end` of a running entry is null instead of the start or the last sync.
  public var hidesRunningEnd = false
  /// A track or stop without `date` is refused.
  public var requiresDates = false
  /// Errors are told by the HTTP status as well as by the envelope's.
  public var mirrorsStatus = false
  /// `/tasks` does not look at `project_id`.
  public var ignoresProjectFilter = false
  /// A stop in another zone than the start's is refused, as somebody once met.
  public var refusesZoneChange = false

  /// The best guess at how the service behaves today.
  public init() {}
}
