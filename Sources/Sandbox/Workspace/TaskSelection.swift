/// What a request to track can refer to, and how the service finds or makes the task.
extension Workspace {
  /// The names a task and a project are looked for by; either may be missing.
  struct TaskSelector: Sendable {
    var taskName: String?
    var projectName: String?
    var projectID: Int?
    var foreign: ForeignReference?

    /// True when there is nothing to look for.
    var isEmpty: Bool { taskName == nil && projectName == nil && projectID == nil && foreign == nil }
  }

  /// The form in which names are compared: trimmed, without regard to case.
  static func normalized(_ name: String) -> String { trimmed(name).lowercased() }

  /// Smart selection: an active task of that name, assigned to the user, in exactly that project (or in none).
  func smartSelection(named name: String, projectID: Int?, accountID: Int, userID: Int) -> Task? {
    let wanted = Self.normalized(name)
    return tasks.all.first {
      $0.accountID == accountID && !$0.isArchived && !$0.isGhost && $0.projectID == projectID
        && $0.userIDs.contains(userID) && Self.normalized($0.name) == wanted
    }
  }

  /// An active project of that name.
  func project(named name: String, accountID: Int) -> Project? {
    let wanted = Self.normalized(name)
    return projects.all.first { $0.accountID == accountID && !$0.isArchived && Self.normalized($0.name) == wanted }
  }

  /// A customer of that name, archived or not: names are unique.
  func customer(named name: String, accountID: Int) -> Customer? {
    let wanted = Self.normalized(name)
    return customers.all.first { $0.accountID == accountID && Self.normalized($0.name) == wanted }
  }

  /// The project of a reference: by id, or by name and then made when it is missing.
  mutating func resolveProject(_ reference: TaskSelector, accountID: Int, at now: WallClock) throws(ServiceError)
    -> Project?
  {
    if let id = reference.projectID {
      guard let project = projects[id], project.accountID == accountID else { throw .notFound("project") }
      return project
    }
    guard let name = reference.projectName else { return nil }
    if let project = project(named: name, accountID: accountID) { return project }
    let project = Project(id: projects.nextID, accountID: accountID, name: Self.trimmed(name), createdAt: now)
    projects.upsert(project)
    return project
  }

  /// The task of a reference, found or made. A reference to a project alone means its hidden task.
  mutating func resolveTask(
    _ reference: TaskSelector, accountID: Int, userID: Int, at now: WallClock
  ) throws(ServiceError) -> Task {
    if let foreign = reference.foreign,
      let known = tasks.all.first(where: { $0.accountID == accountID && $0.foreign == foreign && !$0.isArchived })
    {
      return known
    }
    let project = try resolveProject(reference, accountID: accountID, at: now)
    guard let name = reference.taskName ?? reference.foreign?.taskID else {
      return ghostTask(projectID: project?.id, accountID: accountID, userID: userID, at: now)
    }
    if reference.foreign == nil,
      let known = smartSelection(named: name, projectID: project?.id, accountID: accountID, userID: userID)
    {
      return known
    }
    return addTask(accountID: accountID, userID: userID, at: now) {
      $0.name = Self.trimmed(name)
      $0.projectID = project?.id
      $0.foreign = reference.foreign
    }
  }

  /// The one hidden task per project and user, made when it is missing.
  mutating func ghostTask(projectID: Int?, accountID: Int, userID: Int, at now: WallClock) -> Task {
    let known = tasks.all.first {
      $0.isGhost && $0.accountID == accountID && $0.projectID == projectID && $0.userIDs == [userID]
    }
    return known
      ?? addTask(accountID: accountID, userID: userID, at: now) {
        $0.type = "GHOST"
        $0.projectID = projectID
      }
  }

  /// Enters a new task of the user and returns it.
  mutating func addTask(accountID: Int, userID: Int, at now: WallClock, _ fill: (inout Task) -> Void) -> Task {
    var task = Task(
      id: tasks.nextID, accountID: accountID, name: "", projectID: nil, userIDs: [userID], creatorID: userID,
      createdAt: now)
    fill(&task)
    tasks.upsert(task)
    return task
  }

  static func trimmed(_ name: String) -> String {
    String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
