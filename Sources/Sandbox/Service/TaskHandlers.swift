import Basics

/// Reading tasks.
extension RequestHandler {
  /// A page of the tasks of the account. Hidden tasks are included only with `filter=TRACKING`.
  func listTasks(pageSize: Int) throws(ServiceError) -> ResponseEnvelope {
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
    let page = Array(try page(rows, defaultSize: pageSize, maxPageSize: 1000))
    return ResponseEnvelope(.list(page.map(Serializer(self).task)), siblings: try siblings(of: page))
  }

  func showTask() throws(ServiceError) -> ResponseEnvelope {
    let task = try task(pathID("task_id"))
    return ResponseEnvelope(Serializer(self).task(task), siblings: try siblings(of: [task]))
  }

  /// The members beside tasks; those of custom fields are empty unless requested.
  private func siblings(of tasks: [Workspace.Task]) throws(ServiceError) -> JSONObject {
    let fields = try fieldSiblings(of: "task", values: tasks.map { ($0.id, $0.fieldValues) })
    return (fields ?? ["set_custom_fields": [], "available_custom_fields": []]) + ["users": [:]]
  }
}

/// Changing tasks.
extension RequestHandler {
  mutating func createTask() throws(ServiceError) -> ResponseEnvelope {
    let name = try parameters.required("name")
    let task = workspace.addTask(accountID: accountID, userID: user.id, at: localNow) {
      $0.name = Workspace.trimmed(name)
    }
    return try applyParameters(to: task)
  }

  /// Changes the members given as parameters. A hidden task that is renamed, moved or reassigned becomes visible.
  mutating func updateTask() throws(ServiceError) -> ResponseEnvelope {
    var task = try task(pathID("task_id"))
    if let name = try parameters.text("name") { task.name = Workspace.trimmed(name) }
    if task.isGhost && ["name", "project_id", "project_name", "users"].contains(where: parameters.has) {
      task.type = "PERSONAL"
    }
    return try applyParameters(to: task)
  }

  mutating func closeTask() throws(ServiceError) -> ResponseEnvelope {
    var task = try task(pathID("task_id"))
    for userID in workspace.usersTracking(task.id) {
      _ = workspace.stopTimer(on: task.id, of: userID, at: localNow, zone: userZone)
    }
    task.isArchived = true
    task.closedAt = localNow
    return save(task)
  }

  mutating func openTask() throws(ServiceError) -> ResponseEnvelope {
    var task = try task(pathID("task_id"))
    task.isArchived = false
    task.closedAt = nil
    return save(task)
  }

  /// Deletes a task and its time entries; `delete_all=false` keeps the entries.
  mutating func deleteTask() throws(ServiceError) -> ResponseEnvelope {
    let task = try task(pathID("task_id"))
    let deletesAll = try parameters.bool("delete_all") ?? true
    for event in workspace.events.all where event.taskID == task.id {
      if deletesAll { removeEvent(event) } else { workspace.events[event.id]?.taskID = nil }
    }
    workspace.tasks[task.id] = nil
    return .empty
  }

  private mutating func applyParameters(to given: Workspace.Task) throws(ServiceError) -> ResponseEnvelope {
    var task = given
    if task.name.count > 500 { throw .invalid("The name of a task cannot be longer than 500 characters") }
    let selector = Workspace.TaskSelector(
      projectName: try parameters.text("project_name"), projectID: try parameters.int("project_id"))
    if let project = try workspace.resolveProject(selector, accountID: accountID, at: localNow) {
      task.projectID = project.id
    }
    if let users = try userIDs() { task.userIDs = users }
    task.type = try parameters.word("type", of: ["PERSONAL", "EVERYONE"]) ?? task.type
    task.description = try parameters.text("description", replacing: task.description)
    task.dueDate = try parameters.has("due_date") ? parameters.day("due_date") : task.dueDate
    task.estimatedTime = try parameters.double("estimated_time") ?? task.estimatedTime
    task.isBillable = try parameters.bool("is_billable") ?? task.isBillable
    task.hourlyRate = try parameters.double("hourly_rate") ?? task.hourlyRate
    task.service = try parameters.text("service_name", replacing: task.service)
    task.listID = try parameters.int("list_id") ?? task.listID
    for name in ["index", "list_position"] { task.listPosition = try parameters.int(name) ?? task.listPosition }
    if let values = try fieldValues(of: "task") { task.fieldValues.merge(values) { _, new in new } }
    return save(task)
  }

  private mutating func save(_ task: Workspace.Task) -> ResponseEnvelope {
    workspace.tasks.upsert(task)
    return ResponseEnvelope(Serializer(self).task(task))
  }

  /// The IDs in the parameter `users` (`[{"id":9001}]`), or the one in `user_id`; nil when both are missing.
  private func userIDs() throws(ServiceError) -> [Int]? {
    guard let ids = try parameters.ids("users") else {
      guard let id = try parameters.int("user_id") else { return nil }
      return [try coworker(id).id]
    }
    for id in ids { _ = try coworker(id) }
    return ids
  }
}
