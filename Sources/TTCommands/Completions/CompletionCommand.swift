import Basics

/// `tt completion`: the completion script of a shell.
enum CompletionCommand {
  static let command = Command(
    path: ["completion"], group: .rest, summary: "Print the completion script of a shell",
    details: [
      "make install puts all three where the shells look. By hand: tt completion bash > "
        + "~/.local/share/bash-completion/completions/tt, and the like for zsh (_tt on fpath) and fish "
        + "(~/.config/fish/completions/tt.fish).",
      "Names of tasks, projects and customers come from the cache of earlier answers; TAB never uses the network.",
    ],
    operands: [
      .init(
        name: "SHELL", summary: "bash, zsh or fish", isRequired: true, completion: .words(scripts.map(\.shell)))
    ],
    examples: [.init(line: "source <(tt completion bash)", summary: "for this shell only")],
    action: .local(run))

  static let scripts: [(shell: String, make: @Sendable () -> String)] = [
    ("bash", BashCompletion.script), ("fish", FishCompletion.script), ("zsh", ZshCompletion.script),
  ]

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let shell = arguments.operands[0]
    guard let script = scripts.first(where: { $0.shell == shell })?.make else {
      throw .usage("there is no completion for \(Shell.quoted(shell))", hint: "one of: bash, fish, zsh")
    }
    let text = script()
    return Output(value: ["shell": .string(shell), "script": .string(text)], view: .raw(text))
  }
}

/// What the three scripts have in common.
enum CompletionTable {
  /// The words that may follow some words of commands: `""` gives the first words, `"list"` the nouns.
  static var words: [(after: String, words: [(word: String, summary: String)])] {
    var first: [(String, String)] = []
    var second: [(after: String, words: [(word: String, summary: String)])] = []
    for command in CommandTable.commands {
      if command.path.count == 1 {
        first.append((command.path[0], command.summary))
      } else if let index = second.firstIndex(where: { $0.after == command.path[0] }) {
        second[index].words.append((command.path[1], command.summary))
      } else {
        first.append((command.path[0], "tt \(command.path[0]) …"))
        second.append((command.path[0], [(command.path[1], command.summary)]))
      }
    }
    return [("", first)] + second
  }

  /// Every flag that takes a value, once, with what a shell offers for it.
  static var valueFlags: [Flag] {
    var seen: Set<String> = []
    return (Flag.global + CommandTable.commands.flatMap(\.flags)).filter {
      $0.value != nil && seen.insert($0.name).inserted
    }
  }

  /// A shell variable with flags that take a value, blanks around each.
  static func list(_ flags: [Flag]) -> String {
    let names = flags.flatMap { flag in [flag.long] + (flag.short.map { ["-\($0)"] } ?? []) }
    return "_tt_value_flags=" + quoted(" " + names.joined(separator: " ") + " ")
  }

  /// The flags of a command that are no value of another: its own, then the global ones.
  static func flags(_ command: Command) -> [Flag] { command.flags + Flag.global }

  /// A text in single quotes, for bash and zsh.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing(scalar: "'", with: #"'\''"#) + "'"
  }
}
