import Basics
import TrackingTime

/// `tt show event`.
enum ShowEvent {
  static let command = ShowCommand.command(
    .event, tool: "get_event", summary: "Show a time entry",
    examples: [.init(line: "tt show event @last", summary: "the entry that began last")], details: details,
    change: { (entry, session) throws(TTError) in
      // No timer runs for a month: of an older entry nothing has to be asked.
      guard let started = RunningTimer(entry)?.started, started.seconds > session.context.clock().seconds - 31 * 86_400
      else { return entry }
      return try RunningEntry.find(session)?.marking(entry) ?? entry
    })

  private static func details(_ entry: JSONValue) -> [(name: String, value: String)] {
    var details = Details(entry)
    let isHidden = entry["task_type"]?.string == "GHOST" || entry["task_visibility"]?.string == "HIDDEN"
    if !isHidden { details.add("Task", member: "task") }
    details.add("ID", member: "id")
    details.addName("Project", member: "project")
    details.addName("Customer", member: "customer")
    details.add("Start", member: "start")
    details.add("End", entry["running"]?.bool == true ? Column.running : entry["end"]?.string)
    details.addSeconds("Time", member: "duration")
    details.add("UTC offset", member: "timezone")
    if entry["event_type"]?.string == "NOT_LOGGED" { details.add("Status", "planned") }
    details.addBillable()
    details.add("User", member: "user")
    details.addNames("Tags", member: "tags")
    details.addCustomFields()
    details.add("Notes", member: "notes")
    return details.lines
  }
}
