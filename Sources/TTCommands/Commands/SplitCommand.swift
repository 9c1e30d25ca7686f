import Basics
import TrackingTime

/// `tt split`.
enum SplitCommand {
  static let command = Command(
    group: .tracking, summary: "Split a time entry in two",
    details: [
      "The entry then ends at TIME, and a second one with the same task, project and notes goes on from there to its end. "
        + "A time of day is one on the entry's own day. Whether the entry has been billed, and its custom fields, are not "
        + "carried over.",
      "The entry is read first, and the policy judges both writes, update_event and create_event, before the first is sent. "
        + "The running entry is not split: tt switch --date ends it and starts another.",
    ],
    operands: [
      .init(
        name: "ENTRY", summary: "time entry ID, @last or @added", isRequired: true, completion: .names(.event)),
      .init(
        name: "TIME", summary: "time strictly within the entry", isRequired: true,
        completion: .words(TimeExpression.words)),
    ],
    examples: [.init(line: "tt split 6401 10:30", summary: "at 10:30 of its day")],
    tools: ["get_event", "list_events", "list_user_tasks", "update_event", "create_event"],
    action: .calls(make, run: run))

  /// What is known before the entry is read.
  private static func make(_ arguments: Arguments, _ session: Session) throws(TTError) -> [UnresolvedCall] {
    _ = try time(arguments)
    var first = UnresolvedCall(ToolCall("update_event"))
    first.call.labels = [:]
    first.call.inspection = .notes
    first.call.arguments["account_id"] = arguments.workspace
    try arguments.setOperand(arguments.operands[0], of: "ENTRY", parameter: "event_id", in: &first)
    first.call.arguments["end"] = .string(arguments.operands[1])
    first.call.label("end", "TIME")
    first.sequel = ["then create_event adds the second part, if the policy allows that too"]
    first.sequelCall = ToolCall(
      "create_event", ["start": "2000-01-01 00:00", "end": "2000-01-01 00:01"], subject: .currentUser)
    return [first]
  }

  private static func time(_ arguments: Arguments) throws(TTError) -> TimeExpression {
    let word = arguments.operands[1]
    if let time = TimeExpression(word) { return time }
    throw .invalidValue(
      word, for: "TIME", expected: "a time: \(TimeExpression.forms)",
      hint: TimeExpression.suggestion(for: word).map { "did you mean \(Shell.quoted($0))?" })
  }

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let expression = try time(arguments)
    let start = try Resolver(session: session).resolve(try make(arguments, session)[0]).call
    let entry = try SplitEntry(start.arguments.integer("event_id") ?? 0, arguments, session)
    let (time, note) = try entry.time(expression, arguments.operands[1])
    let drafts = entry.calls(at: time, arguments)
    let calls = try session.prepare(drafts)
    let first = try session.call(calls[0])
    let clock = String(LocalTime(time, at: entry.zone.offset(at: time)).text.prefix(16))
    let second = try session.call(
      calls[1], after: "time entry \(entry.id) now ends at \(clock)", otherwise: "its second part was not added",
      next: entry.rest(from: time))
    var output = Output.joined([.writtenEntry(first, verb: "Shortened"), .writtenEntry(second, verb: "Added")])
    output.isMade = true
    output.notes = (first.notes + second.notes).map(\.commandLineText) + entry.losses + (note.map { [$0] } ?? [])
    return output
  }
}

/// A finished time entry that is to be split.
private struct SplitEntry {
  let id: Int
  let row: JSONValue
  let start: Instant
  let end: Instant
  let isPlanned: Bool
  /// The zone in which its times are read: the machine's if the entry was recorded by its clock, else its own.
  let zone: Basics.TimeZone
  private let isOfMachine: Bool
  private let now: Instant
  /// The owner, if that may be somebody else.
  private let user: Int?

