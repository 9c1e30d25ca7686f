/// `tt list customers`.
enum ListCustomers {
  static let command = ListCommand.command(
    "customers", summary: "List customers", tool: "list_customers",
    columns: [
      Column("id", kind: .number), Column("name"), Column("active_projects", title: "PROJECTS", kind: .number),
      Column("worked_hours", title: "HOURS", kind: .hours),
    ], example: .init(line: "tt list customers -q", summary: "their IDs"))
}
