import Basics
import TrackingTime

/// `tt edit`.
enum EditCommand {
  static let command = Command(
    path: ["edit"], group: .tracking, summary: "Change a time entry",
    details: [
      "EVENT is a time entry ID, @last for the entry that began last, @added for the one tt wrote last, or @current for "
        + "the running one. A time without a day refers to the day of the entry; changing one end keeps the other, and "
        + "--duration alone changes the end."
    ],
    operands: [
      .init(
        name: "EVENT", summary: "time entry ID, @last, @added or @current", isRequired: true, completion: .names(.event)
      )
    ],
    flags: [.duration, .create] + Flag.inspection
      + Flag.forParameters(of: "update_event", except: ["event_id", "duration"]),
    examples: [
      .init(line: "tt edit @last --notes 'with Acme'", summary: "add a note to the latest entry"),
      .init(line: "tt edit 6401 --start 09:00 --duration 1h15m", summary: "change start and duration"),
    ],
    tools: ["update_event", "get_event"],
    action: .tool(call: unresolvedCall, show: { answer, _, _ in .writtenEntry(answer, verb: "Updated") }))

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    var unresolved = try arguments.unresolvedCall("update_event")
    try arguments.setOperand(arguments.operands[0], of: "EVENT", parameter: "event_id", in: &unresolved)
    try unresolved.seekTaskInProject()
    try arguments.setDuration(in: &unresolved)
    try arguments.requireChange(unresolved, of: "event_id")
    unresolved.call.inspection = try arguments.inspection()
    return unresolved
  }
}
