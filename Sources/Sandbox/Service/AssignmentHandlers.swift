import Basics
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a user can track: assigned tasks, and projects.
extension RequestHandler {
  /// A page of the tasks assigned to a user, including hidden ones.
  func listAssignedTasks() throws(ServiceError) -> ResponseEnvelope {
    let coworker = try coworker(pathID("user_id"))
    let tracking = try parameters.text("filter")?.uppercased() == "TRACKING"
    var rows = try filtered(assigned(to: coworker), by: { $0.isArchived }, also: ["TRACKING"])
    if tracking { rows = rows.filter { workspace.usersTracking($0.id).contains(coworker.id) } }
    let sorted = try sorted(rows)
    let serializer = Serializer(self)
    return ResponseEnvelope(.list(try page(sorted, defaultSize: 100, maxPageSize: 1000).map(serializer.assignedTask)))
  }

  /// The tasks of a user grouped by project, the form older clients read.
  func listUserTasks() throws(ServiceError) -> ResponseEnvelope {
    let coworker = try coworker(pathID("user_id"))
    let tracking = try parameters.text("filter")?.uppercased() == "TRACKING"
    var rows = try filtered(assigned(to: coworker), by: { $0.isArchived }, also: ["TRACKING"])
    if tracking { rows = rows.filter { workspace.usersTracking($0.id).contains(coworker.id) } }
    let serializer = Serializer(self)
    let groups = Dictionary(grouping: rows) { $0.projectID ?? 0 }.sorted { $0.key < $1.key }
    let projects = groups.map { id, tasks -> JSONValue in
      let tasks = JSONValue.list(tasks.map(serializer.task))
      return ["id": JSONValue(id), "name": .text(workspace.projects[id]?.name), "tasks": tasks]
    }
    return ResponseEnvelope(["projects": .array(projects)])
  }

  /// The tasks a user worked on last, the latest first.
  func listRecentTasks() throws(ServiceError) -> ResponseEnvelope {
    let coworker = try coworker(pathID("user_id"))
    var last: [Int: LocalTime] = [:]
    for event in workspace.events.all where event.userID == coworker.id && event.accountID == accountID {
      if let taskID = event.taskID { last[taskID] = max(last[taskID] ?? event.start, event.start) }
    }
    let ids = last.sorted { ($1.value, $1.key) < ($0.value, $0.key) }.prefix(10).map(\.key)
    return ResponseEnvelope(.list(ids.compactMap { workspace.tasks[$0] }.map(Serializer(self).task)))
  }

  /// The projects in which a user has tasks, and all public ones.
  func listUserProjects() throws(ServiceError) -> ResponseEnvelope {
    let coworker = try coworker(pathID("user_id"))
    let serializer = Serializer(self)
    return ResponseEnvelope(["projects": .list(projects(of: coworker).map(serializer.project))])
  }

  /// A user's active projects with their active tasks, and a pseudo project 0 with the tasks that have no project.
  func listTrackables() throws(ServiceError) -> ResponseEnvelope {
    let coworker = try coworker(pathID("user_id"))
    let onlyFavorites = try parameters.flag("only_favorites")
    let includesTasks = try parameters.bool("include_tasks") ?? true
    let projectID = try parameters.int("project_id")
    let tasks = assigned(to: coworker).filter { !$0.isArchived && !$0.isGhost && includesTasks }
    let serializer = Serializer(self)
    var list: [JSONValue] = []
    for project in projects(of: coworker) where !onlyFavorites || project.isFavorite {
      if projectID ?? project.id != project.id { continue }
      list.append(.object(serializer.trackable(project, tasks.filter { $0.projectID == project.id })))
    }
    if projectID ?? 0 == 0 && !onlyFavorites {
      list.append(.object(serializer.trackableWithoutProject(tasks.filter { $0.projectID == nil })))
    }
    return ResponseEnvelope(["projects": .array(list)])
  }

  private func assigned(to user: Workspace.User) -> [Workspace.Task] {
    workspace.tasks.all.filter { $0.accountID == accountID && $0.userIDs.contains(user.id) }
  }

  private func projects(of user: Workspace.User) -> [Workspace.Project] {
    let own = Set(assigned(to: user).compactMap(\.projectID))
    return workspace.projects.all.filter {
      $0.accountID == accountID && !$0.isArchived && ($0.isPublic || own.contains($0.id))
    }
  }

  private func sorted(_ tasks: [Workspace.Task]) throws(ServiceError) -> [Workspace.Task] {
    let names = ["id", "name", "priority", "project", "customer", "due_date", "closed_date"]
    let key = try parameters.word("sort_by", of: names) ?? "name"
    let descends = try parameters.word("order", of: ["ASC", "DESC"]) == "DESC"
    let keyed = tasks.map { (key: sortKey(key, $0), task: $0) }
    return keyed.sorted { first, second in
      let (low, high) = descends ? (second, first) : (first, second)
      return (low.key, low.task.id) < (high.key, high.task.id)
    }.map(\.task)
  }

  private func sortKey(_ name: String, _ task: Workspace.Task) -> String {
    let project = workspace.projects[task.projectID]
    return switch name {
    case "id": ""
    case "project": Workspace.normalized(project?.name ?? "")
    case "customer": Workspace.normalized(workspace.customers[project?.customerID]?.name ?? "")
    case "due_date": task.dueDate?.text ?? ""
    case "closed_date": task.closedAt?.text ?? ""
    case "priority": task.listPosition.padded(9)
    default: Workspace.normalized(task.name)
    }
  }
}
