import Basics

/// `track_task`: usually a single request. tt only makes more after a conflict or a lost response, or to stop another
/// timer.
extension ToolExecutor {
  func track() throws(CallFailure) -> ToolResult {
    try requireWorkspace()
    if let entry = try entryOfEarlierAttempt() { return ToolResult(entry, changed: true) }
    if call.arguments.isTrue("stop_running_task"), let running = try runningTimers().first {
      // The request would end the running entry and start another one on the same task.
      if isSurelyWanted(running) { return unchanged(running) }
      try checkOrder(running, remedy: .passLaterDateOrEdit(task: call.arguments.integer("task_id")))
    }
    let remarks = try reviewStart()
    let response: APIResponse
    do throws(NoResponse) {
      response = try sender.write(prepared.request())
    } catch {
      return try resolveLostResponse(error)
    }
    switch response {
    case .success(let payload):
      let timer = RunningTimer(payload.data)
      guard timer?.start != nil else { return try lookUpStarted(notes: remarks + payload.notes) }
      return ToolResult(
        payload.data.soleObject ?? payload.data, changed: !startedEarlier(timer), notes: remarks + payload.notes)
    case .refused(let refusal) where refusal.status == 502:
      guard let running = runningTimersIfAvailable()?.first else {
        // Nothing is known to run, so the service may refuse for another reason.
        throw CallFailure(refusal.asError(call.tool, of: call.objectText), releasesReservation: true)
      }
      if isWanted(running) { return unchanged(running) }
      var conflict = TTError(
        .conflict, "another timer is running: \(running.title.quoted)" + (running.start.map { ", since \($0)" } ?? ""),
        remedy: .stopRunningTimer(switchTo: call.arguments.integer("task_id")))
      if call.arguments.isTrue("stop_running_task") {
        conflict.message += "; the service did not stop it: \(refusal.message.quoted)"
        conflict.remedy = nil
      }
      throw CallFailure(conflict, releasesReservation: true)
    case .refused(let refusal):
      throw CallFailure(refusal.asError(call.tool, of: call.objectText), releasesReservation: true)
    case .unreadable(let what): return try resolveLostResponse(.invalid(what))
    }
  }

  /// Looks up the timer after a success that does not show it.
  private func lookUpStarted(notes: [Note]) throws(CallFailure) -> ToolResult {
    guard let timers = runningTimersIfAvailable() else {
      return ToolResult([:], change: .unknown, notes: notes)
    }
    if let timer = timers.first(where: isWanted) {
      return ToolResult(shape(timer), changed: !startedEarlier(timer), notes: notes)
    }
    throw CallFailure(
      TTError(.api, "the service accepted \(call.tool.name), but the timer is not running"), releasesReservation: false)
  }

  /// Reviews a written start against recorded entries.
  private func reviewStart() throws(CallFailure) -> [Note] {
    guard call.arguments["date"] != nil, call.inspection != .none, let date = prepared.date else { return [] }
    return try review(EntrySpan(start: date.instant, end: nil, taskID: call.arguments.integer("task_id")))
  }

  /// Checks whether the timer is running after a request that may have arrived without a response.
  private func resolveLostResponse(_ failure: NoResponse) throws(CallFailure) -> ToolResult {
    guard sender.writeMayHaveArrived else { throw CallFailure(failure) }
    guard let timers = runningTimersIfAvailable() else { throw outcomeUnknown(failure, seenIn: .timer) }
    if let timer = timers.first(where: isWanted) {
      return ToolResult(
        shape(timer), changed: !startedEarlier(timer),
        notes: [Note("the response was lost, but the timer is running")])
    }
    throw hadNoEffect(failure, "the timer was not started", seenIn: .timer)
  }

