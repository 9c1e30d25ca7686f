/// `tt show user`.
enum ShowUser {
  static let command = ShowCommand.command(
    .user, tool: "get_user", summary: "Show a user",
    examples: [.init(line: "tt show user ada@example.test", summary: "by e-mail address")])
}
