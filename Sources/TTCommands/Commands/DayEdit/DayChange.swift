import Basics
import TrackingTime

/// One change that an edited text asks for.
struct DayChange: Sendable {
  enum Action: String, Sendable { case changed, added, deleted }

  let action: Action
  /// The ID of the entry; nil for a new one.
  let id: Int?
  /// The line of the text; nil for a deletion.
  let line: DayLine?
  /// What it does, on one line for a person.
  let summary: String
  let call: UnresolvedCall
}

/// Finds the changes between a text as it was written and as it was edited.
struct DayChanges {
  /// The lines of the text as it was, by ID.
  let base: [Int: String]
  /// The entries as they are now, by ID.
  let current: [Int: DayEntry]
  let zone: Basics.TimeZone
  /// An instant on the day.
  let day: Instant
  /// The workspace of the calls; nil for the configured one.
  let account: JSONValue?

  /// The changes: what is edited, then what is new, then what is deleted. What is so already is not among them.
  ///
  /// - Throws: a usage error for a line that cannot be meant; `conflict` if an entry that it concerns is not as it was.
  func changes(of text: String) throws(TTError) -> [DayChange] {
    let lines = try DayLine.lines(of: text)
    // A text without lines is an abandoned one.
    if lines.isEmpty { return [] }
    let removed = Set(base.keys).subtracting(lines.compactMap(\.id)).sorted()
    var seen: Set<Int> = []
    var changed: [DayChange] = []
    var added: [DayChange] = []
    for line in lines {
      guard let id = line.id else {
        added.append(try addition(line, besides: removed))
        continue
      }
      guard let before = base[id] else {
        throw DayLine.error(line.number, "#\(id) is none of the entries of this text")
      }
      guard seen.insert(id).inserted else { throw DayLine.error(line.number, "#\(id) is there twice") }
      if line.text != before, let change = try change(line, id, before) { changed.append(change) }
    }
    var deleted: [DayChange] = []
    for id in removed {
      if let change = try deletion(id) { deleted.append(change) }
    }
    return changed + added + deleted
  }

  /// The change of an entry; nil if it is made already.
  private func change(_ line: DayLine, _ id: Int, _ before: String) throws(TTError) -> DayChange? {
    guard let entry = current[id] else { throw gone(id) }
    let now = entry.line(in: zone)
    if now == line.text { return nil }
    guard now == before else {
      if try isMade(line, entry) { return nil }
      throw conflict(id)
    }
    let first = zone.local(at: entry.start)
    let startText = DayClock.text(first)
    var arguments: JSONObject = ["event_id": JSONValue(id)]
    let start = line.start == startText ? entry.start : try instant(line.start, line)
    var end = entry.end
    if let last = entry.end {
      guard let word = line.end else {
        throw DayLine.error(line.number, "#\(id) has ended: to go on with its task, use tt continue")
      }
      let text = word + (line.endDays > 0 ? "+\(line.endDays)" : "")
      if text != DayClock.text(zone.local(at: last), after: first) {
        end = try instant(word, line, days: line.endDays, after: start)
      }
    } else if line.end != nil {
      throw DayLine.error(line.number, "#\(id) is running: tt stop ends it")
    }
    try check(start, end, line)
    if start != entry.start || end != entry.end {
      arguments["start"] = .string(text(start))
      if let end { arguments["end"] = .string(text(end)) }
      // The entry keeps the clock that it was recorded by.
      if zone.offset(at: entry.start) != entry.offset { arguments["timezone"] = .string(entry.offset.gmtText) }
    }
    let (title, notes) = try line.parts(knowing: [entry.title])
    if notes != entry.notes { arguments["notes"] = .string(notes) }
    var call = unresolved("update_event", arguments)
    if title != entry.title { setTask(title, in: &call) }
    // The entry is read before it is changed, so that the change can be taken back.
    call.call.inspection = .notes
    guard arguments.keys.count > 1 || title != entry.title else { return nil }
    let summary = "change  \(before)\n    to  \(line.text)"
    return DayChange(action: .changed, id: id, line: line, summary: summary, call: call)
  }