  private func unchanged(_ timer: RunningTimer) -> ToolResult {
    let unused = ["notes", "date", "timezone", "tags"].filter { call.arguments[$0] != nil }
    let note = Note(
      "the timer was already running, so \(unused.joined(separator: " and ")) had no effect",
      remedy: .editRunningEntry(start: call.arguments["date"]?.json.string))
    return ToolResult(shape(timer), changed: false, notes: unused.isEmpty ? [] : [note])
  }

  /// The object the service returns for a started timer: the entry, or the task if `return_task` is set.
  private func shape(_ timer: RunningTimer) -> JSONValue {
    let wantsTask = call.arguments.isTrue("return_task")
    return .object(wantsTask ? timer.object : timer.entry ?? timer.object)
  }

  /// True if the timer started well before the requested time: then it was already running.
  private func startedEarlier(_ timer: RunningTimer?) -> Bool {
    guard let start = timer?.start.flatMap({ LocalTime(serviceText: $0) }) else { return false }
    return isEarlier(start, timer?.started)
  }

  /// True if a time that the service returns lies before the one that was sent, so that it is not this call's. The same
  /// text is this call's, whatever zone the service files it under; so is a time without its seconds.
  func isEarlier(_ local: LocalTime, _ instant: Instant?) -> Bool {
    guard let date = prepared.date, local != date.local, let instant else { return false }
    let minute = date.instant.seconds - date.local.second
    // The service's clock may be a few seconds behind.
    return instant.seconds < date.instant.seconds - 5 && !(local.second == 0 && instant.seconds == minute)
  }

  /// True if a running timer is certainly the one this call asks for. Of a reference into another application nothing is
  /// certain before it was sent.
  private func isSurelyWanted(_ timer: RunningTimer) -> Bool {
    call.arguments["service"] == nil && isWanted(timer)
  }

  /// True if a running timer is the one this call asks for.
  private func isWanted(_ timer: RunningTimer) -> Bool {
    let arguments = call.arguments
    if let id = arguments.integer("task_id") { return timer.taskID == id }
    if arguments["service"] != nil {
      // Only the service can map another application's task to its own; the start time identifies it.
      return prepared.date.map { $0.instant.seconds == timer.started?.seconds } ?? false
    }
    if let project = arguments.integer("project_id"), timer.projectID != project { return false }
    if let name = arguments.text("project_name"), !Self.isSameName(name, timer.project ?? "") { return false }
    let hasProject = arguments["project_id"] != nil || arguments["project_name"] != nil
    // Without a project the service means a task without one.
    if !hasProject, timer.projectID != nil { return false }
    guard let name = arguments.text("task_name") else { return timer.isHidden || timer.task.isEmpty }
    return Self.isSameName(name, timer.task)
  }

  /// Compares names as the service does: trimmed and ignoring case.
  private static func isSameName(_ a: String, _ b: String) -> Bool {
    a.trimmed.lowercased() == b.trimmed.lowercased()
  }
}

extension ToolExecutor {
  /// The failure of a write whose response was lost and whose outcome cannot be determined.
  func outcomeUnknown(_ failure: NoResponse, seenIn outcome: Remedy.Outcome) -> CallFailure {
    CallFailure(
      TTError(
        .outcomeUnknown, "\(call.tool.name) was sent, but its outcome is unknown: \(failure.asError.message)",
        remedy: .checkOutcome(outcome)), releasesReservation: false)
  }

  /// The failure of a write whose response was lost and that had no effect. After a timeout the request may still arrive,
  /// so the outcome is unknown then.
  func hadNoEffect(_ failure: NoResponse, _ finding: String, seenIn outcome: Remedy.Outcome) -> CallFailure {
    if case .transport(let lost) = failure, lost.kind == .timeout { return outcomeUnknown(failure, seenIn: outcome) }
    var error = failure.asError
    error.message += "; \(finding)"
    return CallFailure(error, releasesReservation: false)
  }
}

extension APIResponse.Payload {
  /// The service's own note, as a note of the result.
  var notes: [Note] { note.map { [Note("the service says: " + $0.quoted)] } ?? [] }
}
