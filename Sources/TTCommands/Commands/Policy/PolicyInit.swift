import Basics

/// `tt policy init`.
enum PolicyInit {
  static let command = Command(
    group: .policy, summary: "Print a starter policy",
    details: [
      "Generated from the tool catalog; the \"reason\" of a tool explains its rules. No file is written."
    ] + StarterPolicy.allCases.map { "\($0.rawValue): \($0.summary)." },
    operands: [
      .init(
        name: "KIND",
        summary: TTError.oneOf(StarterPolicy.allCases.map(\.rawValue)) + " (default: careful)",
        completion: .words(StarterPolicy.allCases.map(\.rawValue)))
    ],
    examples: [
      .init(line: "tt policy init agent", summary: "for the grant of an AI agent; redirect it to a file"),
      .init(line: "tt policy init read-only", summary: "allow only reads"),
    ],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let word = arguments.operands.first ?? StarterPolicy.careful.rawValue
    guard let starter = StarterPolicy(rawValue: word) else {
      throw .invalidChoice(word, for: "KIND", choices: StarterPolicy.allCases.map(\.rawValue))
    }
    let document = starter.document
    return Output(value: document, view: .raw(document.pretty + "\n"))
  }
}
