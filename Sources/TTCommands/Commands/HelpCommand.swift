import Basics
import TrackingTime

/// `tt help`.
enum HelpCommand {
  static let command = Command(
    group: .rest, summary: "Show help for a command or topic",
    details: ["Topics: " + HelpTopics.all.map(\.name).joined(separator: ", ") + "."],
    operands: [
      .init(name: "COMMAND|TOPIC", summary: "command or topic to explain", isRepeated: true, completion: .helpWords)
    ],
    examples: [
      .init(line: "tt help track", summary: "the same as tt track --help"),
      .init(line: "tt help exit-codes", summary: "exit codes for scripts"),
    ],
    isServed: true, action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let text = try text(arguments.operands, width: HelpText.width(session.context))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    return Output(value: ["help": .string(text)], view: .lines(lines))
  }

  /// The help on a topic, a command, a tool or a group of commands, in this order.
  ///
  /// - Throws: a usage error for anything else.
  static func text(_ words: [String], width: Int) throws(TTError) -> String {
    if words.isEmpty { return HelpText.overview(width: width) }
    if words.count == 1, let topic = HelpTopics.all.first(where: { $0.name == words[0] }) { return topic.text(width) }
    switch try? ArgumentParser().parse(words + ["--help"]) {
    case .help(let command?)?: return HelpText.command(command, width: width)
    default: break
    }
    if words.count == 1, let tool = Catalog.tool(words[0]) { return HelpText.tool(tool, width: width) }
    let group = words.count == 1 ? CommandTable.group(words[0]) : []
    if !group.isEmpty { return HelpText.group(words[0], group, width: width) }
    let known = CommandTable.commands.map(\.name) + HelpTopics.all.map(\.name)
    let word = words.joined(separator: " ")
    if let page = HelpTopics.pages.first(where: { $0.name == "tt-" + word }) {
      throw .usage(
        "unknown command or topic \(word.inQuotes); there is a man page of that name", hint: "see: man \(page.name)")
    }
    throw .usage(
      "unknown command or topic \(word.inQuotes)",
      hint: Spelling.suggestion(for: word, among: known) { "tt help \($0)" } ?? "see: tt help")
  }
}
