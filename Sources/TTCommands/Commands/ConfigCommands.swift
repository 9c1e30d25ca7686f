import Basics
import Policy

/// `tt config`: the settings in `config.json`.
enum ConfigCommands {
  static let commands = [
    Command(
      path: ["config", "list"], group: .rest, summary: "Show all settings and what holds for them",
      details: ["The keys are explained by: tt help settings"], flags: [showOrigin],
      examples: [.init(line: "tt config list --show-origin", summary: "and who says so")], action: .local(list)),
    Command(
      path: ["config", "get"], group: .rest, summary: "Show what holds for one setting",
      details: ["Exit 5 when nothing does."], operands: [key], flags: [showOrigin],
      examples: [.init(line: "tt config get account_id", summary: "which workspace?")], action: .local(get)),
    Command(
      path: ["config", "set"], group: .rest, summary: "Write one setting into config.json",
      details: ["The value is checked first; everything else in the file stays. Keys: tt help settings"],
      operands: [key, .init(name: "VALUE", summary: "what it shall be", isRequired: true)],
      examples: [
        .init(line: "tt config set account_id 700001", summary: "one workspace for every call"),
        .init(line: "tt config set password_command 'pass show tt'", summary: "let a program tell the password"),
        .init(line: "tt config set grants.claude.policy claude.json", summary: "a grant and its policy"),
      ], action: .local(set)),
    Command(
      path: ["config", "unset"], group: .rest, summary: "Take one setting out of config.json", operands: [key],
      examples: [.init(line: "tt config unset account_id", summary: "back to the default")], action: .local(unset)),
    Command(
      path: ["config", "path"], group: .rest, summary: "Show where config.json is",
      examples: [.init(line: "tt config path", summary: "the file's path")], action: .local(path)),
  ]

  private static let showOrigin = Flag(
    name: "show-origin", summary: "say where each value is from: flag, environment, config file or default")
  private static let key = Command.Operand(
    name: "KEY", summary: "a setting, as account_id or grants.NAME.policy", isRequired: true,
    completion: .words(ConfigKey.all.map(\.name)))

  static func list(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let rows = try session.effectiveSettings().map { JSONValue.object($0.row) }
    let origin = arguments.has("show-origin") ? [Column("origin"), Column("source")] : []
    let view = ListView(
      columns: [Column("key"), Column("value", nil, .literal)] + origin, empty: "no settings", idKey: "key")
    return Output(value: .array(rows), view: .table(view))
  }

  static func get(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let name = try ConfigName(arguments.operands[0])
    let found = try session.effective(name, try session.settings())
    guard found.value != nil else {
      throw TTError(
        .notFound, "\(name.text) is not set",
        hint: "it takes \(name.key.kind.expectation): tt config set \(name.text) …")
    }
    let source = found.source.map { " (\($0))" } ?? ""
    let origin = arguments.has("show-origin") ? "  \(found.origin.rawValue)\(source)" : ""
    return Output(value: .object(found.row), view: .lines([found.text + origin]))
  }

  /// The setting and the value a command line asks for.
  static func assignment(_ arguments: Arguments) throws(TTError) -> (name: ConfigName, value: JSONValue) {
    let name = try ConfigName(arguments.operands[0])
    let word = arguments.operands[1]
    let value = name.key.kind.value(from: word)
    guard name.key.kind.accepts(value) else {
      throw .usage("\(name.text) takes \(name.key.kind.expectation), not \(Shell.quoted(word))")
    }
    return (name, value)
  }

  static func set(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let (name, value) = try assignment(arguments)
    let file = try session.configFile()
    try rejectIfLocked(session, file.path, name, value)
    let changed = try file.set(value, at: name.steps)
    let text = value.string ?? value.compact
    let line = "\(name.text) is \(changed ? "now" : "already") \(text) in \(file.path)."
    return Output(
      value: ["changed": .bool(changed), "key": .string(name.text), "value": value, "path": .string(file.path)],
      view: .lines([line]), notes: try overridden(name, session))
  }

  static func unset(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let name = try ConfigName(arguments.operands[0])
    let file = try session.configFile()
    try rejectIfLocked(session, file.path, name, nil)
    let changed = try file.remove(name.steps)
    let line = changed ? "\(name.text) is taken out of \(file.path)." : "\(name.text) is not set in \(file.path)."
    return Output(
      value: ["changed": .bool(changed), "key": .string(name.text), "path": .string(file.path)], view: .lines([line]),
      notes: try overridden(name, session))
  }

  static func path(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let path = try session.configFile().path
    return Output(
      value: ["path": .string(path), "exists": .bool(Files.status(path) != nil)], view: .lines([path]))
  }

  /// Whoever is locked to a grant does not change what the lock holds. A file that cannot be read is mended by hand anyway.
  private static func rejectIfLocked(
    _ session: Session, _ path: String, _ name: ConfigName, _ value: JSONValue?
  ) throws(TTError) {
    guard let settings = try? session.settings(), let lock = settings.grantLock, settings[name.steps] != value else {
      return
    }
    throw TTError(
      .policyDenied, Denial.prefix + "config.json locks the grant to \(lock), and is not changed by tt.",
      hint: "edit \(path) by hand", rule: "(grant lock)")
  }

  /// The remark that a change of the file has no effect as long as something stronger is there.
  private static func overridden(_ name: ConfigName, _ session: Session) throws(TTError) -> [String] {
    guard let variable = name.key.variable, session.context.variable(variable) != nil else { return [] }
    return ["\(variable) is set and beats \(name.text)"]
  }
}
