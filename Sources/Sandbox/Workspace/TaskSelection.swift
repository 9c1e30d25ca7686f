import Basics

/// How the service finds or creates the task that a request refers to.
extension Workspace {
  /// The task and project a request refers to other than by task ID. Every member is optional.
  struct TaskSelector: Sendable {
    var taskName: String?
    var projectName: String?
    var projectID: Int?
    var foreign: ForeignReference?

    /// True when the request refers to neither a task nor a project.
    var isEmpty: Bool { taskName == nil && projectName == nil && projectID == nil && foreign == nil }
  }

  /// A name without leading and trailing white space, as it is stored.
  static func trimmed(_ name: String) -> String {
    String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// A name in the form used for comparing and sorting: trimmed and in lower case.
  static func normalized(_ name: String) -> String { trimmed(name).lowercased() }

  /// Smart selection: an active task with that name, assigned to the user, in that very project (nil: in no project).
  private func smartSelection(named name: String, projectID: Int?, accountID: Int, userID: Int) -> Task? {
    let wanted = Self.normalized(name)
    return tasks.all.first {
      $0.accountID == accountID && !$0.isArchived && !$0.isGhost && $0.projectID == projectID
        && $0.userIDs.contains(userID) && Self.normalized($0.name) == wanted
    }
  }

  /// The first active project with that name.
  private func project(named name: String, accountID: Int) -> Project? {
    let wanted = Self.normalized(name)
    return projects.all.first { $0.accountID == accountID && !$0.isArchived && Self.normalized($0.name) == wanted }
  }

  /// The customer with that name, active or archived.
  func customer(named name: String, accountID: Int) -> Customer? {
    let wanted = Self.normalized(name)
    return customers.all.first { $0.accountID == accountID && Self.normalized($0.name) == wanted }
  }

  /// The project a selector refers to: by ID, or by name, in which case it is created if necessary. Nil when the selector
  /// has neither.
  ///
  /// - Throws: not found for an unknown project ID.
  mutating func resolveProject(
    _ selector: TaskSelector, accountID: Int, at now: LocalTime
  ) throws(ServiceError) -> Project? {
    if let id = selector.projectID {
      guard let project = projects[id], project.accountID == accountID else { throw .notFound("project") }
      return project
    }
    guard let name = selector.projectName else { return nil }
    if let project = project(named: name, accountID: accountID) { return project }
    let project = Project(id: projects.nextID, accountID: accountID, name: Self.trimmed(name), createdAt: now)
    projects.upsert(project)
    return project
  }

  /// The task a selector refers to, created if necessary. For a project without a task name, that is the hidden task of
  /// the project.
  ///
  /// - Throws: not found for an unknown project ID.
  mutating func resolveTask(
    _ selector: TaskSelector, accountID: Int, userID: Int, at now: LocalTime
  ) throws(ServiceError) -> Task {
    if let foreign = selector.foreign,
      let known = tasks.all.first(where: { $0.accountID == accountID && $0.foreign == foreign && !$0.isArchived })
    {
      return known
    }
    let project = try resolveProject(selector, accountID: accountID, at: now)
    guard let name = selector.taskName ?? selector.foreign?.taskID else {
      return ghostTask(projectID: project?.id, accountID: accountID, userID: userID, at: now)
    }
    if selector.foreign == nil,
      let known = smartSelection(named: name, projectID: project?.id, accountID: accountID, userID: userID)
    {
      return known
    }
    return addTask(accountID: accountID, userID: userID, at: now) {
      $0.name = Self.trimmed(name)
      $0.projectID = project?.id
      $0.foreign = selector.foreign
    }
  }

  /// The hidden task of a project and a user, created if necessary.
  private mutating func ghostTask(projectID: Int?, accountID: Int, userID: Int, at now: LocalTime) -> Task {
    let known = tasks.all.first {
      $0.isGhost && $0.accountID == accountID && $0.projectID == projectID && $0.userIDs == [userID]
    }
    return known
      ?? addTask(accountID: accountID, userID: userID, at: now) {
        $0.type = "GHOST"
        $0.projectID = projectID
      }
  }

  /// Adds a task created by and assigned to a user. `configure` sets the members that differ from the defaults.
  mutating func addTask(
    accountID: Int, userID: Int, at now: LocalTime, configure: (inout Task) -> Void
  ) -> Task {
    var task = Task(
      id: tasks.nextID, accountID: accountID, name: "", projectID: nil, userIDs: [userID], creatorID: userID,
      createdAt: now)
    configure(&task)
    tasks.upsert(task)
    return task
  }
}
