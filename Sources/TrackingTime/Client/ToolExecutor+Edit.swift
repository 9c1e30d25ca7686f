import Basics

extension ValidatedCall {
  /// True if an entry is given a project but no task.
  var movesToProject: Bool {
    let hasProject = arguments["project_id"] != nil || arguments["project_name"] != nil
    return hasProject && arguments["task_id"] == nil && arguments["task_name"] == nil
  }
}

/// `update_event` with times, when tt reads the entry first: changing one end keeps the other.
extension ToolExecutor {
  /// The call with the times of the edited entry, which is read where they matter.
  func completedByEntry() throws(CallFailure) -> ToolExecutor {
    // What the policy judges is looked up even for a caller that wants nothing looked at.
    let isPartial = EntryTimes.ends.contains { call.arguments[$0] == nil }
    let needsTimes = call.completesFromEntry || judgesTimes && isPartial && call.changesTimes
    guard let id = call.arguments.integer("event_id"),
      needsTimes || call.appendsNotes || call.inspection != .none
    else { return self }
    try requireWorkspace()
    let data = try read(.get("/events/\(id)", account: prepared.account)).data
    // Whose entry it is decides whether it may be kept for undoing.
    if call.inspection != .none || call.appendsNotes { _ = try? currentUser() }
    var edited = self
    if call.appendsNotes { try edited.appendNotes(to: data) }
    guard var entry = RecordedEntry(data) else {
      // Without times only what is said of the task is lost, and what it was before.
      guard needsTimes else { return edited }
      throw CallFailure(TTError(.api, "time entry \(id) has no readable start"), releasesReservation: true)
    }
    edited.formerTask = entry.taskID.map { ($0, entry.title) }
    edited.formerEntry = (data.soleObject ?? data).object
    guard needsTimes else {
      if entry.mayBeRunning, isRunning(id, in: runningTimersIfAvailable()) { edited.formerEntry?["running"] = true }
      return edited
    }
    // The service gives a running entry an end too.
    if isRunning(id, in: try runningTimers()) {
      entry.end = nil
      edited.formerEntry?["running"] = true
      if let name = ["end", EntryTimes.duration].first(where: { call.arguments[$0] != nil }) {
        throw CallFailure(
          call.naming.error(
            "\(call.naming.label(name)) cannot be set while the entry is running", remedy: .stopWithDate),
          releasesReservation: true)
      }
      if call.endShift != nil {
        let error = call.naming.error("the entry is running, so it has no end to move", remedy: .stopWithDate)
        throw CallFailure(error, releasesReservation: true)
      }
    }
    do throws(TTError) {
      let zone = try zone(of: entry)
      var repeated: [Note] = []
      let completed = try edited.complete(id, entry, in: zone, &repeated)
      edited.prepared = try PreparedRequest(
        completed, account: prepared.account, now: dependencies.clock(),
        zones: ZoneFinder(machine: { zone }, named: { _ in zone }))
      // The rules see the times that the entry had as well.
      try reevaluate(completed, edited.prepared)
      edited.call = completed
      edited.prepared.notes += repeated
      if call.arguments["timezone"] == nil, try dependencies.zones.machine().offset(at: entry.start) != entry.offset {
        let note = Note("the entry was recorded at \(entry.offset.gmtText); its times are read there")
        edited.prepared.notes.append(note)
      }
    } catch {
      throw CallFailure(error, releasesReservation: true)
    }
    if let start = edited.prepared.start, let end = edited.prepared.end, !entry.isPlanned {
      let task = call.arguments.integer("task_id") ?? entry.taskID
      edited.prepared.notes += try edited.review(
        EntrySpan(start: start.instant, end: end.instant, taskID: task, entryID: id))
    }
    return edited
  }

  private func isRunning(_ id: Int, in timers: [RunningTimer]?) -> Bool {
    timers?.contains { $0.entry?["id"]?.idNumber == id } == true
  }

  /// Shows an edited entry that runs as running: the service gives it an end and a duration too.
  func markRunning(_ result: inout ToolResult) {
    guard call.tool.name == "update_event", formerEntry?["running"]?.bool == true,
      var entry = (result.data.soleObject ?? result.data).object, entry["id"] != nil
    else { return }
    entry["running"] = true
    entry["end"] = .null
    if let started = RunningTimer(.object(entry))?.started {
      entry["duration"] = JSONValue(max(0, dependencies.clock().seconds - started.seconds))
    }
    result.data = .object(entry)
  }

