import Policy

extension Catalog {
  /// The tools as a policy's linter knows them.
  public static var outlines: [ToolOutline] {
    tools.map { tool in
      ToolOutline(
        name: tool.name,
        arguments: tool.parameters.map { parameter in
          ToolOutline.Argument(
            name: parameter.name, kind: parameter.kind.outline,
            isRequired: parameter.required && !canBeOpen(parameter, tool))
        })
    }
  }

  /// True for a required argument that a command may leave open: the caller, or the task that runs.
  private static func canBeOpen(_ parameter: Parameter, _ tool: Tool) -> Bool {
    parameter.name == "user_id" || tool.name == "stop_task"
  }
}

extension Parameter.Kind {
  fileprivate var outline: ToolOutline.Argument.Kind {
    switch self {
    case .id: .id
    case .whole: .whole
    case .hours, .amount: .number
    case .flag: .flag
    case .name, .text, .day, .moment, .zone: .text
    case .choice(let words): .words(words)
    case .structure: .structure
    }
  }
}
