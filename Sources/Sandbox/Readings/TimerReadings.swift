import Basics

extension Reading {
  /// Starting and stopping timers.
  static let timerRules: [Reading: ReadingRule] = [
    .sameTaskRestart: .quirk("tracking the task that runs ends its entry and starts another") {
      $0.sameTask = .restart
    },
    .sameTaskOldEvent: .quirk("tracking the task that runs succeeds and returns the running entry") {
      $0.sameTask = .runningEvent
    },
    .sameTask502: .quirk("tracking the task that runs is refused with status 502") { $0.sameTask = .status(502) },
    .sameTask500: .quirk("tracking the task that runs is refused with status 500") { $0.sameTask = .status(500) },
    .sameTask409: .quirk("tracking the task that runs is refused with status 409") { $0.sameTask = .status(409) },
    .sameTask403: .quirk("tracking the task that runs is refused with status 403") { $0.sameTask = .status(403) },
    .sameTask400: .quirk("tracking the task that runs is refused with status 400") { $0.sameTask = .status(400) },

    .stopIdle404: idleStop("with status 404") { _, _ in throw ServiceError.notTracking(404) },
    .stopIdle500: idleStop("with status 500") { _, _ in throw ServiceError.notTracking(500) },
    .stopIdle403: idleStop("with status 403") { _, _ in throw ServiceError.notTracking(403) },
    .stopIdle400: idleStop("with status 400") { _, _ in throw ServiceError.notTracking(400) },
    .stopIdleOldEvent: idleStop("with success and its last entry") { handler, task in
      let last = handler.workspace.events.all.last { $0.taskID == task.id && $0.userID == handler.user.id }
      return last.map { ResponseEnvelope(Serializer(handler).event($0)) } ?? .empty
    },
    .stopIdleEmpty: idleStop("with success and {}") { _, _ in .empty },
    .stopIdleNull: idleStop("with success and null") { _, _ in ResponseEnvelope(nil) },
    .stopIdleList: idleStop("with success and []") { _, _ in ResponseEnvelope([]) },
    .stopIdleTask: idleStop("with success and the task") { ResponseEnvelope(Serializer($0).task($1)) },
    .stopBeforeStart500: .before("a stop before the start is refused with status 500", on: .stop) { handler in
      let zone = try handler.zone()
      let end = try handler.date(in: zone).instant(at: zone)
      if let running = handler.workspace.runningEvent(of: handler.user.id),
        end.seconds < running.start.instant(at: running.zone).seconds
      {
        throw ServiceError.invalid("The end is before the start")
      }
      return nil
    },

    .dateRequired: .quirk("track and stop require date") { $0.requiresDates = true },
    .futureDateRefused: .before(
      "track and stop refuse a date in the future",
      on: ["tasks/track/:task_id", "tasks/track", "tasks/stop/:task_id", "tasks/stop"]
    ) { handler in
      let zone = try handler.zone()
      if try handler.date(in: zone).instant(at: zone).seconds > handler.now.seconds {
        throw ServiceError.invalid("The date is in the future")
      }
      return nil
    },
    .unknownTask500: .before(
      "an unknown task is status 500 for track and stop", on: ["tasks/track/:task_id", "tasks/stop/:task_id"]
    ) { handler in
      if handler.workspace.tasks[try handler.pathID("task_id")] == nil {
        throw ServiceError.invalid("The task does not exist")
      }
      return nil
    },
    .trackQueryID: .before("track takes task_id as a parameter", on: ["tasks/track"]) { handler in
      handler.pathIDs["task_id"] = try handler.parameters.int("task_id")
      return nil
    },
    .trackNothing: .quirk("track without a task, project or service tracks a hidden task without a project") {
      $0.tracksNothing = true
    },
    .closedTaskReopened: .before("tracking a closed task opens it", on: ["tasks/track/:task_id"]) { handler in
      let id = try handler.pathID("task_id")
      handler.workspace.tasks[id]?.isArchived = false
      return nil
    },
    .userException: .before("track without notes is refused with status 502, even when nothing runs", on: .track) {
      if try $0.parameters.text("notes") == nil {
        throw ServiceError(status: 502, message: "You must add a note")
      }
      return nil
    },
    .unknownService500: .before("track refuses an unknown service reference with status 500", on: ["tasks/track"]) {
      handler in
      if let foreign = try handler.taskSelector().foreign,
        !handler.workspace.tasks.all.contains(where: { $0.foreign == foreign })
      {
        throw ServiceError.invalid("The service \(foreign.service) is not connected")
      }
      return nil
    },
    .foreignTask403: .before(
      "tracking a task that is not assigned to the caller is refused with status 403", on: .track
    ) {
      handler in
      if let id = handler.pathIDs["task_id"], try !handler.task(id).userIDs.contains(handler.user.id) {
        throw ServiceError(status: 403, message: "You are not assigned to this task")
      }
      return nil
    },
    .trackSlashRefused: .response("a POST to tasks/track/ with a slash and without an ID is a page of HTML") {
      response, request in
      if request.method == "POST" && request.path.hasSuffix("/tasks/track/") { response = .errorPage }
    },
    .zoneMismatch500: .quirk("a stop with another time zone than that of the start is refused with status 500") {
      $0.refusesZoneChange = true
    },
  ]

  /// An answer to the stop of a task that the caller is not tracking.
  private static func idleStop(
    _ how: String, _ answer: @escaping @Sendable (RequestHandler, Workspace.Task) throws -> ResponseEnvelope
  ) -> ReadingRule {
    .before("stopping a task that is not tracked is answered \(how)", on: .stop) { handler in
      let task = try handler.task(handler.stoppedTaskID())
      if handler.workspace.runningTask(of: handler.user.id)?.id == task.id { return nil }
      return try answer(handler, task)
    }
  }
}
