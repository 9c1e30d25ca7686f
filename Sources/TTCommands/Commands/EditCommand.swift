import Basics
import TrackingTime

/// `tt edit`.
enum EditCommand {
  static let command = Command(
    path: ["edit"], group: .tracking, summary: "Change a time entry",
    details: [
      "EVENT is a time entry ID, @last for the entry that began last, or @current for the running one. A time without a "
        + "date refers to the day of the entry; --duration alone changes its end."
    ],
    operands: [.init(name: "EVENT", summary: "time entry ID, @last or @current", isRequired: true)],
    flags: [EntryTimes.durationFlag] + Flag.forParameters(of: "update_event", except: ["event_id", "duration"]),
    examples: [
      .init(line: "tt edit @last --notes 'with Acme'", summary: "add a note to the latest entry"),
      .init(line: "tt edit 6401 --start 09:00 --duration 1h15m", summary: "change start and duration"),
    ],
    tools: ["update_event", "get_event"],
    action: .tool(call: unresolvedCall, show: { answer, _, _ in .writtenEntry(answer, verb: "Updated") }))

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("update_event")
    try arguments.setOperand(arguments.operands[0], of: "EVENT", parameter: "event_id", in: &unresolved)
    if arguments.value("duration") == nil { try arguments.requireChange(unresolved, of: "event_id") }
    unresolved.finish = { (call, given, session) throws(TTError) in
      try useDayOfEntry(&call, values: given, session)
      try EntryTimes(call, arguments: session.arguments, session: session)
        .complete(&call.arguments, endsNow: false)
    }
    return unresolved
  }

  /// Completes times that depend on the entry, which is read first: a time without a date refers to the day of the entry,
  /// and a duration alone changes its end.
  private static func useDayOfEntry(
    _ call: inout ToolCall, values: ArgumentValues, _ session: Session
  ) throws(TTError) {
    let given = ["start", "end"].filter { values[$0] != nil }
    let times = given.filter { name in
      if case .timeOfDay? = values.time(name) { true } else { false }
    }
    let keepsStart = given.isEmpty && session.arguments.value("duration") != nil
    guard !times.isEmpty || keepsStart else { return }
    var read = ToolCall("get_event")
    read.arguments["event_id"] = call.arguments["event_id"]
    read.arguments["account_id"] = call.arguments["account_id"]
    guard let start = try session.call(read).data["start"]?.string, start.count >= 10 else {
      throw .usage("cannot determine the day of the time entry", hint: "include the date, as in '2026-03-02 09:00'")
    }
    if keepsStart { call.arguments["start"] = .string(start) }
    for name in times {
      if let time = call.arguments[name]?.string { call.arguments[name] = .string(start.prefix(10) + " " + time) }
    }
  }
}
