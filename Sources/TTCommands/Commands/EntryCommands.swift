import Basics
import TrackingTime

/// `tt add` and `tt edit`: time entries after the fact.
enum EntryCommands {
  static let commands = [add, edit]

  private static let add = Command(
    path: ["add"], group: .tracking, summary: "Add a time entry",
    details: [
      "REF is a task's number or its name. Give two of --start, --end and --duration; with --duration alone the entry "
        + "ends now."
    ],
    operands: [.init(name: "REF", summary: "a task's number or name", completion: .names(.task))],
    flags: [duration] + Flag.forParameters(of: "create_event", except: ["duration"]),
    examples: [
      .init(line: "tt add 42 --start 09:00 --end 10:15", summary: "this morning"),
      .init(line: "tt add 'Call' --project-name Website --duration 20m", summary: "the last twenty minutes"),
    ],
    tools: ["create_event"],
    action: .tool(
      draft: { (arguments, session) throws(TTError) in
        var draft = try arguments.unresolvedCall("create_event", subject: .caller)
        if let word = arguments.operands.first { try arguments.putTask(word, into: &draft) }
        try EntryTimes(draft.call.arguments, arguments, session).complete(&draft.call.arguments, openEnd: true)
        return draft
      },
      show: { answer, _, _ in show("Added", answer) }))

  private static let edit = Command(
    path: ["edit"], group: .tracking, summary: "Change a time entry",
    details: [
      "EVENT is an entry's number, @last for the one that began last, or @current for the one that runs. A time without a "
        + "day means the day of the entry; --duration alone keeps its start."
    ],
    operands: [
      .init(name: "EVENT", summary: "the time entry: a number, @last or @current", isRequired: true)
    ],
    flags: [duration] + Flag.forParameters(of: "update_event", except: ["event_id", "duration"]),
    examples: [
      .init(line: "tt edit @last --notes 'with Acme'", summary: "a note for the latest entry"),
      .init(line: "tt edit 6401 --start 09:00 --duration 1h15m", summary: "other times"),
    ],
    tools: ["update_event", "get_event"],
    action: .tool(
      draft: { (arguments, session) throws(TTError) in
        var draft = try arguments.unresolvedCall("update_event")
        try arguments.put(arguments.operands[0], "event_id", of: "EVENT", into: &draft)
        if arguments.value("duration") == nil { try arguments.requireChange(draft, of: "event_id") }
        draft.finish = { (call, session) throws(TTError) in
          try useDayOfEntry(&call, session)
          try EntryTimes(call.arguments, session.arguments, session).complete(&call.arguments, openEnd: false)
        }
        return draft
      },
      show: { answer, _, _ in show("Changed", answer) }))

  /// A time without a day means the day of the entry, and a length alone keeps its start. Both ask for the entry first.
  private static func useDayOfEntry(_ call: inout ToolCall, _ session: Session) throws(TTError) {
    let given = ["start", "end"].filter { call.arguments[$0] != nil }
    let times = given.filter { name in
      if case .timeOfDay? = call.arguments[name]?.string.flatMap({ TimeExpression($0) }) { return true }
      return false
    }
    let keepsStart = given.isEmpty && session.arguments.value("duration") != nil
    guard !times.isEmpty || keepsStart else { return }
    var look = ToolCall("get_event")
    look.arguments["event_id"] = call.arguments["event_id"]
    look.arguments["account_id"] = call.arguments["account_id"]
    guard let start = try session.call(look).data["start"]?.string, start.count >= 10 else {
      throw .usage("the entry's own day is not known", hint: "give the day too: '2026-03-02 09:00'")
    }
    if keepsStart { call.arguments["start"] = .string(start) }
    for name in times {
      if let time = call.arguments[name]?.string { call.arguments[name] = .string(start.prefix(10) + " " + time) }
    }
  }

  private static let duration = Flag(
    name: "duration", value: "LENGTH", summary: "how long: 1h30m, 45m, 1:30")

  private static func show(_ verb: String, _ answer: ToolResult) -> Output {
    let entry = answer.data
    let title = RunningTimer(entry)?.title ?? "the entry"
    let number = entry["id"]?.int.map { " (entry \($0))" } ?? ""
    let times = [entry["start"]?.string, entry["end"]?.string].compactMap { $0 }.joined(separator: " to ")
    let length = entry["duration"]?.int.map { ", " + DurationText.clock($0) } ?? ""
    return Output(value: answer.withChanged, view: .lines(["\(verb) \(title), \(times)\(length)\(number)."]))
  }
}

/// Start, end and length of an entry: two of them say the third.
struct EntryTimes {
  private let start: ResolvedTime?
  private let end: ResolvedTime?
  private let length: Int?
  private let now: Instant
  /// A year, in seconds: nobody works longer without a break.
  private static let longest = 366 * 86400

  init(_ values: JSONObject, _ arguments: Arguments, _ session: Session) throws(TTError) {
    now = session.context.clock()
    let offset = values["timezone"]?.string.flatMap { UTCOffset($0) }
    let zone: TimeZone
    if let offset { zone = TimeZone(fixed: offset) } else { zone = try session.zone() }
    var moments: [String: ResolvedTime] = [:]
    for name in ["start", "end"] {
      guard let moment = values[name]?.string.flatMap({ TimeExpression($0) }) else { continue }
      moments[name] = try moment.resolve(now: now, in: zone)
    }
    start = moments["start"]
    end = moments["end"]
    guard let word = arguments.value("duration") else {
      length = nil
      return
    }
    guard let seconds = DurationText.parse(word), seconds > 0, seconds <= Self.longest else {
      throw .usage("--duration is \(Shell.quoted(word)); it takes a length such as 1h30m, 1.5h, 45m or 1:30")
    }
    length = seconds
  }

  /// Fills in what the flags leave open.
  ///
  /// - Parameter openEnd: true when a length alone means that the entry ends now.
  func complete(_ values: inout JSONObject, openEnd: Bool) throws(TTError) {
    guard let length else {
      if openEnd, start == nil || end == nil { throw .usage("two of --start, --end and --duration are needed") }
      return
    }
    if start != nil, end != nil { throw .usage("give two of --start, --end and --duration, not all three") }
    if let start {
      values["end"] = .string(text(start.instant.seconds + length, start.offset))
    } else if let end {
      values["start"] = .string(text(end.instant.seconds - length, end.offset))
    } else if openEnd {
      values["start"] = .string("-\(length)s")
      values["end"] = .string("-0s")
    } else {
      throw .usage("--duration needs --start or --end beside it")
    }
  }

  private func text(_ seconds: Int, _ offset: UTCOffset) -> String { Instant(seconds: seconds).rfc3339(offset) }
}

extension Arguments {
  /// An update that changes nothing is a slip of the pen.
  func requireChange(_ draft: UnresolvedCall, of id: String) throws(TTError) {
    let changes = draft.call.arguments.keys.filter { $0 != id && $0 != "account_id" }
    let named = draft.references.filter { $0.use != .argument(id) }
    guard changes.isEmpty, named.isEmpty else { return }
    throw .usage("tt \(command.name): nothing to change is given", hint: "see: tt \(command.name) --help")
  }
}
