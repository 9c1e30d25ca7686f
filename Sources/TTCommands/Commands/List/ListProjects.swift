import Basics
import TrackingTime

/// `tt list projects`.
enum ListProjects {
  static let command = Command(
    group: .looking, summary: "List projects",
    flags: Flag.forParameters(of: "list_projects", except: ["filter"]) + [
      .status, .filter(of: "list_projects"), .reference(to: .customer, "only projects of this customer"),
      .reference(to: .user, "only projects of this user"),
    ],
    examples: [.init(line: "tt list projects --status all --json", summary: "archived ones too, for a script")],
    tools: ["list_projects", "list_user_projects"],
    action: .list(call: unresolvedCall, view: { view }))

  private static var view: ListView {
    ListView(
      columns: [
        Column("id", kind: .number), Column("name"), Column("customer.name", title: "CUSTOMER"),
        Column("worked_hours", title: "HOURS", kind: .hours),
      ], empty: "no projects found")
  }

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    let user = arguments.value("user")
    var unresolved = try arguments.unresolvedCall(user == nil ? "list_projects" : "list_user_projects")
    if user == nil { try arguments.setStatus(in: &unresolved) }
    if let user { unresolved.setReference(user, kind: .user, as: .argument("user_id")) }
    if let customer = arguments.value("customer") {
      unresolved.setReference(customer, kind: .customer, as: .filter(["customer", "id"]))
    }
    return unresolved
  }
}
