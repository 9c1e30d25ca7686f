/// `tt create project`.
enum CreateProject {
  static let command = CreateCommand.command(
    "project", tool: "create_project",
    examples: [.init(line: "tt create project Website --customer-name Acme", summary: "for a customer")])
}
