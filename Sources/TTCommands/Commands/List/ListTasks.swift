import Basics
import TrackingTime

/// `tt list tasks`.
enum ListTasks {
  static let command = Command(
    group: .looking, summary: "List tasks",
    flags: Flag.forParameters(of: "list_tasks", except: ["filter"]) + [
      .status, .filter(of: "list_tasks"), .reference(to: .project, "only tasks of this project"),
      .reference(to: .customer, "only tasks of this customer"),
      .reference(to: .user, "only tasks assigned to this user"),
    ],
    examples: [
      .init(line: "tt list tasks --project Website", summary: "active tasks of a project"),
      .init(line: "tt list tasks --user @current --output csv", summary: "your own tasks, for a spreadsheet"),
    ],
    tools: ["list_tasks", "list_user_tasks"],
    action: .list(call: unresolvedCall, view: { view }))

  private static var view: ListView {
    ListView(
      columns: [
        Column("id", kind: .number), Column("name"), Column("project"), Column("customer"),
        Column("due_date", title: "DUE"),
      ], empty: "no tasks found")
  }

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    let user = arguments.value("user")
    var unresolved = try arguments.unresolvedCall(user == nil ? "list_tasks" : "list_user_tasks")
    try arguments.setStatus(in: &unresolved)
    if let user { unresolved.setReference(user, kind: .user, as: .argument("user_id")) }
    if let project = arguments.value("project") {
      if user == nil { unresolved.setReference(project, kind: .project, as: .argument("project_id")) }
      // The service may ignore the project, so tt filters by it as well.
      unresolved.setReference(project, kind: .project, as: .filter(["project_id"]))
    }
    if let customer = arguments.value("customer") {
      unresolved.setReference(customer, kind: .customer, as: .filter(["customer_id"]))
    }
    return unresolved
  }
}
