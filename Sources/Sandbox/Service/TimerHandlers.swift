import Basics

/// Starting, stopping and syncing timers, and listing running tasks.
extension RequestHandler {
  /// Starts a timer on the task the request refers to: by ID, foreign ID, name, or project alone.
  mutating func track() throws(ServiceError) -> ResponseEnvelope {
    let zone = try zone()
    let start = try date(in: zone)
    var switching = try parameters.flag("stop_running_task")
    let task = try trackedTask(at: start)
    if let running = workspace.runningEvent(of: user.id), running.taskID == task.id {
      switch quirks.sameTask {
      case .likeAnother: break
      case .restart: switching = true
      case .runningEvent: return try timerEnvelope(running)
      case .status(let status):
        throw ServiceError(status: status, message: "You are already tracking time on this task")
      }
    }
    var event = try workspace.startTimer(on: task.id, of: user.id, at: start, zone: zone, switching: switching)
    event.notes = try parameters.text("notes")
    event.fieldValues = try fieldValues(of: "event") ?? [:]
    workspace.events.upsert(event)
    try applyTaskParameters(to: task.id)
    return try timerEnvelope(event)
  }

  /// Stops the timer on the task given in the path or by the parameter `task_id`.
  mutating func stop() throws(ServiceError) -> ResponseEnvelope {
    let zone = try zone()
    let end = try date(in: zone)
    let task = try task(stoppedTaskID())
    if quirks.refusesZoneChange, let running = workspace.runningEvent(of: user.id), running.zone != zone {
      throw .invalid("The time zones of start and stop differ")
    }
    if let event = workspace.stopTimer(on: task.id, of: user.id, at: end, zone: zone) {
      return try timerEnvelope(event)
    }
    guard quirks.idleStopStatus == 200 else { throw .notTracking(quirks.idleStopStatus) }
    let last = workspace.events.all.last { $0.taskID == task.id && $0.userID == user.id }
    if let last { return try timerEnvelope(last) }
    return .empty
  }

  /// The ID of the task to stop, in the path or the parameter `task_id`.
  func stoppedTaskID() throws(ServiceError) -> Int {
    if let id = pathIDs["task_id"] { return id }
    guard let id = try parameters.int("task_id") else { throw .invalid("The parameter task_id is required") }
    return id
  }

  /// Handles the heartbeat of a running timer.
  mutating func sync() throws(ServiceError) -> ResponseEnvelope {
    let zone = try zone()
    let end = try date(in: zone)
    let task = try task(pathID("task_id"))
    guard let event = workspace.syncTimer(on: task.id, of: user.id, at: end, zone: zone) else {
      throw .notTracking()
    }
    return try timerEnvelope(event)
  }

  /// The task a user is tracking, in any account: a list with at most one element.
  func listRunningTasks() throws(ServiceError) -> ResponseEnvelope {
    let coworker = try coworker(pathID("user_id"))
    let serializer = Serializer(self)
    return ResponseEnvelope(.list([workspace.runningTask(of: coworker.id)].compactMap { $0 }.map(serializer.task)))
  }

  /// The response with a time entry, or with its task for `return_task=true`.
  private func timerEnvelope(_ event: Workspace.Event) throws(ServiceError) -> ResponseEnvelope {
    let serializer = Serializer(self)
    if try parameters.flag("return_task"), let task = workspace.tasks[event.taskID] {
      return ResponseEnvelope(serializer.task(task))
    }
    return ResponseEnvelope(serializer.event(event))
  }

  private mutating func trackedTask(at now: LocalTime) throws(ServiceError) -> Workspace.Task {
    if let id = pathIDs["task_id"] { return try task(id) }
    let selector = try taskSelector()
    if selector.isEmpty && !quirks.tracksNothing {
      throw .invalid("A task, a project or a service reference is required")
    }
    return try workspace.resolveTask(selector, accountID: accountID, userID: user.id, at: now)
  }

  /// The task and project the parameters refer to.
  func taskSelector() throws(ServiceError) -> Workspace.TaskSelector {
    var selector = Workspace.TaskSelector(
      taskName: try parameters.text("task_name"), projectName: try parameters.text("project_name"),
      projectID: try parameters.int("project_id"))
    guard let service = try parameters.text("service") else { return selector }
    if let foreignTask = try parameters.text("service_task_id") {
      selector.foreign = Workspace.ForeignReference(
        service: service, taskID: foreignTask, projectID: try parameters.text("service_project_id"))
    } else if selector.isEmpty {
      throw .invalid("The parameter service_task_id is required with service")
    }
    return selector
  }

  /// Changes the members of the task that track accepts as parameters.
  private mutating func applyTaskParameters(to id: Int) throws(ServiceError) {
    guard var task = workspace.tasks[id] else { return }
    task.estimatedTime = try parameters.double("estimated_time") ?? task.estimatedTime
    task.dueDate = try parameters.day("due_date") ?? task.dueDate
    task.json = try parameters.text("json") ?? task.json
    workspace.tasks.upsert(task)
  }
}
