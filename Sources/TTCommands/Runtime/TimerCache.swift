import Basics
import TrackingTime

/// Caches the last known timer, so that a shell prompt or status bar can show it without a request. Every command that
/// learns the state of the timer updates it. It also knows the entry that tt wrote last.
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

  /// The last known status and its age in seconds; nil if nothing is known.
  func read(now: Instant) -> (status: JSONValue, age: Int)? {
    guard let file = folder.readJSON(Self.file), file["for"]?.string == key, let time = file["time"]?.int,
      time <= now.seconds, let status = file["status"], !status.isNull
    else { return nil }
    return (status, now.seconds - time)
  }

  /// The ID of the entry that tt wrote last.
  func addedEntry() -> Int? {
    guard let file = folder.readJSON(Self.file), file["for"]?.string == key else { return nil }
    return file["added"]?.int
  }

  /// Keeps a status, or that it is unknown, and the entry that was written last.
  private func write(_ status: JSONValue?, added: Int?, now: Instant) {
    let document: JSONValue = [
      "for": .string(key), "time": JSONValue(now.seconds), "status": status ?? .null,
      "added": (added ?? addedEntry()).map { JSONValue($0) } ?? .null,
    ]
    folder.rewrite(Self.file, document)
  }

  /// Removes the cached timer.
  static func invalidate(_ folder: CacheFolder) { folder.remove(file) }

  /// Updates the cache from the result of a call, if it concerns the timer or an entry.
  func update(from result: ToolResult, of call: ValidatedCall, now: Instant) {
    let entry = RunningTimer(result.data)?.entry?["id"]?.int
    switch (call.tool.name, call.subject) {
    case ("list_user_tasks", .runningTimer): write(StatusView.slim(result.data), added: nil, now: now)
    case ("track_task", _): write(StatusView.slim(result.data), added: entry, now: now)
    case ("stop_task", .runningTimer): write(["running": false], added: entry, now: now)
    // Whether another timer is running is unknown then.
    case ("stop_task", _), ("update_event", _): write(nil, added: entry, now: now)
    // The entry or the task may have been the running one.
    case ("delete_event", _), ("close_task", _): write(nil, added: nil, now: now)
    case ("create_event", _):
      let known = folder.readJSON(Self.file)
      let isOwn = known?["for"]?.string == key
      write(isOwn ? known?["status"] : nil, added: entry, now: Instant(seconds: isOwn ? known?["time"]?.int ?? 0 : 0))
    default: break
    }
  }
}
