import Basics

/// Track, stop, sync, and what runs.
extension RequestHandler {
  /// Starts a timer on the task the request refers to: by id, foreign id, name, or project alone.
  mutating func track() throws(ServiceError) -> ResponseEnvelope {
    let zone = try zone()
    let start = try date(in: zone)
    let switching = try parameters.flag("stop_running_task")
    let task = try trackedTask(at: start)
    var event = try workspace.startTimer(on: task.id, of: user.id, at: start, zone: zone, switching: switching)
    event.notes = try parameters.text("notes")
    event.fieldValues = try fieldValues(of: "event") ?? [:]
    workspace.events.upsert(event)
    try applyTaskParameters(to: task.id)
    return try timerAnswer(event)
  }

  /// Stops the timer of the task in the path; `task_id` as a parameter works too.
  mutating func stop() throws(ServiceError) -> ResponseEnvelope {
    let zone = try zone()
    let end = try date(in: zone)
    let task = try task(stoppedTaskID())
    if quirks.refusesZoneChange, let running = workspace.runningEvent(of: user.id), running.zone != zone {
      throw .invalid("The time zones of start and stop differ")
    }
    if let event = workspace.stopTimer(on: task.id, of: user.id, at: end, zone: zone) {
      return try timerAnswer(event)
    }
    guard quirks.idleStopStatus == 200 else { throw .notTracking(quirks.idleStopStatus) }
    let last = workspace.events.all.last { $0.taskID == task.id && $0.userID == user.id }
    if let last { return try timerAnswer(last) }
    return .empty
  }

  private func stoppedTaskID() throws(ServiceError) -> Int {
    if let id = pathIDs["task_id"] { return id }
    guard let id = try parameters.int("task_id") else { throw .invalid("The parameter task_id is required") }
    return id
  }

  /// The heartbeat of a running timer.
  mutating func sync() throws(ServiceError) -> ResponseEnvelope {
    let zone = try zone()
    let end = try date(in: zone)
    let task = try task(pathID("task_id"))
    guard let event = workspace.syncTimer(on: task.id, of: user.id, at: end, zone: zone) else {
      throw .notTracking()
    }
    return try timerAnswer(event)
  }

  /// The running task of a user, in whatever account it runs: a list with one element, or none.
  func listRunningTasks() throws(ServiceError) -> ResponseEnvelope {
    let coworker = try coworker(pathID("user_id"))
    let serializer = Serializer(self)
    return ResponseEnvelope(.list([workspace.runningTask(of: coworker.id)].compactMap { $0 }.map(serializer.task)))
  }

  /// The entry, or its task with `return_task=true`.
  private func timerAnswer(_ event: Workspace.Event) throws(ServiceError) -> ResponseEnvelope {
    let serializer = Serializer(self)
    if try parameters.flag("return_task"), let task = workspace.tasks[event.taskID] {
      return ResponseEnvelope(serializer.task(task))
    }
    return ResponseEnvelope(serializer.event(event))
  }

  private mutating func trackedTask(at now: WallClock) throws(ServiceError) -> Workspace.Task {
    if let id = pathIDs["task_id"] { return try task(id) }
    let reference = try reference()
    if reference.isEmpty { throw .invalid("A task, a project or a service reference is required") }
    return try workspace.resolveTask(reference, accountID: accountID, userID: user.id, at: now)
  }

  /// What the request says about task and project, apart from an id in the path.
  func reference() throws(ServiceError) -> Workspace.TaskSelector {
    var reference = Workspace.TaskSelector(
      taskName: try parameters.text("task_name"), projectName: try parameters.text("project_name"),
      projectID: try parameters.int("project_id"))
    guard let service = try parameters.text("service") else { return reference }
    if let foreignTask = try parameters.text("service_task_id") {
      reference.foreign = Workspace.ForeignReference(
        service: service, taskID: foreignTask, projectID: try parameters.text("service_project_id"))
    } else if reference.isEmpty {
      throw .invalid("The parameter service_task_id is required with service")
    }
    return reference
  }

  /// What track can change on the task itself.
  private mutating func applyTaskParameters(to id: Int) throws(ServiceError) {
    guard var task = workspace.tasks[id] else { return }
    task.estimatedTime = try parameters.double("estimated_time") ?? task.estimatedTime
    task.dueDate = try parameters.day("due_date") ?? task.dueDate
    task.json = try parameters.text("json") ?? task.json
    workspace.tasks.upsert(task)
  }
}
