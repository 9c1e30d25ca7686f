import Basics

/// The first pass over a command line: tells flags from words, before it is known which command is meant. That works
/// since a flag's name takes a value in every command or in none, which a test of the table makes sure of.
struct ArgumentScanner {
  /// Something wrong, kept until the command is known so that the message can fit it.
  enum Problem {
    case unknownFlag(String)
    case unknownLetter(Character, in: String)
    case missingValue(Flag, found: String?)
    case unwantedValue(Flag, String)

    func asError(_ command: Command?, _ commands: [Command]) -> TTError {
      switch self {
      case .unknownFlag(let name):
        let flags = command.map { $0.flags + Flag.global } ?? commands.flatMap(\.flags) + Flag.global
        let help = command.map { "see: tt \($0.name) --help" } ?? "see: tt help"
        let nearest = Spelling.closestMatch(to: name, among: flags.map(\.name)).map { "did you mean --\($0)?" }
        return .usage("there is no flag --\(name)", hint: nearest ?? help)
      case .unknownLetter(let letter, let word):
        let whole = word.unicodeScalars.count > 2 && command?.redactsOperands != true ? " in \(Shell.quoted(word))" : ""
        return .usage("there is no flag -\(letter)\(whole)", hint: "put -- before words that begin with a dash")
      case .missingValue(let flag, let found?):
        return .usage(
          "\(flag.long) needs a value; the next word is the flag \(found)",
          hint: "write \(flag.long)=\(found) if that is the value")
      case .missingValue(let flag, nil): return .usage("\(flag.long) needs a value: \(flag.summary)")
      case .unwantedValue(let flag, let value):
        if let command, command.redactsOperands { return command.unexpectedOperand }
        return .usage("\(flag.long) takes no value, but \(Shell.quoted(value)) is given")
      }
    }
  }

  private(set) var flags: [(name: String, value: String)] = []
  private(set) var words: [String] = []
  /// The words behind `--`, when there is one.
  private(set) var tail: [String]?
  private(set) var problem: Problem?
  /// The flag at the very end of the line whose value is missing.
  private(set) var unfinishedFlag: Flag?
  private(set) var asksForHelp = false
  private(set) var asksForVersion = false

  private let commands: [Command]
  /// The flags made so far: the global ones, then those of the command at hand, and those of all only if need be.
  private var known = Flag.global
  private var knowsAll = false

  init(commands: [Command]) { self.commands = commands }

  mutating func read(_ line: [String]) {
    var rest = line[...]
    while let word = rest.popFirst() {
      if word == "--" {
        tail = Array(rest)
        return
      }
      if word.hasPrefix("--") {
        readLong(word, &rest)
      } else if word.hasPrefix("-"), word != "-" {
        readCluster(word, &rest)
      } else {
        words.append(word)
        if let command = commands.first(where: { $0.path == words }) { known += command.flags }
      }
    }
  }

  private mutating func flag(where fits: (Flag) -> Bool) -> Flag? {
    if let flag = known.first(where: fits) { return flag }
    if !knowsAll {
      knowsAll = true
      known += commands.flatMap(\.flags)
    }
    return known.first(where: fits)
  }

  private mutating func readLong(_ word: String, _ rest: inout ArraySlice<String>) {
    let body = word.dropFirst(2)
    let name = String(body.prefix { $0 != "=" })
    let attached = body.firstIndex(of: "=").map { String(body[body.index(after: $0)...]) }
    guard let flag = flag(where: { $0.name.isIdentical(to: name) }) else {
      return note(.unknownFlag(name))
    }
    if flag.value != nil {
      takeValue(flag, attached, &rest)
    } else if let attached {
      // Only a tool's own true-or-false argument can be said both ways.
      guard flag.parameter != nil, attached == "true" || attached == "false" else {
        return note(.unwantedValue(flag, attached))
      }
      flags.append((name, attached))
    } else {
      takeSwitch(flag)
    }
  }

  /// `-abc` is `-a -b -c`; the first letter that takes a value takes the rest of the word, or the next one.
  private mutating func readCluster(_ word: String, _ rest: inout ArraySlice<String>) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let flag = flag(where: { $0.short == letter }) else {
        return note(.unknownLetter(letter, in: word))
      }
      if flag.value == nil {
        takeSwitch(flag)
        continue
      }
      if letters.first == "=" { letters.removeFirst() }
      return takeValue(flag, letters.isEmpty ? nil : String(letters), &rest)
    }
  }

  private mutating func takeSwitch(_ flag: Flag) {
    switch flag.name {
    case "help": asksForHelp = true
    case "version": asksForVersion = true
    default: flags.append((flag.name, "true"))
    }
  }

  private mutating func takeValue(_ flag: Flag, _ attached: String?, _ rest: inout ArraySlice<String>) {
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
