import Foundation

extension Workspace {
  /// The seeded workspace with more of everything, always the same: `tasks` tasks in forty more projects, and `events`
  /// entries spread over the year before `now`. Smaller numbers than the seed's leave the seed as it is.
  public static func large(
    tasks: Int = 5_000, events: Int = 100_000, now: Date = Date(), timeZone: TimeZone = .current
  ) -> Workspace {
    var workspace = seeded(now: now, timeZone: timeZone)
    let offset = timeZone.secondsFromGMT(for: now)
    let wall = WallClock(seconds: Int(now.timeIntervalSince1970.rounded(.down)) + offset)
    workspace.addTasks(tasks - workspace.tasks.count, created: wall.midnight + (-365 * WallClock.day))
    workspace.addEvents(events - workspace.events.count, now: wall, zone: ZoneOffset(seconds: offset))
    return workspace
  }

  private mutating func addTasks(_ count: Int, created: WallClock) {
    guard count > 0, let accountID = accounts.ids.first else { return }
    let customerIDs = customers.all.filter { !$0.isArchived }.map(\.id)
    let projectIDs = (0..<40).map { 5301 + $0 }
    for (index, id) in projectIDs.enumerated() {
      var project = Project(
        id: id, accountID: accountID, name: "Campaign \(WallClock.padded(index + 1))",
        customerID: customerIDs[index % customerIDs.count], createdAt: created)
      project.color = String(index % 12)
      projects.upsert(project)
    }
    for index in 0..<count {
      var task = Task(
        id: 10_001 + index, accountID: accountID, name: "Task \(WallClock.padded(index + 1, 5))",
        projectID: projectIDs[index % projectIDs.count], userIDs: [9001 + index % 2], creatorID: 9001,
        createdAt: created)
      task.isArchived = index % 50 == 49
      tasks.upsert(task)
    }
  }

  private mutating func addEvents(_ count: Int, now: WallClock, zone: ZoneOffset) {
    guard count > 0, let accountID = accounts.ids.first else { return }
    let taskIDs = tasks.ids
    let perDay = (count + 359) / 360
    for index in 0..<count {
      let (day, place) = index.quotientAndRemainder(dividingBy: perDay)
      let start = now.midnight + ((day - 365) * WallClock.day + 6 * 3600 + place * 57_600 / perDay)
      let taskID = taskIDs[index * 7 % taskIDs.count]
      var event = Event(
        id: 20_001 + index, accountID: accountID, userID: tasks[taskID]?.userIDs.first ?? 9001, taskID: taskID,
        start: start, duration: 900 + index * 60 % 6300, zone: zone, createdAt: start)
      event.notes = index % 3 == 0 ? "Call \(index), with \"Acme\" & others" : nil
      event.isBilled = index % 5 == 0
      events.upsert(event)
    }
  }
}