  /// - Parameter removed: the entries that the text removes, of which none is the new one.
  private func addition(_ line: DayLine, besides removed: [Int]) throws(TTError) -> DayChange {
    guard let word = line.end else {
      throw DayLine.error(line.number, "a new entry needs an end; to start a timer, use tt track")
    }
    let start = try instant(line.start, line)
    let end = try instant(word, line, days: line.endDays, after: start)
    try check(start, end, line)
    let (title, notes) = try line.parts(knowing: current.values.map(\.title))
    var arguments: JSONObject = ["start": .string(text(start)), "end": .string(text(end))]
    if !notes.isEmpty { arguments["notes"] = .string(notes) }
    var call = unresolved("create_event", arguments)
    call.call.subject = .currentUser
    // An entry that was added before a failure is not added again.
    call.call.isIfAbsent = true
    call.call.replacedEntries = removed
    setTask(title, in: &call)
    return DayChange(action: .added, id: nil, line: line, summary: "add     \(line.text)", call: call)
  }

  /// The deletion of an entry; nil if it is gone already.
  private func deletion(_ id: Int) throws(TTError) -> DayChange? {
    guard let entry = current[id] else { return nil }
    guard entry.line(in: zone) == base[id] else { throw conflict(id) }
    if entry.end == nil {
      throw .usage("#\(id) is running and cannot be removed from the text", hint: "to discard it: tt cancel")
    }
    return DayChange(
      action: .deleted, id: id, line: nil, summary: "delete  \(base[id] ?? "")",
      call: unresolved("delete_event", ["event_id": JSONValue(id)]))
  }

  private func unresolved(_ tool: String, _ arguments: JSONObject) -> UnresolvedCall {
    var call = UnresolvedCall(ToolCall(tool, arguments))
    call.call.labels = [:]
    call.call.arguments["account_id"] = account
    return call
  }

  /// Sets the task of a call by the text of a line: that of another entry, an ID, `task (project)`, or `(project)`.
  private func setTask(_ title: String, in call: inout UnresolvedCall) {
    if let known = current.values.first(where: { $0.title == title }), known.taskID != nil || known.projectID != nil {
      if let task = known.taskID {
        call.call.arguments["task_id"] = JSONValue(task)
      } else {
        call.call.arguments["project_id"] = known.projectID.map { JSONValue($0) }
      }
      return
    }
    var task = title
    if title.hasSuffix(")"), let open = title.lastIndex(of: "(") {
      task = String(title[..<open]).trimmedBlanks
      let project = String(title[title.index(after: open)...].dropLast())
      if task.isEmpty {
        return call.setReference(project, kind: .project, as: .argument("project_id"), label: "project")
      }
      call.references.append(.init(kind: .project, word: project, use: .scope))
    }
    call.setReference(task, kind: .task, as: .argument("task_id"), label: "task")
  }

  func instant(
    _ word: String, _ line: DayLine, days: Int = 0, after start: Instant? = nil
  ) throws(TTError) -> Instant {
    let date = zone.local(at: day).adding(days: days).midnight
    do throws(TTError) {
      guard let time = TimeExpression(word) else { throw .usage("\(word.inQuotes) is no time") }
      let resolved = try time.resolve(now: day, in: zone, on: zone.startOfDay(of: date))
      return start.map { resolved.asEnd(after: $0, in: zone) }?.instant ?? resolved.instant
    } catch {
      throw DayLine.error(line.number, error.message)
    }
  }

  private func check(_ start: Instant, _ end: Instant?, _ line: DayLine) throws(TTError) {
    guard let end, end <= start else { return }
    throw DayLine.error(
      line.number, "it does not end after its start; an end on the next day is written \(line.end ?? "")+1")
  }

  private func text(_ time: Instant) -> String { time.rfc3339(zone.offset(at: time)) }

  private func gone(_ id: Int) -> TTError {
    TTError(.conflict, "time entry \(id) is no longer one of this day", hint: "nothing was sent; edit the day anew")
  }

  private func conflict(_ id: Int) -> TTError {
    TTError(
      .conflict, "time entry \(id) has been changed elsewhere since the text was written",
      hint: "nothing was sent; edit the day anew")
  }
}