  /// Adds the notes of the call to those of the entry. The rules see all of them.
  private mutating func appendNotes(to entry: JSONValue) throws(CallFailure) {
    call = call.appendingNotes(to: (entry["notes"] ?? entry.soleObject?["notes"])?.string)
    do throws(TTError) {
      prepared = try PreparedRequest(
        call, account: prepared.account, now: dependencies.clock(), zones: dependencies.zones)
      try reevaluate(call, prepared)
    } catch {
      throw CallFailure(error, releasesReservation: true)
    }
  }

  /// Says what became of the task of an entry that was moved to a project without naming a task.
  func addFormerTask(to result: inout ToolResult) {
    guard let formerTask, call.movesToProject, let timer = RunningTimer(result.data) else { return }
    let keeps = timer.taskID == formerTask.id
    result.notes.append(
      Note(
        keeps
          ? "the entry keeps its task \(formerTask.title.quoted)"
          : "the entry loses its task \(formerTask.title.quoted)"))
  }

  /// The call with the times of the entry that it leaves as they are. A time without a day refers to the entry's day.
  ///
  /// - Parameter notes: receives one for each time that occurs twice.
  private func complete(
    _ id: Int, _ entry: RecordedEntry, in zone: TimeZone, _ notes: inout [Note]
  ) throws(TTError) -> ValidatedCall {
    let now = dependencies.clock()
    let arguments = call.arguments
    var start = try arguments.time("start")?.resolve(now: now, in: zone, on: entry.start)
    var end = try arguments.time("end")?.resolve(now: now, in: zone, on: entry.start)
    end = end?.asEnd(after: start?.instant ?? entry.start, in: zone)
    if let given = end, given.instant < start?.instant ?? entry.start, let last = entry.end {
      // The entry ends on a later day, and so does its new end.
      end = try arguments.time("end")?.resolve(now: now, in: zone, on: last)
    }
    notes += [start, end].compactMap { $0.flatMap { CallTimes.repetitionNote($0, in: zone) } }
    if let shift = call.endShift { end = try movedEnd(of: entry, by: shift, now: now, in: zone) }
    if !entry.isPlanned, arguments.text("event_type") != "NOT_LOGGED" {
      try EntryTimes.refuseFuture([("start", start), ("end", end)], of: call, now: now, zone)
      let length = end == nil ? arguments.integer(EntryTimes.duration) : nil
      let last = (start?.instant ?? entry.start).seconds + min(length ?? 0, 366 * 86_400)
      if length != nil, last > now.seconds + CallTimes.tolerance, arguments.time("start")?.hasDay != true {
        throw call.inFuture("end", ResolvedTime(Instant(seconds: last), in: zone), now: now, zone)
      }
    }
    let hasDuration = arguments[EntryTimes.duration] != nil
    if start == nil, end == nil || !hasDuration { start = ResolvedTime(entry.start, in: zone) }
    if end == nil, !hasDuration { end = entry.end.map { ResolvedTime($0, in: zone) } }
    return call.completed(by: EntryTimes.arguments(from: start, to: end), of: id)
  }

  /// The end of an entry, moved by a number of seconds that pass.
  private func movedEnd(
    of entry: RecordedEntry, by shift: Int, now: Instant, in zone: TimeZone
  ) throws(TTError) -> ResolvedTime {
    guard let last = entry.end, shift.magnitude <= 366 * 86_400 else {
      throw call.naming.error("the entry has no end that can be moved so far")
    }
    let moved = Instant(seconds: last.seconds + shift)
    guard moved.seconds > entry.start.seconds else {
      let length = DurationText.clock(last.seconds - entry.start.seconds)
      throw call.naming.error("the entry is only \(length) long")
    }
    let end = ResolvedTime(moved, in: zone)
    if !entry.isPlanned, moved.seconds > now.seconds + CallTimes.tolerance {
      throw call.inFuture("end", end, now: now, zone)
    }
    return end
  }

  /// The zone in which written times are read: the machine's if the entry was recorded by its clock, else the entry's.
  private func zone(of entry: RecordedEntry) throws(TTError) -> TimeZone {
    if call.arguments["timezone"] != nil { return try dependencies.zones.zone(of: call) }
    return entry.zone(on: try dependencies.zones.machine())
  }
}
