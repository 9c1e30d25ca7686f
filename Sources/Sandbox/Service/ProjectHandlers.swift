import Basics

/// Reading projects.
extension RequestHandler {
  /// All projects. As on the service, page 0 has all of them and later pages are empty.
  func listProjects() throws(ServiceError) -> ResponseEnvelope {
    let following = try parameters.text("filter")?.uppercased() == "FOLLOWING"
    let rows = workspace.projects.all.filter { $0.accountID == accountID && (!following || $0.isFavorite) }
    let shown = try filtered(rows, by: { $0.isArchived }, also: ["FOLLOWING"])
    let serializer = Serializer(self)
    return ResponseEnvelope(.list(try (parameters.int("page") ?? 0) > 0 ? [] : shown.map(serializer.project)))
  }

  /// A project, with its tasks for `include_tasks=true`: the open ones, and the closed ones too for
  /// `include_closed_tasks=true`.
  func showProject() throws(ServiceError) -> ResponseEnvelope {
    let project = try project(pathID("project_id"))
    let serializer = Serializer(self)
    var object = serializer.project(project).object ?? [:]
    if try parameters.flag("include_tasks") {
      let includesClosed = try parameters.flag("include_closed_tasks")
      let tasks = workspace.tasks.all.filter {
        $0.projectID == project.id && !$0.isGhost && (includesClosed || !$0.isArchived)
      }
      object["tasks"] = .list(tasks.map(serializer.task))
    }
    if try parameters.flag("include_task_lists") { object["task_lists"] = [] }
    let siblings = try fieldSiblings(of: "project", values: [(project.id, project.fieldValues)])
    return ResponseEnvelope(.object(object), siblings: siblings ?? [:])
  }
}

/// Changing projects.
extension RequestHandler {
  mutating func createProject() throws(ServiceError) -> ResponseEnvelope {
    let name = try parameters.required("name")
    return try applyParameters(
      to: Workspace.Project(
        id: workspace.projects.nextID, accountID: accountID, name: Workspace.trimmed(name), createdAt: localNow))
  }

  mutating func updateProject() throws(ServiceError) -> ResponseEnvelope {
    var project = try project(pathID("project_id"))
    if let name = try parameters.text("name") { project.name = Workspace.trimmed(name) }
    return try applyParameters(to: project)
  }

  mutating func archiveProject(_ isArchived: Bool) throws(ServiceError) -> ResponseEnvelope {
    var project = try project(pathID("project_id"))
    project.isArchived = isArchived
    return save(project)
  }

  private mutating func applyParameters(to given: Workspace.Project) throws(ServiceError) -> ResponseEnvelope {
    var project = given
    if let id = try parameters.int("customer_id") {
      project.customerID = try customer(id).id
    } else if let name = try parameters.text("customer_name") {
      project.customerID = findOrCreateCustomer(named: name).id
    }
    project.color = try parameters.text("color", replacing: project.color)
    project.notes = try parameters.text("notes", replacing: project.notes)
    project.isPublic = try parameters.bool("is_public") ?? project.isPublic
    project.isBillable = try parameters.bool("is_billable") ?? project.isBillable
    project.hourlyRate = try parameters.double("hourly_rate") ?? project.hourlyRate
    project.fixedRate = try parameters.double("fixed_rate") ?? project.fixedRate
    project.estimatedTime = try parameters.double("estimated_time") ?? project.estimatedTime
    project.service = try parameters.text("service_name", replacing: project.service)
    project.deliveryDate =
      try parameters.has("delivery_date") ? parameters.day("delivery_date") : project.deliveryDate
    project.defaultView = try parameters.text("default_view", replacing: project.defaultView)
    project.retainerClosingDay = try parameters.int("retainer_closing_day") ?? project.retainerClosingDay
    if let values = try fieldValues(of: "project") { project.fieldValues.merge(values) { _, new in new } }
    return save(project)
  }

  private mutating func save(_ project: Workspace.Project) -> ResponseEnvelope {
    workspace.projects.upsert(project)
    return ResponseEnvelope(Serializer(self).project(project))
  }

  private mutating func findOrCreateCustomer(named name: String) -> Workspace.Customer {
    if let known = workspace.customer(named: name, accountID: accountID) { return known }
    let customer = Workspace.Customer(
      id: workspace.customers.nextID, accountID: accountID, name: Workspace.trimmed(name), createdAt: localNow)
    workspace.customers.upsert(customer)
    return customer
  }
}
