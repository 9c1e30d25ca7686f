/// `tt list users`.
enum ListUsers {
  static let command = ListCommand.command(
    "users", summary: "List the users of the workspace", tool: "list_users",
    columns: [Column("id", kind: .number), Column("name"), Column("surname"), Column("email"), Column("role")],
    example: .init(line: "tt list users --fields id,name,email", summary: "only these fields"))
}
