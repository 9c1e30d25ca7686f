import Basics

/// Tasks.
extension Action {
  /// The tasks of the account, a page at a time; hidden ones only among the running ones.
  func listTasks(pageSize: Int) throws(Refusal) -> Answer {
    let tracking = try parameters.text("filter")?.uppercased() == "TRACKING"
    let projectID = quirks.ignoresProjectFilter ? nil : try parameters.int("project_id")
    var rows = workspace.tasks.all.filter {
      $0.accountID == accountID && (projectID == nil || $0.projectID == projectID) && (tracking || !$0.isGhost)
    }
    if tracking {
      rows = rows.filter { !workspace.usersTracking($0.id).isEmpty }
    } else {
      rows = try filtered(rows) { $0.isArchived }
    }
    let shapes = Shapes(self)
    let page = try page(rows, size: pageSize, limit: 1000)
    return Answer(.list(page.map(shapes.task)), siblings: try siblings(of: Array(page), shapes))
  }

  func showTask() throws(Refusal) -> Answer {
    let task = try task(pathID("task_id"))
    let shapes = Shapes(self)
    return Answer(shapes.task(task), siblings: try siblings(of: [task], shapes))
  }

  /// The custom fields beside tasks; empty unless they were asked for.
  private func siblings(of tasks: [Workspace.Task], _ shapes: Shapes) throws(Refusal) -> JSONObject {
    let fields: JSONObject =
      try parameters.flag("include_custom_fields")
      ? shapes.fieldSiblings(
        of: "task", idName: "task_id", accountID: accountID, values: tasks.map { ($0.id, $0.fieldValues) })
      : ["set_custom_fields": [], "available_custom_fields": []]
    return fields + ["users": [:]]
  }
}

/// Changes to tasks.
extension Action {
  mutating func createTask() throws(Refusal) -> Answer {
    let name = try parameters.required("name")
    let task = workspace.enterTask(accountID: accountID, userID: user.id, at: clock()) {
      $0.name = Workspace.trimmed(name)
    }
    return try amend(task)
  }

  /// Changes what was sent. A hidden task that is renamed, moved or assigned anew becomes visible.
  mutating func updateTask() throws(Refusal) -> Answer {
    var task = try task(pathID("task_id"))
    if let name = try parameters.text("name") { task.name = Workspace.trimmed(name) }
    if task.isGhost && ["name", "project_id", "project_name", "users"].contains(where: parameters.has) {
      task.type = "PERSONAL"
    }
    return try amend(task)
  }

  mutating func closeTask() throws(Refusal) -> Answer {
    var task = try task(pathID("task_id"))
    for userID in workspace.usersTracking(task.id) {
      _ = workspace.stopTimer(on: task.id, of: userID, at: clock(), zone: userZone)
    }
    task.isArchived = true
    task.closedAt = clock()
    return enter(task)
  }

  mutating func openTask() throws(Refusal) -> Answer {
    var task = try task(pathID("task_id"))
    task.isArchived = false
    task.closedAt = nil
    return enter(task)
  }

  /// Deletes a task and its entries; `delete_all=false` keeps the entries.
  mutating func deleteTask() throws(Refusal) -> Answer {
    let task = try task(pathID("task_id"))
    let deletesAll = try parameters.bool("delete_all") ?? true
    for event in workspace.events.all where event.taskID == task.id {
      if deletesAll { removeEvent(event) } else { workspace.events[event.id]?.taskID = nil }
    }
    workspace.tasks[task.id] = nil
    return .empty
  }

  private mutating func amend(_ given: Workspace.Task) throws(Refusal) -> Answer {
    var task = given
    if task.name.count > 500 { throw .invalid("The name of a task cannot be longer than 500 characters") }
    let place = Workspace.Reference(
      projectName: try parameters.text("project_name"), projectID: try parameters.int("project_id"))
    if let project = try workspace.resolveProject(place, accountID: accountID, at: clock()) {
      task.projectID = project.id
    }
    if let users = try userIDs() { task.userIDs = users }
    task.type = try parameters.word("type", of: ["PERSONAL", "EVERYONE"]) ?? task.type
    task.description = try parameters.amended("description", task.description)
    task.dueDate = try parameters.has("due_date") ? parameters.day("due_date") : task.dueDate
    task.estimatedTime = try parameters.double("estimated_time") ?? task.estimatedTime
    task.isBillable = try parameters.bool("is_billable") ?? task.isBillable
    task.hourlyRate = try parameters.double("hourly_rate") ?? task.hourlyRate
    task.service = try parameters.amended("service_name", task.service)
    task.listID = try parameters.int("list_id") ?? task.listID
    for name in ["index", "list_position"] { task.listPosition = try parameters.int(name) ?? task.listPosition }
    if let values = try fieldValues(of: "task") { task.fieldValues.merge(values) { _, new in new } }
    return enter(task)
  }

  private mutating func enter(_ task: Workspace.Task) -> Answer {
    workspace.tasks.enter(task)
    return Answer(Shapes(self).task(task))
  }

  /// The ids in `users` (`[{"id":9001}]`), or the one in `user_id`; nil when neither was sent.
  private func userIDs() throws(Refusal) -> [Int]? {
    guard let items = try parameters.list("users") else {
      guard let id = try parameters.int("user_id") else { return nil }
      return [try coworker(id).id]
    }
    var ids: [Int] = []
    for item in items {
      guard let id = item["id"]?.int else { throw .invalid("An item of users has no id") }
      ids.append(try coworker(id).id)
    }
    return ids
  }
}
