import Basics

/// `tt show task`.
enum ShowTask {
  static let command = ShowCommand.command(
    .task, tool: "get_task", summary: "Show a task",
    examples: [.init(line: "tt show task 'Write report'", summary: "by name")], details: details)

  private static func details(_ task: JSONValue) -> [(name: String, value: String)] {
    var details = Details(task)
    details.add("Task", member: "name")
    details.add("ID", member: "id")
    details.addName("Project", member: "project")
    details.addName("Customer", member: "customer")
    details.addStatus()
    if task["tracking"]?.bool == true { details.add("Timer", "running") }
    details.addDay("Due", member: "due_date")
    details.addHours("Estimate", member: "estimated_time")
    details.addSeconds("Tracked", member: "accumulated_time")
    details.addBillable()
    details.add("List", member: "list_name")
    details.addNames("Users", member: "users")
    details.addCustomFields()
    details.add("Notes", task["description"]?.string ?? task["notes"]?.string)
    details.add("Link", member: "task_permalink")
    return details.lines
  }
}
