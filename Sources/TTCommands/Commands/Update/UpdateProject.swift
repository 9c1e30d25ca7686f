/// `tt update project`.
enum UpdateProject {
  static let command = UpdateCommand.command(
    .project, tool: "update_project",
    examples: [.init(line: "tt update project Website --is-billable", summary: "make a project billable")])
}
