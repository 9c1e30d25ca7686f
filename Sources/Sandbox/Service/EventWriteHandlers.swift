import Basics

/// Changing time entries.
extension RequestHandler {
  mutating func createEvent() throws(ServiceError) -> ResponseEnvelope {
    let zone = try zone()
    guard let start = try parameters.eventTime("start", in: zone), let end = try parameters.eventTime("end", in: zone)
    else { throw .invalid("The parameters start and end are required") }
    let owner = try owner() ?? user
    var event = Workspace.Event(
      id: workspace.events.nextID, accountID: accountID, userID: owner.id, taskID: nil, start: start, duration: 0,
      zone: zone, createdAt: localNow)
    event.end = end
    event.repetition = try repetition()
    return try applyParameters(to: event, isNew: true)
  }

  mutating func updateEvent() throws(ServiceError) -> ResponseEnvelope { try update(event(pathID("event_id"))) }

  /// Changes the members of an entry given as parameters.
  mutating func update(_ given: Workspace.Event) throws(ServiceError) -> ResponseEnvelope {
    var event = given
    event.zone = try parameters.zone() ?? event.zone
    event.start = try parameters.eventTime("start", in: event.zone) ?? event.start
    event.end = try parameters.eventTime("end", in: event.zone) ?? event.end
    event.userID = try owner()?.id ?? event.userID
    event.updatedAt = localNow
    return try applyParameters(to: event, isNew: false)
  }

  mutating func deleteEvent() throws(ServiceError) -> ResponseEnvelope {
    removeEvent(try event(pathID("event_id")))
    return .empty
  }

  /// Removes an entry, and its timer if it is running.
  mutating func removeEvent(_ event: Workspace.Event) {
    workspace.events[event.id] = nil
    if workspace.running[event.userID] == event.id { workspace.running[event.userID] = nil }
  }

  private mutating func applyParameters(to given: Workspace.Event, isNew: Bool) throws(ServiceError) -> ResponseEnvelope
  {
    var event = given
    if event.end < event.start { throw .invalid("The end of a time entry cannot be before its start") }
    let hasNewTimes = isNew || parameters.has("start") || parameters.has("end")
    if let duration = try parameters.int("duration") {
      guard duration >= 0 else { throw .invalid("The duration cannot be negative") }
      event.duration = duration
    } else if hasNewTimes {
      event.duration = event.end.seconds(since: event.start)
    }
    event.type = try parameters.word("event_type", of: ["WORK", "NOT_LOGGED"]) ?? event.type
    event.notes = try parameters.text("notes", replacing: event.notes)
    event.isBilled = try parameters.bool("is_billed") ?? event.isBilled
    if let taskID = try eventTask(event) { event.taskID = taskID }
    if let values = try fieldValues(of: "event") { event.fieldValues.merge(values) { _, new in new } }
    workspace.events.upsert(event)
    return try envelope(for: event)
  }

  /// The ID of the task the parameters refer to, found or created by the same rules as for track; nil when they refer to
  /// none.
  private mutating func eventTask(_ event: Workspace.Event) throws(ServiceError) -> Int? {
    if let id = try parameters.int("task_id") { return try task(id).id }
    let selector = try taskSelector()
    if selector.isEmpty { return nil }
    return try workspace.resolveTask(selector, accountID: accountID, userID: event.userID, at: localNow).id
  }

  private func owner() throws(ServiceError) -> Workspace.User? {
    guard let id = try parameters.int("user_id") else { return nil }
    return try coworker(id)
  }

  private func repetition() throws(ServiceError) -> Workspace.Repetition? {
    let rules = ["EVERY_DAY", "EVERY_WEEK", "EVERY_MONTH", "EVERY_YEAR", "CUSTOM"]
    guard let rule = try parameters.word("repeat", of: rules) else { return nil }
    return Workspace.Repetition(
      rule: rule, every: try parameters.int("repeat_every"),
      frequency: try parameters.word("frequency", of: ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
      end: try parameters.day("end_repeat"))
  }
}
