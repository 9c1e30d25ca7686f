import Basics
import TrackingTime

/// The members of a time entry that are kept and restored.
enum EntryImage {
  private static let members = [
    "id", "start", "end", "timezone", "duration", "notes", "task_id", "project_id", "event_type", "is_billed",
    "running",
  ]

  /// The members of an entry that are kept, without nulls.
  static func of(_ entry: JSONObject) -> JSONObject {
    JSONObject(entry.members.filter { members.contains($0.key) && !$0.value.isNull })
  }

  /// The first member in which two images of an entry differ; nil if they are the same.
  ///
  /// - Parameter isRunning: true to leave out what changes while a timer runs.
  static func difference(_ a: JSONObject, _ b: JSONObject, isRunning: Bool) -> String? {
    members.first { name in
      if name == "id" || name == "running" || isRunning && ["end", "duration"].contains(name) { return false }
      return differs(name, a, b)
    }
  }

  /// That a member is not as it was, as a clause.
  static func changed(_ name: String) -> String {
    switch name {
    case "notes": "its notes are not the same"
    case "task_id": "it is on another task"
    case "project_id": "it is in another project"
    case "event_type": "it is planned time now, or was before"
    case "is_billed": "it was marked as billed, or is no longer"
    default: "its \(name) is not the same"
    }
  }

  /// A member in the form in which it is compared: the service writes one thing in several ways.
  private static func value(_ name: String, of image: JSONObject) -> JSONValue {
    let value = image[name] ?? .null
    switch name {
    case "notes": return value.isNull ? "" : value
    case "is_billed": return .bool(value.bool ?? false)
    case "event_type": return value.isNull ? "WORK" : value
    case "timezone": return value.string.flatMap { UTCOffset($0) }.map { JSONValue($0.seconds) } ?? value
    default: return value.idNumber.map { JSONValue($0) } ?? value
    }
  }

  private static func differs(_ name: String, _ a: JSONObject, _ b: JSONObject) -> Bool {
    value(name, of: a) != value(name, of: b)
  }

  /// Why an entry cannot be changed back; nil if it can.
  static func obstacle(from before: JSONObject, to after: JSONObject) -> String? {
    if before["task_id"] == nil, after["task_id"] != nil { return "the entry had no task, and cannot lose it" }
    if before["start"] == nil || before["timezone"] == nil { return "the entry's start was not readable" }
    return nil
  }

  /// True for an entry that ends when it starts and is not the running one.
  static func hasNoLength(_ image: JSONObject) -> Bool {
    guard image["running"]?.bool != true, let entry = RecordedEntry(.object(image)) else { return false }
    return entry.end.map { $0 <= entry.start } ?? true
  }

  /// The arguments of `update_event` that give an entry its former values.
  ///
  /// - Parameter zone: the machine's.
  static func restoring(
    _ before: JSONObject, from after: JSONObject, in zone: Basics.TimeZone
  ) -> JSONObject {
    var arguments: JSONObject = [:]
    for name in ["task_id", "event_type", "is_billed"] where differs(name, before, after) {
      arguments[name] = value(name, of: before)
    }
    if !differs("task_id", before, after), differs("project_id", before, after) {
      arguments["project_id"] = before["project_id"]
    }
    if differs("notes", before, after) { arguments["notes"] = before["notes"] ?? "" }
    let isRunning = before["running"]?.bool == true
    let times = isRunning ? ["start", "timezone"] : ["start", "timezone", "end", "duration"]
    guard times.contains(where: { differs($0, before, after) }) else { return arguments }
    for member in timeArguments(of: before, in: zone, isRunning: isRunning) { arguments[member.key] = member.value }
    return arguments
  }

  /// The arguments that give an entry its times: an end is the start and the duration, whatever the clocks do between,
  /// and is written by the clock of then where the zone is that of the entry.
  ///
  /// - Parameter zone: the machine's.
  static func timeArguments(
    of image: JSONObject, in zone: Basics.TimeZone, isRunning: Bool = false
  ) -> JSONObject {
    var arguments: JSONObject = [:]
    arguments["start"] = image["start"]
    arguments["timezone"] = image["timezone"]?.string.flatMap { UTCOffset($0) }.map { .string($0.gmtText) }
    if isRunning { return arguments }
    if let entry = RecordedEntry(.object(image)), let end = entry.end {
      arguments["duration"] = JSONValue(end.seconds - entry.start.seconds)
      // Of the zone that it was recorded in only the offset is known.
      if zone.offset(at: entry.start) == entry.offset, zone.offset(at: end) != entry.offset {
        arguments["timezone"] = nil
        arguments["start"] = .string(entry.start.rfc3339(entry.offset))
        arguments["end"] = .string(end.rfc3339(zone.offset(at: end)))
      }
    }
    return arguments
  }
}