  init(_ id: Int, _ arguments: Arguments, _ session: Session) throws(TTError) {
    self.id = id
    let data = try session.call(ToolCall.event(id, in: arguments.workspace)).data
    row = data.array?.first ?? data
    guard let recorded = RecordedEntry(row) else {
      throw TTError(.api, "time entry \(id) has no readable start")
    }
    if try RunningEntry.find(session)?.id == id {
      throw .usage(
        "the running entry cannot be split", hint: "to end it and go on with another: tt switch REF --date TIME")
    }
    guard let end = recorded.end, end > recorded.start else { throw .usage("time entry \(id) has no length to split") }
    (start, self.end, isPlanned) = (recorded.start, end, recorded.isPlanned)
    let machine = try session.zone()
    zone = recorded.zone(on: machine)
    isOfMachine = machine.offset(at: start) == recorded.offset
    now = session.context.clock()
    let owner = row["user_id"]?.int
    user = try session.knownUserID() == owner ? nil : owner
  }

  /// A time within the entry. A time of day is one on the day of its start, else on that of its end.
  func time(_ expression: TimeExpression, _ word: String) throws(TTError) -> (Instant, note: String?) {
    var times = try times(expression, on: start)
    if times.isEmpty, expression.timeOfDay != nil { times = try self.times(expression, on: end) }
    guard let time = times.first else {
      throw .usage(
        "\(word) is not within time entry \(id), which is from \(zone.local(at: start).text) to "
          + "\(zone.local(at: end).text)")
    }
    guard times.count > 1 else { return (time, nil) }
    let offset = zone.offset(at: time)
    return (
      time,
      "\(LocalTime(time, at: offset).text) happens twice within the entry; the first occurrence "
        + "(\(offset.gmtText)) is used"
    )
  }

  /// The instants of a time within the entry: two in an hour that happens twice.
  private func times(_ expression: TimeExpression, on day: Instant) throws(TTError) -> [Instant] {
    let time = try expression.resolve(now: now, in: zone, on: day)
    return (time.isRepeatedHour ? zone.instants(of: time.local) : [time.instant]).filter(isWithin)
  }

  private func isWithin(_ time: Instant) -> Bool { start.seconds < time.seconds && time.seconds < end.seconds }

  /// The calls that end it at a time, and add what is left.
  func calls(at time: Instant, _ arguments: Arguments) -> [UnresolvedCall] {
    var first = ToolCall("update_event", ["event_id": JSONValue(id)])
    first.arguments["start"] = .string(text(start))
    first.arguments["end"] = .string(text(time))
    var second = ToolCall("create_event", subject: .currentUser)
    second.arguments["start"] = .string(text(time))
    second.arguments["end"] = .string(text(end))
    for member in reference { second.arguments[member.key] = member.value }
    if let notes = row["notes"]?.string, !notes.isEmpty { second.arguments["notes"] = .string(notes) }
    if isPlanned { second.arguments["event_type"] = "NOT_LOGGED" }
    second.arguments["user_id"] = user.map { JSONValue($0) }
    return [first, second].map { call in
      var call = call
      if !isOfMachine { call.arguments["timezone"] = .string(zone.offset(at: start).gmtText) }
      call.arguments["account_id"] = arguments.workspace
      call.inspection = call.tool == "update_event" ? .notes : .none
      return UnresolvedCall(call)
    }
  }

  /// The arguments for its task, or for its project if it has no task of its own.
  private var reference: JSONObject {
    let timer = RunningTimer(row)
    if let task = timer?.taskID, timer?.isHidden == false { return ["task_id": JSONValue(task)] }
    return timer?.projectID.map { ["project_id": JSONValue($0)] } ?? [:]
  }

  /// The command line that adds what is left from a time on.
  func rest(from time: Instant) -> String {
    let reference = reference.members.first.map {
      " --\($0.key == "task_id" ? "task-id" : "project-id") \($0.value.compact)"
    }
    let notes = (row["notes"]?.string).flatMap { $0.isEmpty ? nil : " --notes " + Shell.quoted($0) } ?? ""
    return "tt add\(reference ?? "") --start \(text(time)) --end \(text(end))\(notes)"
  }

  /// What the second part does not have of the first.
  var losses: [String] {
    var losses: [String] = []
    let fields = row["custom_fields"]?.object?.members.filter { !$0.value.isNull }.map(\.key) ?? []
    if !fields.isEmpty { losses.append("the second part has no custom fields: \(fields.joined(separator: ", "))") }
    if row["is_billed"]?.bool == true { losses.append("the second part is not marked as billed") }
    return losses
  }

  private func text(_ time: Instant) -> String { time.rfc3339(zone.offset(at: time)) }
}
