import Basics

/// `stop_task`: stops the given task or the running timer. It is not an error if the timer is not running.
extension ToolExecutor {
  func stop() throws(CallFailure) -> ToolResult {
    var request = prepared.request()
    var wanted = call.arguments.integer("task_id")
    var remarks: [Note] = []
    var wasRunning = false
    if call.subject == .runningTimer, wanted == nil {
      guard let timer = try runningTimers().first(where: hadBegun), let id = timer.taskID else { return notRunning() }
      try checkOrder(timer, remedy: .passLaterDate)
      remarks = try review(timer)
      wasRunning = true
      request = prepared.request(adding: ["task_id": .integer(id)], account: timer.accountID.map(String.init))
      wanted = id
    } else {
      try requireWorkspace()
      let looks = needsLook || call.delay != nil
      let timer = looks ? try runningTimers().first { $0.taskID == wanted && hadBegun($0) } : nil
      // A queued stop must not end what began after it.
      if call.delay != nil, timer == nil { return notRunning() }
      if let timer {
        try checkOrder(timer, remedy: .passLaterDate)
        remarks = try review(timer)
        wasRunning = true
      }
    }
    let response: APIResponse
    do throws(NoResponse) {
      response = try sender.write(request)
    } catch {
      return try resolveLostStop(error, of: wanted, wasRunning: wasRunning)
    }
    switch response {
    case .success(let payload):
      let data = payload.data.soleObject ?? payload.data
      guard let entry = RunningTimer(data)?.entry, entry["end"]?.string != nil else {
        return try lookUpStopped(data, wanted, wasRunning: wasRunning, notes: remarks + payload.notes)
      }
      let changed = !endedEarlier(entry)
      return ToolResult(data, changed: changed, notes: (changed ? remarks : []) + payload.notes)
    case .unreadable(let what): return try resolveLostStop(.invalid(what), of: wanted, wasRunning: wasRunning)
    case .refused(let refusal):
      let error = refusal.asError(call.tool, of: call.objectText)
      // The service's response for a task that is not running is not documented, so any rejection of the call is checked.
      guard ![401, 403, 429].contains(refusal.status), let timers = runningTimersIfAvailable(),
        !isRunning(wanted, among: timers)
      else { throw CallFailure(error, releasesReservation: true) }
      return notRunning()
    }
  }

  /// True if the entry ended before the requested time: then the task was not running.
  private func endedEarlier(_ entry: JSONObject) -> Bool {
    guard let end = entry["end"]?.string.flatMap({ LocalTime(serviceText: $0) }) else { return false }
    return isEarlier(end, entry["timezone"]?.string.flatMap { UTCOffset($0) }.map(end.instant))
  }

  /// Looks up what a success did that does not show the entry it ended.
  private func lookUpStopped(
    _ data: JSONValue, _ wanted: Int?, wasRunning: Bool, notes: [Note]
  ) throws(CallFailure) -> ToolResult {
    let shown = data.object?.isEmpty == false ? data : stoppedTask(wanted)
    guard let timers = runningTimersIfAvailable() else { return ToolResult(shown, change: .unknown, notes: notes) }
    if isRunning(wanted, among: timers) {
      throw CallFailure(
        TTError(.api, "the service accepted \(call.tool.name), but the timer is still running"),
        releasesReservation: false)
    }
    if wasRunning { return ToolResult(shown, changed: true, notes: notes) }
    guard let date = prepared.date, let ended = try? hasEntry(of: wanted, endingAt: date) else {
      return ToolResult(shown, change: .unknown, notes: notes)
    }
    return ToolResult(shown, change: ended ? .changed : .unknown, notes: notes)
  }

  /// True if an entry of the task ends at the time that was sent.
  private func hasEntry(of task: Int?, endingAt date: ResolvedTime) throws(CallFailure) -> Bool {
    try rawEntries(from: date.instant, to: date.instant).contains { row in
      let end = (row["end"] ?? row["e"])?.string.flatMap { LocalTime(serviceText: $0) }
      return end == date.local && (row["task_id"] ?? row["tid"])?.idNumber == task
    }
  }

  private func resolveLostStop(
    _ failure: NoResponse, of wanted: Int?, wasRunning: Bool
  ) throws(CallFailure) -> ToolResult {
    guard sender.writeMayHaveArrived else { throw CallFailure(failure) }
    guard let timers = runningTimersIfAvailable() else { throw outcomeUnknown(failure, seenIn: .timer) }
    if isRunning(wanted, among: timers) { throw hadNoEffect(failure, "the timer is still running", seenIn: .timer) }
    if !wasRunning, let date = prepared.date, (try? hasEntry(of: wanted, endingAt: date)) == false {
      let note = Note("the response was lost; the timer is not running, but whether it was is not known")
      return ToolResult(stoppedTask(wanted), change: .unknown, notes: [note])
    }
    return ToolResult(
      stoppedTask(wanted), changed: true, notes: [Note("the response was lost, but the timer was stopped")])
  }

  private func isRunning(_ task: Int?, among timers: [RunningTimer]) -> Bool {
    timers.contains { $0.taskID == task }
  }

  private func notRunning() -> ToolResult {
    ToolResult(stoppedTask(call.arguments.integer("task_id")), changed: false)
  }

  private func stoppedTask(_ id: Int?) -> JSONValue {
    id.map { ["task_id": JSONValue($0)] } ?? [:]
  }

  /// True if the stop of a given task is reviewed first.
  private var needsLook: Bool {
    call.inspection == .strict || call.inspection == .notes && call.arguments["date"] != nil
  }

  /// Rejects a written time before the running entry's start. A time that was not written is now: the clocks of two
  /// machines may differ, but the timer ends.
  func checkOrder(_ timer: RunningTimer, remedy: Remedy) throws(CallFailure) {
    guard call.arguments["date"] != nil, let date = prepared.date, let started = timer.started,
      date.instant.seconds < started.seconds
    else { return }
    let error = call.naming.error(
      "\(call.naming.label("date")) (\(date.local.text)) is before the start of the running entry: \(timer.title.quoted), since "
        + (timer.start ?? ""), remedy: remedy)
    throw CallFailure(error, releasesReservation: true)
  }

  /// Reviews the entry that the stop of a timer records.
  private func review(_ timer: RunningTimer) throws(CallFailure) -> [Note] {
    guard let started = timer.started, let date = prepared.date else { return [] }
    let entry = timer.entry?["id"]?.int
    let span = EntrySpan(start: started, end: date.instant, taskID: timer.taskID, entryID: entry)
    if needsLook { return try review(span) }
    return try notes(Self.remarks(onLengthOf: span)).map { Note($0.text, remedy: .correctEnd(entry: entry)) }
  }
}
