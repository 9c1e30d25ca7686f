import Basics
import TrackingTime

/// The calls that take a write back.
struct UndoPlan {
  let record: JournalRecord
  /// The machine's zone.
  let zone: Basics.TimeZone

  /// The calls, in order. A timer that was stopped is started anew before the stopped entry is deleted, so that nothing is
  /// lost if the service refuses.
  var calls: [ToolCall] {
    switch record.tool {
    case "create_event": [delete]
    case "update_event": [call("update_event", restored)]
    case "delete_event": [before["running"]?.bool == true ? track(before) : create]
    case "stop_task": [track(after), delete]
    case "track_task": [call("stop_task", ["task_id": after["task_id"] ?? .null]), delete]
    case "create_task", "reopen_task": [call("close_task", object("task_id"))]
    case "create_project", "reopen_project": [call("close_project", object("project_id"))]
    case "close_task": [call("reopen_task", object("task_id"))]
    case "close_project": [call("reopen_project", object("project_id"))]
    default: []
    }
  }

  /// Which of the calls has the result to show.
  var shown: Int { record.tool == "track_task" ? 1 : 0 }

  /// What is left to take back once the first call was made and the second failed: an entry to delete.
  func rest(after first: ToolResult) -> JournalRecord? {
    guard ["stop_task", "track_task"].contains(record.tool) else { return nil }
    var rest = record
    rest.tool = "create_event"
    rest.before = nil
    if record.tool == "track_task" {
      guard let entry = RunningTimer(first.data)?.entry, entry["id"]?.idNumber == record.id else { return nil }
      rest.after = EntryImage.of(entry)
    }
    return rest
  }

  /// What the calls do, for `tt undo --list`.
  var summary: String {
    switch record.tool {
    case "create_event": "delete the entry"
    case "update_event": "give the entry its former values"
    case "delete_event": before["running"]?.bool == true ? "start the timer again" : "add the entry again"
    case "stop_task": "let the timer run again"
    case "track_task": "stop the timer and delete the entry"
    case "create_task", "reopen_task": "close the task"
    case "create_project", "reopen_project": "close the project"
    case "close_task": "reopen the task"
    case "close_project": "reopen the project"
    default: ""
    }
  }

  private var before: JSONObject { record.before ?? [:] }
  private var after: JSONObject { record.after ?? [:] }

  private func call(_ tool: String, _ arguments: JSONObject) -> ToolCall { ToolCall(tool, arguments) }

  private func object(_ name: String) -> JSONObject {
    JSONObject([.init(key: name, value: JSONValue(record.id ?? 0))])
  }

  private var delete: ToolCall { call("delete_event", object("event_id")) }

  private var restored: JSONObject {
    var arguments = object("event_id")
    for member in EntryImage.restoring(before, from: after, in: zone) { arguments[member.key] = member.value }
    return arguments
  }

  private var create: ToolCall {
    var arguments = EntryImage.timeArguments(of: before, in: zone)
    for name in ["task_id", "notes", "event_type"] { arguments[name] = before[name] }
    var call = call("create_event", arguments)
    // Run again after a lost response, it adds nothing.
    call.isIfAbsent = true
    return call
  }

  private func track(_ image: JSONObject) -> ToolCall {
    var arguments: JSONObject = ["task_id": image["task_id"] ?? .null]
    let times = EntryImage.timeArguments(of: image, in: zone, isRunning: true)
    arguments["date"] = times["start"]
    arguments["timezone"] = times["timezone"]
    arguments["notes"] = image["notes"]
    return call("track_task", arguments)
  }
}
