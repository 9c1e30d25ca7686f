import Basics

/// `tt config unset`.
enum ConfigUnset {
  static let command = Command(
    group: .rest, summary: "Remove a setting from config.json",
    operands: [ConfigCommand.keyOperand],
    examples: [.init(line: "tt config unset account_id", summary: "return to the default")], action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let name = try ConfigName(arguments.operands[0])
    let file = try session.configFile()
    try ConfigCommand.rejectIfLocked(name, to: nil, path: file.path, session: session)
    let changed = try file.remove(name.steps)
    let line = changed ? "Removed \(name.text) from \(file.path)." : "\(name.text) is not set in \(file.path)."
    return Output(
      value: ["changed": .bool(changed), "key": .string(name.text), "path": .string(file.path)], view: .lines([line]),
      notes: ConfigCommand.overrideNotes(name, session))
  }
}
