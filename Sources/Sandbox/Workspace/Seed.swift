import Basics
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Workspace {
  /// A small studio: two active people and a former one, some customers, projects and tasks, and time entries over the
  /// last days before `now`. All IDs are fixed; task 42 is "Write report" in the project Website, assigned to Ada (9001),
  /// and has values of custom fields.
  public static func seeded(now: Date = Date(), timeZone: SandboxZone? = nil) -> Workspace {
    var workspace = Workspace()
    workspace.timeZone = timeZone?.identifier ?? MachineZone.name
    let zone = MachineZone.offset(of: timeZone, at: now)
    let localNow = LocalTime(Instant(now), at: zone)
    let created = localNow.midnight.adding(days: -60).adding(seconds: 9 * 3600)
    workspace.seedPeople(createdAt: created)
    workspace.seedWork(createdAt: created)
    workspace.seedEvents(before: localNow, zone: zone)
    return workspace
  }

  private static let studio = 700_001
  private static let ada = 9001
  private static let bob = 9002

  private mutating func seedPeople(createdAt created: LocalTime) {
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

  private mutating func seedWork(createdAt created: LocalTime) {
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
      task.closedAt = task.isArchived ? created.adding(days: 30) : nil
      tasks.upsert(task)
    }
    seedFields()
  }

  /// Custom fields of tasks and entries, with values on task 42 and entry 6401, and those in which integrations keep their
  /// IDs.
  private mutating func seedFields() {
    let plans: [(id: Int, name: String, type: String, objectClass: String, slug: String?, options: [String])] = [
      (4091, "Phase", "enum", "task", nil, ["Draft", "Final"]),
      (4092, "Location", "enum", "event", nil, ["Office", "Home"]),
      (4093, "Third party ID", "text", "event", "EVENT_THIRD_PARTY_ID", []),
      (4094, "Third party service", "text", "event", "EVENT_THIRD_PARTY_SERVICE", []),
      (4101, "PO", "text", "task", nil, []),
    ]
    var optionID = 4190
    for plan in plans {
      var field = CustomField(
        id: plan.id, accountID: Self.studio, name: plan.name, valueType: plan.type, objectClass: plan.objectClass)
      field.slug = plan.slug
      for (index, name) in plan.options.enumerated() {
        optionID += 1
        field.options.append(EnumOption(id: optionID, name: name, index: index + 1))
      }
      customFields.upsert(field)
    }
    tasks[42]?.fieldValues = [4091: "Draft", 4101: "PO-1234"]
  }

  /// Time entries at fixed hours of the last four days, and one of today that ends before `now` whatever the hour.
  private mutating func seedEvents(before now: LocalTime, zone: UTCOffset) {
    let sinceMidnight = now.seconds(since: now.midnight) / 60 * 60
    let plan: [(day: Int, start: Int, duration: Int, user: Int, task: Int, notes: String?)] = [
      (-4, 9 * 3600, 4530, Self.ada, 42, nil), (-4, 13 * 3600, 3600, Self.bob, 8304, nil),
      (-3, 10 * 3600, 5400, Self.ada, 8301, "with Bob"), (-2, 9 * 3600, 1800, Self.ada, 8302, nil),
      (-2, 9 * 3600 + 1800, 9000, Self.ada, 42, "first draft"), (-1, 11 * 3600, 3600, Self.ada, 8303, nil),
      (-1, 14 * 3600, 7200, Self.bob, 8301, nil),
      (0, sinceMidnight / 2, sinceMidnight / 4, Self.ada, 42, nil),
    ]
    for item in plan {
      let start = now.midnight.adding(days: item.day).adding(seconds: item.start)
      var event = Event(
        id: events.nextID, accountID: Self.studio, userID: item.user, taskID: item.task, start: start,
        duration: item.duration, zone: zone, createdAt: start.adding(seconds: item.duration))
      event.notes = item.notes
      events.upsert(event)
    }
    events[6401]?.fieldValues = [4092: "Office"]
  }
}
