import Basics

/// `tt policy init`: prints a policy to begin with.
enum PolicyInitCommand {
  static let command = Command(
    path: ["policy", "init"], group: .guarding, summary: "Print a policy to begin with",
    details: [
      "Made from the tools tt knows; the members \"reason\" say why each tool stands as it does. Nothing is written."
    ]
      + StarterPolicy.allCases.map { "\($0.rawValue): \($0.summary)." },
    operands: [
      .init(
        name: "KIND", summary: StarterPolicy.allCases.map(\.rawValue).joined(separator: ", ") + " (default: careful)",
        completion: .words(StarterPolicy.allCases.map(\.rawValue)))
    ],
    examples: [
      .init(line: "tt policy init agent", summary: "for an AI agent's grant; send it into a file"),
      .init(line: "tt policy init read-only", summary: "look, do not touch"),
    ],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let word = arguments.operands.first ?? StarterPolicy.careful.rawValue
    guard let starter = StarterPolicy(rawValue: word) else {
      let kinds = StarterPolicy.allCases.map(\.rawValue)
      throw .usage(
        "tt policy init: there is no policy \(Shell.quoted(word)) to begin with; it can be \(kinds.joined(separator: ", "))",
        hint: Spelling.closestMatch(to: word, among: kinds).map { "did you mean \($0)?" })
    }
    let document = starter.document
    return Output(value: document, view: .raw(document.pretty + "\n"))
  }
}
