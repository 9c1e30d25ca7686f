import Foundation

extension Workspace {
  /// A small studio with two people, some customers, projects and tasks, and entries over the last days before `now`.
  ///
  /// Task 42 is "Write report" in the project Website, assigned to Ada (9001). All ids are fixed.
  public static func seeded(now: Date = Date(), timeZone: TimeZone = .current) -> Workspace {
    var workspace = Workspace()
    let offset = timeZone.secondsFromGMT(for: now)
    let wall = WallClock(seconds: Int(now.timeIntervalSince1970.rounded(.down)) + offset)
    workspace.timeZone = timeZone.identifier
    let created = wall.midnight + (9 * 3600 - 60 * WallClock.day)
    workspace.seedPeople(created)
    workspace.seedWork(created)
    workspace.seedEvents(wall, ZoneOffset(seconds: offset))
    return workspace
  }

  private static let studio = 700_001
  private static let ada = 9001
  private static let bob = 9002

  private mutating func seedPeople(_ created: WallClock) {
    accounts.upsert(Account(id: Self.studio, company: "Example Studio", ownerID: Self.ada, createdAt: created))
    let people = [
      (Self.ada, "Ada", "Example", "ADMIN", false), (Self.bob, "Bob", "Sample", "CO_WORKER", false),
      (9003, "Cleo", "Former", "CO_WORKER", true),
    ]
    for (id, name, surname, role, isArchived) in people {
      var user = User(
        id: id, name: name, surname: surname, email: "\(name.lowercased())@example.test", role: role,
        accountIDs: [Self.studio], createdAt: created)
      user.isArchived = isArchived
      users.upsert(user)
    }
    for (id, name, isArchived) in [(3101, "Acme", false), (3102, "Globex", false), (3103, "Initech", true)] {
      var customer = Customer(id: id, accountID: Self.studio, name: name, createdAt: created)
      customer.isArchived = isArchived
      customers.upsert(customer)
    }
  }

  private mutating func seedWork(_ created: WallClock) {
    let plans: [(id: Int, name: String, customer: Int?, isArchived: Bool)] = [
      (5201, "Website", 3101, false), (5202, "Internal", nil, false), (5203, "Mobile app", 3102, false),
      (5204, "Old shop", 3103, true),
    ]
    for plan in plans {
      var project = Project(
        id: plan.id, accountID: Self.studio, name: plan.name, customerID: plan.customer, createdAt: created)
      project.isArchived = plan.isArchived
      project.color = String(plan.id % 10 + 2)
      project.isFavorite = plan.id == 5202
      project.isBillable = plan.customer != nil
      project.estimatedTime = 20
      projects.upsert(project)
    }
    let todo: [(id: Int, name: String, project: Int?, users: [Int])] = [
      (42, "Write report", 5201, [Self.ada]), (8301, "Design review", 5201, [Self.ada, Self.bob]),
      (8302, "Team meeting", 5202, [Self.ada, Self.bob]), (8303, "Support", nil, [Self.ada]),
      (8304, "Prototype", 5203, [Self.bob]), (8305, "Move content", 5201, [Self.ada]),
      (8306, "Planning", 5201, [Self.ada]), (8307, "Planning", 5202, [Self.ada]),
      (8308, "Recherche & Überblick", 5203, [Self.ada]),
    ]
    for item in todo {
      var task = Task(
        id: item.id, accountID: Self.studio, name: item.name, projectID: item.project, userIDs: item.users,
        creatorID: Self.ada, createdAt: created)
      task.estimatedTime = item.id == 42 ? 2.5 : 0
      task.isArchived = item.id == 8305
      task.closedAt = task.isArchived ? created + 30 * WallClock.day : nil
      tasks.upsert(task)
    }
    customFields.upsert(
      CustomField(
        id: 4101, accountID: Self.studio, name: "Purchase order", valueType: "text", objectClass: "task"))
    tasks[42]?.fieldValues[4101] = "PO-17"
  }

  /// Entries of the last four days at fixed hours, and one today that has ended before `now` at any hour of the day.
  private mutating func seedEvents(_ now: WallClock, _ zone: ZoneOffset) {
    let sinceMidnight = (now - now.midnight) / 60 * 60
    let plan: [(day: Int, start: Int, duration: Int, user: Int, task: Int, notes: String?)] = [
      (-4, 9 * 3600, 4530, Self.ada, 42, nil), (-4, 13 * 3600, 3600, Self.bob, 8304, nil),
      (-3, 10 * 3600, 5400, Self.ada, 8301, "with Bob"), (-2, 9 * 3600, 1800, Self.ada, 8302, nil),
      (-2, 9 * 3600 + 1800, 9000, Self.ada, 42, "first draft"), (-1, 11 * 3600, 3600, Self.ada, 8303, nil),
      (-1, 14 * 3600, 7200, Self.bob, 8301, nil),
      (0, sinceMidnight / 2, sinceMidnight / 4, Self.ada, 42, nil),
    ]
    for item in plan {
      let start = now.midnight + (item.day * WallClock.day + item.start)
      var event = Event(
        id: events.nextID, accountID: Self.studio, userID: item.user, taskID: item.task, start: start,
        duration: item.duration, zone: zone, createdAt: start + item.duration)
      event.notes = item.notes
      events.upsert(event)
    }
  }
}
