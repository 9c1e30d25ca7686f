import Basics

/// `track_task`: one request as a rule. Only a conflict, a lost answer, or the wish to stop another timer makes tt look
/// further.
extension ToolExecutor {
  func track() throws(CallFailure) -> ToolResult {
    try requireWorkspace()
    if call.arguments.isTrue("stop_running_task"), let same = try runningTimers().first(where: isWanted) {
      // Sent, the request would end the running entry and begin another on the same task.
      return unchanged(same)
    }
    let response: APIResponse
    do throws(NoResponse) {
      response = try sender.write(prepared.request())
    } catch {
      return try resolveLostResponse(error)
    }
    switch response {
    case .success(let payload):
      return ToolResult(payload.data, changed: !startedEarlier(RunningTimer(payload.data)), notes: payload.notes)
    case .refused(let refusal) where refusal.status == 502:
      guard let running = runningTimersIfTold()?.first else {
        throw CallFailure(refusal.asError(call.tool), releasesReservation: true)
      }
      if isWanted(running) { return unchanged(running) }
      var conflict = refusal.asError(call.tool)
      conflict.message = "another timer is running: \(running.title)" + (running.start.map { ", since \($0)" } ?? "")
      throw CallFailure(conflict, releasesReservation: true)
    case .refused(let refusal): throw CallFailure(refusal.asError(call.tool), releasesReservation: true)
    case .unreadable(let what): return try resolveLostResponse(.invalid(what))
    }
  }

  /// The request may have arrived and nobody said what came of it: look whether the timer runs.
  private func resolveLostResponse(_ failure: NoResponse) throws(CallFailure) -> ToolResult {
    guard sender.writeMayHaveArrived else { throw CallFailure(failure) }
    guard let timers = runningTimersIfTold() else { throw unknown(failure, seenIn: .timer) }
    if let timer = timers.first(where: isWanted) {
      return ToolResult(
        shape(timer), changed: !startedEarlier(timer),
        notes: [Note("the service's answer was lost; the timer is running")])
    }
    throw didNotHappen(failure, "the timer was not started", seenIn: .timer)
  }

  private func unchanged(_ timer: RunningTimer) -> ToolResult {
    let unused = ["notes", "date", "timezone", "tags"].filter { call.arguments[$0] != nil }
    let note = Note(
      "the timer was already running, so \(unused.joined(separator: " and ")) had no effect", remedy: .editRunningEntry)
    return ToolResult(shape(timer), changed: false, notes: unused.isEmpty ? [] : [note])
  }

  /// The object a started timer would have been answered with: the entry, or the task where `return_task` asks for it.
  private func shape(_ timer: RunningTimer) -> JSONValue {
    let wantsTask = call.arguments.isTrue("return_task")
    return .object(wantsTask ? timer.object : timer.entry ?? timer.object)
  }

  /// True when the timer began well before the moment that was asked for: then it ran already.
  private func startedEarlier(_ timer: RunningTimer?) -> Bool {
    guard let wanted = prepared.date?.instant.seconds, let started = timer?.started?.seconds else { return false }
    return started < wanted - 60
  }

  /// True when a running timer is the one this call asks for.
  private func isWanted(_ timer: RunningTimer) -> Bool {
    let arguments = call.arguments
    if let id = arguments.integer("task_id") { return timer.taskID == id }
    if arguments["service"] != nil {
      // The service alone knows which task stands for a foreign one; only the start gives it away.
      return prepared.date.map { $0.instant.seconds == timer.started?.seconds } ?? false
    }
    if let project = arguments.integer("project_id"), timer.projectID != project { return false }
    if let name = arguments.text("project_name"), !Self.sameName(name, timer.project ?? "") { return false }
    guard let name = arguments.text("task_name") else { return timer.isHidden || timer.task.isEmpty }
    return Self.sameName(name, timer.task)
  }

  /// Names as the service compares them: trimmed, without regard to case.
  private static func sameName(_ a: String, _ b: String) -> Bool {
    a.trimmed.lowercased() == b.trimmed.lowercased()
  }
}

extension ToolExecutor {
  /// The answer to a write is lost and cannot be looked up.
  func unknown(_ failure: NoResponse, seenIn outcome: Remedy.Outcome) -> CallFailure {
    CallFailure(
      TTError(
        .outcomeUnknown, "\(call.tool.name) was sent, but its outcome is unknown: \(failure.asError.message)",
        remedy: .checkOutcome(outcome)), releasesReservation: false)
  }

  /// The answer to a write is lost, and a look showed that it had no effect. After a time-out the request may still be
  /// under way, so there the look proves nothing.
  func didNotHappen(_ failure: NoResponse, _ what: String, seenIn outcome: Remedy.Outcome) -> CallFailure {
    if case .transport(let lost) = failure, lost.kind == .timeout { return unknown(failure, seenIn: outcome) }
    var error = failure.asError
    error.message += "; \(what)"
    return CallFailure(error, releasesReservation: false)
  }
}

extension APIResponse.Payload {
  /// The service's own note, as a remark for a person.
  var notes: [Note] { note.map { [Note($0)] } ?? [] }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
