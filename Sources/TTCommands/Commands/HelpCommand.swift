import Basics
import TrackingTime

/// `tt help`: the overview, a command's page, or a topic.
enum HelpCommand {
  static let command = Command(
    path: ["help"], group: .rest, summary: "Show help for a command or a topic",
    details: ["Topics: " + HelpTopics.all.map(\.name).joined(separator: ", ") + "."],
    operands: [.init(name: "COMMAND|TOPIC", summary: "what to explain", isRepeated: true)],
    flags: [Flag(name: "man", summary: "print the source of a man page, named as its file; without a name list them")],
    examples: [
      .init(line: "tt help track", summary: "the same as tt track --help"),
      .init(line: "tt help exit-codes", summary: "what a script can rely on"),
    ],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    if arguments.has("man") { return try manual(arguments.operands) }
    let text = try text(arguments.operands)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    return Output(value: ["help": .string(text)], view: .lines(lines))
  }

  private static func manual(_ words: [String]) throws(TTError) -> Output {
    guard let name = words.first else {
      let files = Manual.pages.map(\.file)
      return Output(value: .array(files.map(JSONValue.string)), view: .lines(files))
    }
    guard words.count == 1, let page = Manual.pages.first(where: { $0.file == name }) else {
      throw .usage("there is no man page \(Shell.quoted(words.joined(separator: " ")))", hint: "see: tt help --man")
    }
    let text = page.text()
    return Output(value: ["file": .string(name), "man": .string(text)], view: .raw(text))
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
    if let page = Manual.pages.first(where: { $0.file.hasPrefix("tt-\(word).") }) {
      throw .usage(
        "there is no command or topic \(Shell.quoted(word)), but a man page",
        hint: "see: man tt-\(word), or tt help --man \(page.file) | man -l -")
    }
    let nearest = Spelling.closestMatch(to: word, among: known).map { "did you mean tt help \($0)?" }
    throw .usage("there is no command or topic \(Shell.quoted(word))", hint: nearest ?? "see: tt help")
  }
}
