import Basics
import TrackingTime

/// `tt help`: the overview, a command's page, or a topic.
enum HelpCommand {
  static let command = Command(
    path: ["help"], group: .rest, summary: "Show help for a command or a topic",
    details: ["Topics: " + HelpTopics.all.map(\.name).joined(separator: ", ") + "."],
    operands: [.init(name: "COMMAND|TOPIC", summary: "what to explain", isRepeated: true, completion: .helpWords)],
    examples: [
      .init(line: "tt help track", summary: "the same as tt track --help"),
      .init(line: "tt help exit-codes", summary: "what a script can rely on"),
    ],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let text = try text(arguments.operands)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    return Output(value: ["help": .string(text)], view: .lines(lines))
  }

  static func text(_ words: [String]) throws(TTError) -> String {
    if words.isEmpty { return HelpText.overview }
    if words.count == 1, let topic = HelpTopics.all.first(where: { $0.name == words[0] }) { return topic.text() }
    switch try? ArgumentParser().parse(words + ["--help"]) {
    case .help(let command?)?: return HelpText.command(command)
    default: break
    }
    if words.count == 1, let tool = Catalog.tool(words[0]) { return HelpText.tool(tool) }
    let nouns = CommandTable.commands.filter { words.count == 1 && $0.path.count == 2 && $0.path[0] == words[0] }
    if !nouns.isEmpty { return HelpText.group(words[0], nouns) }
    let known = CommandTable.commands.map(\.name) + HelpTopics.all.map(\.name)
    let word = words.joined(separator: " ")
    if let page = HelpTopics.pages.first(where: { $0.name == "tt-" + word }) {
      throw .usage("there is no command or topic \(word), but a man page", hint: "see: man \(page.name)")
    }
    let nearest = Spelling.closestMatch(to: word, among: known).map { "did you mean tt help \($0)?" }
    throw .usage("there is no command or topic \(Shell.quoted(word))", hint: nearest ?? "see: tt help")
  }
}
