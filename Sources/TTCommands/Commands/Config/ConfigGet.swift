import Basics

/// `tt config get`.
enum ConfigGet {
  static let command = Command(
    group: .rest, summary: "Print the effective value of a setting",
    details: ["The exit code is 5 if the setting has no value."], operands: [ConfigCommand.keyOperand],
    flags: [ConfigCommand.showOriginFlag],
    examples: [.init(line: "tt config get account_id", summary: "the workspace in use")], action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let name = try ConfigName(arguments.operands[0])
    let found = try session.effective(name, try session.settings())
    guard found.value != nil else {
      throw TTError(
        .notFound, "\(name.text) is not set",
        hint: "set it to \(name.key.kind.expectation): tt config set \(name.text) VALUE")
    }
    let source = found.source.map { " (\($0))" } ?? ""
    let origin = arguments.has("show-origin") ? "  \(found.origin.rawValue)\(source)" : ""
    return Output(value: .object(found.row), view: .lines([found.text + origin]))
  }
}
