import Basics

/// `tt show customer`.
enum ShowCustomer {
  static let command = ShowCommand.listed(
    .customer, tool: "list_customers", summary: "Show a customer",
    examples: [.init(line: "tt show customer Acme", summary: "by name")], details: details)

  private static func details(_ customer: JSONValue) -> [(name: String, value: String)] {
    var details = Details(customer)
    details.add("Customer", member: "name")
    details.add("ID", member: "id")
    details.addStatus()
    details.add("Contact", member: "contact")
    details.add("Tracked", hours(customer["worked_hours"]).map { DurationText.clock($0) })
    details.add("Active projects", member: "active_projects")
    details.add("Archived projects", member: "archived_projects")
    details.addCustomFields()
    details.add("Notes", member: "notes")
    return details.lines
  }

  /// Hours in seconds.
  private static func hours(_ hours: JSONValue?) -> Int? {
    guard case .number(let hours)? = hours, hours.double.magnitude < 1e9 else { return nil }
    return Int((hours.double * 3600).rounded())
  }
}
