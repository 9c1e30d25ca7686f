/// `tt show task`.
enum ShowTask {
  static let command = ShowCommand.command(
    "task", kind: .task, tool: "get_task", summary: "Show a task",
    examples: [.init(line: "tt show task 'Write report'", summary: "by name")])
}
