/// `tt show event`.
enum ShowEvent {
  static let command = ShowCommand.command(
    "event", kind: .event, tool: "get_event", summary: "Show a time entry",
    examples: [.init(line: "tt show event @last", summary: "the entry that began last")])
}
