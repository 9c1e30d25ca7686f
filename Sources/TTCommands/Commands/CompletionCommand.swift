import Basics

/// `tt completion`: the completion script of a shell.
enum CompletionCommand {
  static let command = Command(
    group: .rest, summary: "Print the completion script of a shell",
    details: [
      "make install puts all three where the shells look for them. By hand: tt completion bash > "
        + "~/.local/share/bash-completion/completions/tt; for zsh write to _tt in a folder of fpath, and for fish to "
        + "~/.config/fish/completions/tt.fish.",
      "The scripts ask tt at every TAB, so they never go stale. Names of tasks, projects and customers come from the cache "
        + "of earlier answers; TAB never uses the network.",
    ],
    operands: [
      .init(
        name: "SHELL", summary: "bash, zsh or fish", isRequired: true,
        completion: .words(CompletionScript.allCases.map(\.rawValue)))
    ],
    examples: [.init(line: "source <(tt completion bash)", summary: "for this shell only")],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let shell = arguments.operands[0]
    guard let script = CompletionScript(rawValue: shell) else {
      throw .usage(
        "no completion for \(Shell.quoted(shell))",
        hint: "one of: " + CompletionScript.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return Output(value: ["shell": .string(shell), "script": .string(script.text)], view: .raw(script.text))
  }
}
