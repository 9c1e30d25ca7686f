import Basics

/// `stop_task`: of a given task, or of whatever runs. Stopping what does not run is no error.
extension ToolExecutor {
  func stop() throws(CallFailure) -> ToolResult {
    var request = prepared.request()
    var wanted = call.arguments.integer("task_id")
    if call.subject == .runningTimer, wanted == nil {
      guard let timer = try runningTimers().first, let id = timer.taskID else { return nothingRuns() }
      try checkOrder(timer)
      request = prepared.request(adding: ["task_id": .integer(id)], account: timer.accountID.map(String.init))
      wanted = id
    } else {
      try requireWorkspace()
    }
    let response: APIResponse
    do throws(NoResponse) {
      response = try sender.write(request)
    } catch {
      return try resolveLostStop(error, wanted)
    }
    switch response {
    case .success(let payload):
      return ToolResult(payload.data, changed: !endedEarlier(payload.data), notes: payload.notes)
    case .unreadable(let what): return try resolveLostStop(.invalid(what), wanted)
    case .refused(let refusal):
      let error = refusal.asError(call.tool)
      // What the service says to a task that does not run is not documented, so any refusal is checked against the facts.
      guard error.failure == .api, let timers = runningTimersIfTold(), !isRunning(wanted, timers) else {
        throw CallFailure(error, releasesReservation: true)
      }
      return nothingRuns()
    }
  }

  /// True when the entry had ended well before the moment that was asked for: then the task did not run.
  private func endedEarlier(_ data: JSONValue) -> Bool {
    guard let wanted = prepared.date?.instant.seconds, let entry = RunningTimer(data)?.entry,
      let offset = entry["timezone"]?.string.flatMap({ UTCOffset($0) }),
      let end = entry["end"]?.string.flatMap({ LocalTime(serviceText: $0) })
    else { return false }
    return end.instant(at: offset).seconds < wanted - 60
  }

  private func resolveLostStop(_ failure: NoResponse, _ wanted: Int?) throws(CallFailure) -> ToolResult {
    guard sender.writeMayHaveArrived else { throw CallFailure(failure) }
    guard let timers = runningTimersIfTold() else { throw unknown(failure, seenIn: .timer) }
    if isRunning(wanted, timers) { throw didNotHappen(failure, "the timer is still running", seenIn: .timer) }
    return ToolResult(
      stoppedTask(wanted), changed: true, notes: [Note("the service's answer was lost; the timer is stopped")])
  }

  private func isRunning(_ task: Int?, _ timers: [RunningTimer]) -> Bool {
    timers.contains { $0.taskID == task }
  }

  private func nothingRuns() -> ToolResult {
    ToolResult(stoppedTask(call.arguments.integer("task_id")), changed: false)
  }

  private func stoppedTask(_ id: Int?) -> JSONValue {
    id.map { ["task_id": JSONValue($0)] } ?? [:]
  }

  /// An entry cannot end before it began; the service's answer to that is not documented.
  private func checkOrder(_ timer: RunningTimer) throws(CallFailure) {
    guard let date = prepared.date, let started = timer.started, date.instant.seconds < started.seconds else { return }
    throw CallFailure(
      .usage(
        "stop_task: \(date.local.text) is before the timer's start (\(timer.start ?? ""))", remedy: .passLaterDate),
      releasesReservation: true)
  }
}
