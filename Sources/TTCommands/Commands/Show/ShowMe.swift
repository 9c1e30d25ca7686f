/// `tt show me`.
enum ShowMe {
  static let command = ShowCommand.command(
    nil, tool: "get_me", summary: "Show the user the credentials belong to",
    examples: [.init(line: "tt show me --json", summary: "with all members")])
}
