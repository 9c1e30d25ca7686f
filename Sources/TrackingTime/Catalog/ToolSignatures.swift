import Policy

extension Catalog {
  /// The tools' signatures, for the policy linter.
  public static var signatures: [ToolSignature] {
    allTools.map { tool in
      ToolSignature(
        name: tool.name,
        arguments: tool.parameters.map { parameter in
          ToolSignature.Argument(
            name: parameter.name, kind: parameter.kind.signature,
            isRequired: parameter.required && !isImpliable(parameter, tool))
        })
    }
  }

  /// True for a required argument that a command may leave out: the current user, or the task being tracked.
  private static func isImpliable(_ parameter: Parameter, _ tool: Tool) -> Bool {
    parameter.name == "user_id" || tool.name == "stop_task"
  }
}

extension Parameter.Kind {
  fileprivate var signature: ToolSignature.Argument.Kind {
    switch self {
    case .id: .id
    case .integer: .integer
    case .hours, .amount: .number
    case .boolean: .boolean
    case .nonEmptyString, .text, .day, .dateTime, .utcOffset: .text
    case .choice(let words): .words(words)
    case .list, .ids: .json
    }
  }
}
