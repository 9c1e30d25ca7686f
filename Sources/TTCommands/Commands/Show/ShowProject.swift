import Basics

/// `tt show project`.
enum ShowProject {
  static let command = ShowCommand.listed(
    .project, tool: "list_projects", summary: "Show a project",
    examples: [.init(line: "tt show project Website", summary: "by name")], details: details)

  private static func details(_ project: JSONValue) -> [(name: String, value: String)] {
    var details = Details(project)
    details.add("Project", member: "name")
    details.add("ID", member: "id")
    details.addName("Customer", member: "customer")
    details.addStatus()
    details.addDay("Start", member: "start_date")
    details.addDay("Due", member: "delivery_date")
    details.addHours("Estimate", member: "estimated_time")
    details.addSeconds("Tracked", member: "accumulated_time")
    details.addBillable()
    details.add("Active tasks", member: "active_tasks")
    details.add("Archived tasks", member: "archived_tasks")
    details.addCustomFields()
    details.add("Notes", member: "notes")
    return details.lines
  }
}
