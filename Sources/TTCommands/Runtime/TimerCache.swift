import Basics
import TrackingTime

/// Caches the last known timer, so that a shell prompt or status bar can show it without a request. Every command that
/// learns the state of the timer updates it.
struct TimerCache {
  let folder: CacheFolder
  /// Identifies the owner of the timer by the address and credentials in the environment. Other sources of credentials are
  /// not read, since a shell prompt must not run a password command.
  let key: String

  private static let file = "timer.json"

  init(folder: CacheFolder, context: Context) {
    self.folder = folder
    let names = ["TT_API_URL", "TT_APP_PASSWORD", "TT_EMAIL", "TT_ACCOUNT_ID"]
    key = CacheFolder.key(names.map { context.variable($0) ?? "" })
  }

  /// The status if it is at most `age` seconds old; otherwise nil.
  func read(age: Int, now: Instant) -> JSONValue? {
    guard let file = folder.readJSON(Self.file), file["for"]?.string == key, let time = file["time"]?.int,
      time <= now.seconds, now.seconds - time <= age
    else { return nil }
    return file["status"]
  }

  func write(_ status: JSONValue, now: Instant) {
    folder.rewrite(Self.file, ["for": .string(key), "time": JSONValue(now.seconds), "status": status])
  }

  /// Removes the cached timer.
  static func invalidate(_ folder: CacheFolder) { folder.remove(file) }

  /// Updates the cache from the result of a call, if it concerns the timer.
  func update(from result: ToolResult, of call: ValidatedCall, now: Instant) {
    switch (call.tool.name, call.subject) {
    case ("list_user_tasks", .runningTimer): write(StatusView.slim(result.data), now: now)
    case ("track_task", _): write(StatusView.slim(result.data), now: now)
    case ("stop_task", .runningTimer): write(["running": false], now: now)
    // Whether another timer is running is unknown then.
    case ("stop_task", _), ("update_event", _): folder.remove(Self.file)
    default: break
    }
  }
}
