import Basics
import Policy

/// `tt config set`.
enum ConfigSet {
  static let command = Command(
    group: .rest, summary: "Set a value in config.json",
    details: [
      "The value is checked first, and the rest of the file stays as it is. For the keys, see: tt help settings"
    ],
    operands: [ConfigCommand.keyOperand, .init(name: "VALUE", summary: "new value", isRequired: true)],
    examples: [
      .init(line: "tt config set account_id 700001", summary: "use this workspace for every call"),
      .init(line: "tt config set password_command 'pass show tt'", summary: "get the password from a program"),
      .init(line: "tt config set grants.claude.policy claude.json", summary: "assign a policy to a grant"),
    ], action: .local(run))

  /// The setting and the value of a command line.
  ///
  /// - Throws: a usage error for an unknown setting, and for a value that does not fit it.
  static func assignment(_ arguments: Arguments) throws(TTError) -> (name: ConfigName, value: JSONValue) {
    let name = try ConfigName(arguments.operands[0])
    let word = arguments.operands[1]
    let value = name.key.kind.value(from: word)
    guard name.key.kind.accepts(value) else {
      if case .store = name.key.kind { throw .usage("\(name.text): \(name.key.kind.problem(with: value))") }
      throw .invalidValue(word, for: name.text, expected: name.key.kind.expectation)
    }
    return (name, value)
  }

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let (name, value) = try assignment(arguments)
    let file = try session.configFile()
    try ConfigCommand.rejectIfLocked(name, to: value, path: file.path, session: session)
    var notes = ConfigCommand.overrideNotes(name, session)
    if case .grant = name.key.kind, let grant = value.string, grant != PolicySource.defaultGrant,
      try session.settings().grants[grant] == nil
    {
      notes.append("grant \(grant) has no policy, so every call is denied; add grants.\(grant).policy to \(file.path)")
    }
    let changed = try file.set(value, at: name.steps)
    let text = value.string ?? value.compact
    let line = "\(name.text) is \(changed ? "now" : "already") \(text) in \(file.path)."
    return Output(
      value: ["changed": .bool(changed), "key": .string(name.text), "value": value, "path": .string(file.path)],
      view: .lines([line]), notes: notes)
  }
}
