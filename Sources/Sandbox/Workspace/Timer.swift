import Basics

/// The timer: a user has at most one running time entry, across all accounts.
extension Workspace {
  /// Starts a timer on a task.
  ///
  /// The task is assigned to the user if necessary, so that the running entry can be shown in its `users` member.
  ///
  /// - Parameters:
  ///   - switching: true first stops a timer that is already running, at `start`.
  /// - Throws: not found for an unknown task, 502 when a timer is running and `switching` is false, 500 for a closed task.
  mutating func startTimer(
    on taskID: Int, of userID: Int, at start: LocalTime, zone: UTCOffset, switching: Bool
  ) throws(ServiceError) -> Event {
    guard var task = tasks[taskID] else { throw .notFound("task") }
    if let runningID = running[userID] {
      guard switching else { throw .alreadyTracking }
      close(runningID, of: userID, at: start, zone: zone)
    }
    if task.isArchived { throw .invalid("The task is closed") }
    if !task.userIDs.contains(userID) {
      task.userIDs.append(userID)
      tasks.upsert(task)
    }
    let event = Event(
      id: events.nextID, accountID: task.accountID, userID: userID, taskID: taskID, start: start, duration: 0,
      zone: zone, createdAt: start)
    events.upsert(event)
    running[userID] = event.id
    return event
  }

  /// Stops the timer of a user on a task and returns the entry; nil when it is not running.
  mutating func stopTimer(on taskID: Int, of userID: Int, at end: LocalTime, zone: UTCOffset) -> Event? {
    guard let event = runningEvent(of: userID), event.taskID == taskID else { return nil }
    close(event.id, of: userID, at: end, zone: zone)
    return events[event.id]
  }

  /// Moves the end of the running entry (the heartbeat) and returns the entry; nil when the timer is not running. An end
  /// before the start stops the timer.
  mutating func syncTimer(on taskID: Int, of userID: Int, at end: LocalTime, zone: UTCOffset) -> Event? {
    guard let event = runningEvent(of: userID), event.taskID == taskID else { return nil }
    if Self.end(of: event, at: end, zone: zone) < event.start {
      return stopTimer(on: taskID, of: userID, at: end, zone: zone)
    }
    setEnd(of: event.id, at: end, zone: zone)
    return events[event.id]
  }

  private mutating func close(_ eventID: Int, of userID: Int, at end: LocalTime, zone: UTCOffset) {
    setEnd(of: eventID, at: end, zone: zone)
    running[userID] = nil
  }

  private mutating func setEnd(of eventID: Int, at end: LocalTime, zone: UTCOffset) {
    guard var event = events[eventID] else { return }
    event.end = max(event.start, Self.end(of: event, at: end, zone: zone))
    event.duration = event.end.seconds(since: event.start)
    event.updatedAt = event.end
    events.upsert(event)
  }

  /// Converts an end given in `zone` to the zone of the entry.
  private static func end(of event: Event, at end: LocalTime, zone: UTCOffset) -> LocalTime {
    end.adding(seconds: event.zone.seconds - zone.seconds)
  }
}
