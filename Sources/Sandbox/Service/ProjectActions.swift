import Basics

/// Projects.
extension Action {
  /// All projects at once on page 0, nothing on later pages.
  func listProjects() throws(Refusal) -> Answer {
    let following = try parameters.text("filter")?.uppercased() == "FOLLOWING"
    let rows = workspace.projects.all.filter { $0.accountID == accountID && (!following || $0.isFavorite) }
    let shown = try filtered(rows, by: { $0.isArchived }, also: ["FOLLOWING"])
    let shapes = Shapes(self)
    return Answer(.list(try (parameters.int("page") ?? 0) > 0 ? [] : shown.map(shapes.project)))
  }

  func showProject() throws(Refusal) -> Answer {
    Answer(Shapes(self).project(try project(pathID("project_id"))))
  }
}

/// Changes to projects.
extension Action {
  mutating func createProject() throws(Refusal) -> Answer {
    let name = try parameters.required("name")
    return try amend(
      Workspace.Project(
        id: workspace.projects.nextID, accountID: accountID, name: Workspace.trimmed(name), createdAt: clock()))
  }

  mutating func updateProject() throws(Refusal) -> Answer {
    var project = try project(pathID("project_id"))
    if let name = try parameters.text("name") { project.name = Workspace.trimmed(name) }
    return try amend(project)
  }

  mutating func archiveProject(_ isArchived: Bool) throws(Refusal) -> Answer {
    var project = try project(pathID("project_id"))
    project.isArchived = isArchived
    return enter(project)
  }

  private mutating func amend(_ given: Workspace.Project) throws(Refusal) -> Answer {
    var project = given
    if let id = try parameters.int("customer_id") {
      project.customerID = try customer(id).id
    } else if let name = try parameters.text("customer_name") {
      project.customerID = customer(foundOrMade: name).id
    }
    project.color = try parameters.amended("color", project.color)
    project.notes = try parameters.amended("notes", project.notes)
    project.isPublic = try parameters.bool("is_public") ?? project.isPublic
    project.isBillable = try parameters.bool("is_billable") ?? project.isBillable
    project.hourlyRate = try parameters.double("hourly_rate") ?? project.hourlyRate
    project.fixedRate = try parameters.double("fixed_rate") ?? project.fixedRate
    project.estimatedTime = try parameters.double("estimated_time") ?? project.estimatedTime
    project.service = try parameters.amended("service_name", project.service)
    project.deliveryDate =
      try parameters.has("delivery_date") ? parameters.day("delivery_date") : project.deliveryDate
    project.defaultView = try parameters.amended("default_view", project.defaultView)
    project.retainerClosingDay = try parameters.int("retainer_closing_day") ?? project.retainerClosingDay
    if let values = try fieldValues(of: "project") { project.fieldValues.merge(values) { _, new in new } }
    return enter(project)
  }

  private mutating func enter(_ project: Workspace.Project) -> Answer {
    workspace.projects.enter(project)
    return Answer(Shapes(self).project(project))
  }

  private mutating func customer(foundOrMade name: String) -> Workspace.Customer {
    if let known = workspace.customer(named: name, accountID: accountID) { return known }
    let customer = Workspace.Customer(
      id: workspace.customers.nextID, accountID: accountID, name: Workspace.trimmed(name), createdAt: clock())
    workspace.customers.enter(customer)
    return customer
  }
}
