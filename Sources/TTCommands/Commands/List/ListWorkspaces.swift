/// `tt list workspaces`.
enum ListWorkspaces {
  static let command = ListCommand.command(
    "workspaces", summary: "List the workspaces you are a member of", tool: "list_workspaces",
    columns: [
      Column("account_id", title: "ID", kind: .number), Column("company"), Column("role"),
      Column("is_default", title: "DEFAULT"),
    ], idKey: "account_id", example: .init(line: "tt list workspaces", summary: "with the IDs for --account-id"))
}
