import Basics
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Workspace {
  /// The seeded workspace enlarged to `tasks` tasks, with forty more projects, and `events` time entries spread over the
  /// year before `now`. The same arguments always give the same workspace. Numbers below those of the seed add nothing.
  public static func large(
    tasks: Int = 5_000, events: Int = 100_000, now: Date = Date(), timeZone: SandboxZone? = nil
  ) -> Workspace {
    var workspace = seeded(now: now, timeZone: timeZone)
    let zone = MachineZone.offset(of: timeZone, at: now)
    let today = LocalTime(Instant(now), at: zone).midnight
    workspace.addTasks(tasks - workspace.tasks.count, createdAt: today.adding(days: -365))
    workspace.addEvents(events - workspace.events.count, before: today, zone: zone)
    return workspace
  }

  private mutating func addTasks(_ count: Int, createdAt: LocalTime) {
    guard count > 0, let accountID = accounts.ids.first else { return }
    let customerIDs = customers.all.filter { !$0.isArchived }.map(\.id)
    let projectIDs = (0..<40).map { 5301 + $0 }
    for (index, id) in projectIDs.enumerated() {
      var project = Project(
        id: id, accountID: accountID, name: "Campaign \((index + 1).padded(2))",
        customerID: customerIDs[index % customerIDs.count], createdAt: createdAt)
      project.color = String(index % 12)
      projects.upsert(project)
    }
    for index in 0..<count {
      var task = Task(
        id: 10_001 + index, accountID: accountID, name: "Task \((index + 1).padded(5))",
        projectID: projectIDs[index % projectIDs.count], userIDs: [9001 + index % 2], creatorID: 9001,
        createdAt: createdAt)
      task.isArchived = index % 50 == 49
      tasks.upsert(task)
    }
  }

  private mutating func addEvents(_ count: Int, before today: LocalTime, zone: UTCOffset) {
    guard count > 0, let accountID = accounts.ids.first else { return }
    let taskIDs = tasks.ids
    let perDay = (count + 359) / 360
    for index in 0..<count {
      let (day, position) = index.quotientAndRemainder(dividingBy: perDay)
      let start = today.adding(days: day - 365).adding(seconds: 6 * 3600 + position * 57_600 / perDay)
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
