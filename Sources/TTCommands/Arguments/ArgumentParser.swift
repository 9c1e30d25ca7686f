import Basics

/// Splits a command line by the command table.
///
/// Flags may stand before and after the command's words and its operands; `--` ends them. Words are never completed or
/// guessed: an unknown one is an error with the nearest known.
struct ArgumentParser {
  /// What a command line asks for.
  enum Request {
    case run(Arguments)
    /// Help for a command, or the overview.
    case help(Command?)
    /// Help for the commands below a word.
    case group(String)
    case version
  }

  private let commands: [Command]

  init(_ commands: [Command] = CommandTable.commands) { self.commands = commands }

  /// Parses the words behind the program's name.
  func parse(_ words: [String]) throws(TTError) -> Request {
    var scan = ArgumentScanner(commands: commands)
    scan.read(words)
    let found = findCommand(scan.words)
    if scan.asksForHelp {
      return found.command == nil && found.depth == 1 ? .group(scan.words[0]) : .help(found.command)
    }
    if scan.asksForVersion { return .version }
    guard let command = found.command else {
      if let problem = scan.problem { throw problem.asError(nil, commands) }
      if scan.words.isEmpty, scan.tail == nil { return .help(nil) }
      throw unknownCommand(scan.words, depth: found.depth)
    }
    if let problem = scan.problem { throw problem.asError(command, commands) }
    let flags = command.flags + Flag.global
    for (name, value) in scan.flags {
      guard let flag = flags.first(where: { $0.name.isIdentical(to: name) }) else { throw misplaced(name, command) }
      try checkChoice(flag, value)
    }
    var arguments = Arguments(command: command, known: flags, flags: scan.flags)
    arguments.operands = Array(scan.words.dropFirst(found.depth))
    if command.acceptsTrailingCommand {
      arguments.commandLine = scan.tail
    } else {
      arguments.operands += scan.tail ?? []
    }
    try checkOperands(arguments)
    return .run(arguments)
  }

  /// The command the first words name, and how many words that took.
  private func findCommand(_ words: [String]) -> (command: Command?, depth: Int) {
    for depth in [2, 1] where words.count >= depth {
      let path = Array(words.prefix(depth))
      if let command = commands.first(where: { $0.path == path }) { return (command, depth) }
    }
    let isNoun = words.first.map { first in commands.contains { $0.path.count == 2 && $0.path[0] == first } } ?? false
    return (nil, isNoun ? 1 : 0)
  }

  private func unknownCommand(_ words: [String], depth: Int) -> TTError {
    guard let first = words.first else { return .usage("a command is missing", hint: "see: tt help") }
    if depth == 1 {
      let nouns = commands.filter { $0.path.first == first }.map { $0.path[1] }
      guard words.count > 1 else {
        return .usage("tt \(first) what? One of: \(nouns.joined(separator: ", "))", hint: "see: tt help")
      }
      let hint = Spelling.closestMatch(to: words[1], among: nouns).map { "did you mean tt \(first) \($0)?" }
      return .usage(
        "there is no command \"tt \(first) \(words[1])\"", hint: hint ?? "one of: \(nouns.joined(separator: ", "))")
    }
    let names = commands.map { $0.path[0] }
    let nearest = CommandTable.synonyms[first] ?? Spelling.closestMatch(to: first, among: names)
    return .usage("there is no command \"\(first)\"", hint: nearest.map { "did you mean tt \($0)?" } ?? "see: tt help")
  }

  private func misplaced(_ name: String, _ command: Command) -> TTError {
    let known = (command.flags + Flag.global).map(\.name)
    let nearest = Spelling.closestMatch(to: name, among: known).map { "did you mean --\($0)?" }
    return .usage("tt \(command.name) has no flag --\(name)", hint: nearest ?? "see: tt \(command.name) --help")
  }

  private func checkChoice(_ flag: Flag, _ value: String) throws(TTError) {
    guard !flag.choices.isEmpty, !flag.choices.contains(where: { $0.isIdentical(to: value) }) else { return }
    let nearest = Spelling.closestMatch(to: value, among: flag.choices).map { "did you mean \($0)?" }
    throw .usage(
      "\(flag.long) is \(Shell.quoted(value)); it takes \(flag.choices.joined(separator: ", "))", hint: nearest)
  }

  private func checkOperands(_ arguments: Arguments) throws(TTError) {
    let command = arguments.command
    let required = command.operands.filter(\.isRequired)
    if arguments.operands.count < required.count {
      let missing = required[arguments.operands.count]
      throw .usage(
        "tt \(command.name): \(missing.name) is missing; it is \(missing.summary)",
        hint: command.examples.first.map { "for example: \($0.line)" })
    }
    let most = command.operands.last?.isRepeated == true ? Int.max : command.operands.count
    if arguments.operands.count > most {
      if command.redactsOperands { throw command.unexpectedOperand }
      throw .usage(
        "tt \(command.name): the word \(Shell.quoted(arguments.operands[most])) is one too many",
        hint: "see: tt \(command.name) --help")
    }
  }
}
