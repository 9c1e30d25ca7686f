/// `tt update task`.
enum UpdateTask {
  static let command = UpdateCommand.command(
    .task, tool: "update_task",
    examples: [.init(line: "tt update task 42 --due-date 2026-12-01", summary: "set the due date of task 42")])
}
