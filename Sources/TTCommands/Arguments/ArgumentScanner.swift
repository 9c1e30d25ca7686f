import Basics

/// The first pass over a command line: separates flags from words before the command is known. This works because a flag
/// of a given name takes a value in every command or in none, which a test of the command table ensures.
struct ArgumentScanner {
  /// A problem of the line, kept until the command is known so that the message can refer to it.
  enum Problem {
    case unknownFlag(String)
    case unknownLetter(Character, in: String)
    case missingValue(Flag, found: String?)
    case unwantedValue(Flag, String)

    /// The error for the problem.
    ///
    /// - Parameter command: the command of the line, if it is known.
    func error(command: Command?) -> TTError {
      switch self {
      case .unknownFlag(let name):
        if let command {
          let hint = Slips.hint(forFlag: name, of: command)
          return .usage("unknown flag --\(name) for tt \(command.name)", hint: hint ?? "see: tt \(command.name) --help")
        }
        let flags = CommandTable.commands.flatMap(\.flags) + Flag.global
        let suggestion = Spelling.suggestion(for: name, among: flags.map(\.name)) { "--\($0)" }
        return .usage("unknown flag --\(name)", hint: suggestion ?? "see: tt help")
      case .unknownLetter(let letter, let word):
        let cluster = word.unicodeScalars.count > 2 && command?.redactsOperands != true ? " in \(word.inQuotes)" : ""
        let hint = command.flatMap { Slips.hint(forLetter: letter, of: $0) }
        return .usage(
          "unknown flag -\(letter)\(cluster)", hint: hint ?? "put -- before arguments that begin with a dash")
      case .missingValue(let flag, let found?):
        return .usage(
          "missing value for \(flag.long): the next argument is the flag \(found)",
          hint: "write \(flag.long)=\(found) if that is the value")
      case .missingValue(let flag, nil): return .usage("missing value for \(flag.long) (\(flag.summary))")
      case .unwantedValue(let flag, let value):
        if let command, command.redactsOperands { return command.unexpectedOperand }
        if flag.parameter != nil { return .invalidValue(value, for: flag.long, expected: "true or false") }
        return .usage("\(flag.long) does not take a value: unexpected \(value.inQuotes)")
      }
    }
  }

  private(set) var flags: [(name: String, value: String)] = []
  private(set) var words: [String] = []
  /// The words after `--`; nil without it.
  private(set) var tail: [String]?
  private(set) var problem: Problem?
  /// The flag at the very end of the line whose value is missing.
  private(set) var unfinishedFlag: Flag?
  private(set) var asksForHelp = false
  private(set) var asksForVersion = false
  /// The flags of the command that the words name, without the global ones.
  private(set) var commandFlags: [Flag] = []

  /// The flags looked up so far. Those of all commands are only made if the global and the command's own do not do.
  private var known = Flag.global
  private var knowsAll = false
  /// True once the words name a command, as long as only its own flags were looked up.
  private var knowsCommand = false

  /// Scans the arguments of a line.
  mutating func read(_ line: [String]) {
    var rest = line[...]
    while let word = rest.popFirst() {
      if word == "--" {
        tail = Array(rest)
        return
      }
      if word.hasPrefix("--") {
        readLong(word, followedBy: &rest)
      } else if word.hasPrefix("-"), word != "-" {
        readCluster(word, followedBy: &rest)
      } else {
        words.append(word)
        if let command = CommandTable.command(words) {
          commandFlags = command.flags
          known += commandFlags
          knowsCommand = !knowsAll
        }
      }
    }
  }

  private mutating func flag(where fits: (Flag) -> Bool) -> Flag? {
    if let flag = known.first(where: fits) { return flag }
    if !knowsAll {
      knowsAll = true
      known += CommandTable.commands.flatMap(\.flags)
    }
    return known.first(where: fits)
  }

  /// The flag of a letter; once the command is known, one of its own or a global one.
  private mutating func letterFlag(_ letter: Character) -> Flag? {
    if knowsCommand { return known.first { $0.short == letter } }
    return flag { $0.short == letter }
  }

  private mutating func readLong(_ word: String, followedBy rest: inout ArraySlice<String>) {
    let body = word.dropFirst(2)
    let name = String(body.prefix { $0 != "=" })
    let attached = body.firstIndex(of: "=").map { String(body[body.index(after: $0)...]) }
    guard let flag = flag(where: { $0.name.isIdentical(to: name) }) else {
      return note(.unknownFlag(name))
    }
    if flag.isValueOptional {
      flags.append((name, attached ?? ""))
    } else if flag.value != nil {
      takeValue(of: flag, attached: attached, followedBy: &rest)
    } else if let attached {
      // Only a switch for a boolean parameter of a tool can be turned off.
      guard flag.parameter != nil, attached == "true" || attached == "false" else {
        return note(.unwantedValue(flag, attached))
      }
      flags.append((name, attached))
    } else {
      takeSwitch(flag)
    }
  }

  /// `-abc` is `-a -b -c`. The first letter with a value takes the rest of the word, or else the next word.
  private mutating func readCluster(_ word: String, followedBy rest: inout ArraySlice<String>) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let flag = letterFlag(letter) else { return note(.unknownLetter(letter, in: word)) }
      if flag.value == nil {
        takeSwitch(flag)
        continue
      }
      if letters.first == "=" { letters.removeFirst() }
      return takeValue(of: flag, attached: letters.isEmpty ? nil : String(letters), followedBy: &rest)
    }
  }

  private mutating func takeSwitch(_ flag: Flag) {
    switch flag.name {
    case "help": asksForHelp = true
    case "version": asksForVersion = true
    default: flags.append((flag.name, "true"))
    }
  }

  private mutating func takeValue(
    of flag: Flag, attached: String?, followedBy rest: inout ArraySlice<String>
  ) {
    if let attached { return flags.append((flag.name, attached)) }
    guard let next = rest.first else {
      unfinishedFlag = flag
      return note(.missingValue(flag, found: nil))
    }
    // A forgotten value must not swallow the next flag; a value that looks like one can be attached with `=`.
    if next == "--" || isFlag(next) { return note(.missingValue(flag, found: next)) }
    rest.removeFirst()
    flags.append((flag.name, next))
  }

  private mutating func isFlag(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word.utf8.count > 1 else { return false }
    if word.hasPrefix("--") {
      let name = String(word.dropFirst(2).prefix { $0 != "=" })
      return flag { $0.name.isIdentical(to: name) } != nil
    }
    return word.utf8.count == 2 && flag { $0.short == word.last } != nil
  }

  private mutating func note(_ found: Problem) {
    if problem == nil { problem = found }
  }
}
