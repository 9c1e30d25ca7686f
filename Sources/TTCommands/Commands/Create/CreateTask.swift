/// `tt create task`.
enum CreateTask {
  static let command = CreateCommand.command(
    "task", tool: "create_task",
    examples: [.init(line: "tt create task 'Write report' --project-name Website", summary: "in a project")])
}
