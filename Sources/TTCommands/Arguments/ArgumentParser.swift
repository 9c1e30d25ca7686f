import Basics

/// Parses a command line by the command table.
///
/// Flags may come before and after the words of the command and its operands; `--` ends them. Words are never completed
/// or guessed: an unknown one is an error that suggests the closest known one.
struct ArgumentParser {
  /// What a command line asks for.
  enum Request {
    case run(Arguments)
    /// Help for a command, or the overview.
    case help(Command?)
    /// Help for the commands that begin with a word, such as `list`.
    case group(String)
    case version(Format)
  }

  /// Parses the arguments after the program name.
  ///
  /// - Throws: a usage error for the first problem of the line.
  func parse(_ words: [String]) throws(TTError) -> Request {
    var scan = ArgumentScanner()
    scan.read(words)
    let named = CommandTable.command(beginning: scan.words)
    if scan.asksForHelp {
      if named == nil, let word = scan.words.first, !CommandTable.nouns(of: word).isEmpty { return .group(word) }
      return .help(named)
    }
    if scan.asksForVersion { return .version(scan.format) }
    guard let command = named else {
      if let problem = scan.problem { throw problem.error(command: nil) }
      if scan.words.isEmpty, scan.tail == nil, scan.flags.isEmpty { return .help(nil) }
      throw unknownCommand(scan.words)
    }
    if let problem = scan.problem { throw problem.error(command: command) }
    let flags = scan.commandFlags + command.globalFlags
    for (name, value) in scan.flags {
      guard let flag = flags.first(where: { $0.name.isIdentical(to: name) }) else {
        throw misplacedFlag(name, of: command)
      }
      try checkChoice(value, of: flag)
    }
    var arguments = Arguments(command: command, known: flags, flags: scan.flags)
    arguments.operands = Array(scan.words.dropFirst(command.path.count))
    if command.acceptsTrailingCommand {
      arguments.commandLine = scan.tail
    } else {
      arguments.operands += scan.tail ?? []
    }
    try checkOperands(arguments)
    return .run(arguments)
  }

  private func unknownCommand(_ words: [String]) -> TTError {
    guard let first = words.first else { return .usage("missing command", hint: "see: tt help") }
    let nouns = CommandTable.nouns(of: first)
    if !nouns.isEmpty {
      guard words.count > 1 else {
        return .usage("incomplete command \"tt \(first)\": expected \(TTError.oneOf(nouns))", hint: "see: tt help")
      }
      let suggestion = Spelling.suggestion(for: words[1], among: nouns) { "tt \(first) \($0)" }
      return .usage(
        "unknown command \("\(first) \(words[1])".inQuotes)",
        hint: suggestion ?? "known commands: " + nouns.map { "\(first) \($0)" }.joined(separator: ", "))
    }
    return .usage(
      "unknown command \(first.inQuotes)",
      hint: Slips.hint(forCommand: first, known: CommandTable.paths.map { $0[0] }) ?? "see: tt help")
  }

  private func misplacedFlag(_ name: String, of command: Command) -> TTError {
    .usage(
      "unknown flag --\(name) for tt \(command.name)",
      hint: Slips.hint(forFlag: name, of: command) ?? "see: tt \(command.name) --help")
  }

  private func checkChoice(_ value: String, of flag: Flag) throws(TTError) {
    guard !flag.choices.isEmpty, !flag.choices.contains(where: { $0.isIdentical(to: value) }) else { return }
    throw .invalidChoice(value, for: flag.long, choices: flag.choices)
  }

  private func checkOperands(_ arguments: Arguments) throws(TTError) {
    let command = arguments.command
    let required = command.operands.filter(\.isRequired)
    if arguments.operands.count < required.count {
      let missing = required[arguments.operands.count]
      throw .usage(
        "tt \(command.name): missing required argument \(missing.name) (\(missing.summary))",
        hint: command.examples.first.map { "for example: \($0.line)" })
    }
    let maxCount = command.operands.last?.isRepeated == true ? Int.max : command.operands.count
    if arguments.operands.count > maxCount {
      if command.redactsOperands { throw command.unexpectedOperand }
      throw .usage(
        "tt \(command.name): unexpected argument \(arguments.operands[maxCount].inQuotes)",
        hint: Slips.hint(forOperands: arguments.operands, of: command) ?? "see: tt \(command.name) --help")
    }
  }
}
