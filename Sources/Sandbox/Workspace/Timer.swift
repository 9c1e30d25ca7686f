/// The rules of the timer: one running entry per user, across all accounts.
extension Workspace {
  /// Starts a timer on a task. With `switching` a running one is closed at `start` first.
  ///
  /// A task that is not assigned to the user gets assigned, so that `users[]` can show the running entry.
  mutating func startTimer(
    on taskID: Int, of userID: Int, at start: WallClock, zone: ZoneOffset, switching: Bool
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

  /// Stops the timer of a user on that task and returns the closed entry; nil when it does not run.
  mutating func stopTimer(on taskID: Int, of userID: Int, at end: WallClock, zone: ZoneOffset) -> Event? {
    guard let event = runningEvent(of: userID), event.taskID == taskID else { return nil }
    close(event.id, of: userID, at: end, zone: zone)
    return events[event.id]
  }

  /// The heartbeat: moves the end of the running entry; nil when it does not run. An end before the start stops the timer.
  mutating func syncTimer(on taskID: Int, of userID: Int, at end: WallClock, zone: ZoneOffset) -> Event? {
    guard let event = runningEvent(of: userID), event.taskID == taskID else { return nil }
    if Self.end(of: event, at: end, zone: zone) < event.start {
      return stopTimer(on: taskID, of: userID, at: end, zone: zone)
    }
    setEnd(of: event.id, at: end, zone: zone)
    return events[event.id]
  }

  private mutating func close(_ eventID: Int, of userID: Int, at end: WallClock, zone: ZoneOffset) {
    setEnd(of: eventID, at: end, zone: zone)
    running[userID] = nil
  }

  private mutating func setEnd(of eventID: Int, at end: WallClock, zone: ZoneOffset) {
    guard var event = events[eventID] else { return }
    event.end = max(event.start, Self.end(of: event, at: end, zone: zone))
    event.duration = event.end - event.start
    event.updatedAt = event.end
    events.upsert(event)
  }

  /// The given end on the wall of the entry's own zone.
  private static func end(of event: Event, at end: WallClock, zone: ZoneOffset) -> WallClock {
    end + (event.zone.seconds - zone.seconds)
  }
}
