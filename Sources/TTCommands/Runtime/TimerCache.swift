import Basics
import TrackingTime

/// Remembers the last known timer, so that a prompt or a bar can show it without a request. Every command that learns how
/// the timer stands writes it.
struct TimerCache {
  let folder: CacheFolder
  /// Whose timer: the address and the credentials in the environment. Others are not looked for, since a prompt must not
  /// run a password command.
  let key: String

  private static let file = "timer.json"

  init(folder: CacheFolder, context: Context) {
    self.folder = folder
    let names = ["TT_API_URL", "TT_APP_PASSWORD", "TT_EMAIL", "TT_ACCOUNT_ID"]
    key = CacheFolder.key(names.map { context.variable($0) ?? "" })
  }

  /// The status at most `age` seconds old; nil when there is none.
  func read(age: Int, now: Instant) -> JSONValue? {
    guard let file = folder.readJSON(Self.file), file["for"]?.string == key, let time = file["time"]?.int,
      time <= now.seconds, now.seconds - time <= age
    else { return nil }
    return file["status"]
  }

  func write(_ status: JSONValue, now: Instant) {
    folder.rewrite(Self.file, ["for": .string(key), "time": JSONValue(now.seconds), "status": status])
  }

  /// Forgets the last known timer.
  static func forget(_ folder: CacheFolder) { folder.remove(file) }

  /// What a call's answer tells of the timer, if anything.
  func update(from answer: ToolResult, of call: ToolCall, now: Instant) {
    switch (call.tool, call.subject) {
    case ("list_user_tasks", .runningTimer): write(StatusView.slim(answer.data), now: now)
    case ("track_task", _): write(StatusView.slim(answer.data), now: now)
    case ("stop_task", .runningTimer): write(["running": false], now: now)
    // Whether another timer runs is not known then.
    case ("stop_task", _), ("update_event", _): folder.remove(Self.file)
    default: break
    }
  }
}
