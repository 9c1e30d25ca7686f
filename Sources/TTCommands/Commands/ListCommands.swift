import Basics
import TrackingTime

/// `tt list …`: one row for each kind of thing.
enum ListCommands {
  static let rows: [Command] = [
    row(
      "tasks", "List tasks", tool: "list_tasks",
      columns: [
        Column("id", nil, .number), Column("name"), Column("project"), Column("customer"), Column("due_date", "DUE"),
      ], example: .init(line: "tt list tasks --project-id 5201", summary: "the active tasks of a project")),
    row(
      "projects", "List projects", tool: "list_projects",
      columns: [
        Column("id", nil, .number), Column("name"), Column("customer.name", "CUSTOMER"),
        Column("worked_hours", "HOURS", .hours),
      ], example: .init(line: "tt list projects --filter ALL --json", summary: "archived ones too, for a script")),
    row(
      "workspaces", "List the workspaces you are a member of", tool: "list_workspaces",
      columns: [
        Column("account_id", "ID", .number), Column("company"), Column("role"), Column("is_default", "DEFAULT"),
      ], idKey: "account_id", example: .init(line: "tt list workspaces", summary: "their numbers, for --account-id")),
  ]

  private static func row(
    _ noun: String, _ summary: String, tool: String, columns: [Column], idKey: String = "id", example: Command.Example
  ) -> Command {
    Command(
      path: ["list", noun], group: .looking, summary: summary, flags: Flag.feeding(tool), examples: [example],
      tools: [tool],
      action: .tool(
        call: { (arguments) throws(TTError) in
          var values = try arguments.toolArguments()
          if Catalog.tool(tool)?.needsAccount != true { values["account_id"] = nil }
          return ToolCall(tool, values)
        },
        show: { answer, _, _ in
          Output(value: answer.data, view: .table(columns, empty: "there are no \(noun)"), idKey: idKey)
        }))
  }
}
