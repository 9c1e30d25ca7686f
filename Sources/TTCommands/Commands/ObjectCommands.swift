import Basics
import TrackingTime

/// `tt show`, `tt create` and `tt update`: one object at a time, straight from the catalog.
enum ObjectCommands {
  static let commands: [Command] = [
    show("me", tool: "get_me", example: "tt show me --json"),
    show("task", tool: "get_task", of: .task, example: "tt show task 'Write report'"),
    show("event", tool: "get_event", of: .event, example: "tt show event @last"),
    show("user", tool: "get_user", of: .user, example: "tt show user ada@example.test"),
    create("task", tool: "create_task", example: "tt create task 'Write report' --project-name Website"),
    create("project", tool: "create_project", example: "tt create project Website --customer-name Acme"),
    create("customer", tool: "create_customer", example: "tt create customer Acme"),
    create(
      "custom-field", tool: "create_custom_field",
      example: "tt create custom-field 'Cost centre' --value-type enum --filter-object-class project"),
    create("enum-option", tool: "create_enum_option", example: "tt create enum-option North --custom-field 4102"),
    update("task", tool: "update_task", of: .task, example: "tt update task 42 --due-date 2026-12-01"),
    update("project", tool: "update_project", of: .project, example: "tt update project Website --is-billable"),
    update("customer", tool: "update_customer", of: .customer, example: "tt update customer Acme --name 'Acme Ltd'"),
  ]

  private static func show(_ noun: String, tool: String, of entity: ResourceKind? = nil, example: String) -> Command {
    let id = entity.map { $0.rawValue + "_id" }
    let summary =
      entity == nil ? "Show the user the credentials belong to" : "Show one \(noun == "event" ? "time entry" : noun)"
    return Command(
      path: ["show", noun], group: .looking, summary: summary,
      operands: entity.map { [operand($0, isRequired: true)] } ?? [],
      flags: Flag.forParameters(of: tool, except: id.map { [$0] } ?? []),
      examples: [.init(line: example, summary: summary.lowercased())], tools: [tool],
      action: .tool(
        draft: { (arguments, _) throws(TTError) in
          var draft = try arguments.unresolvedCall(tool)
          if let id { try arguments.put(arguments.operands[0], id, of: "REF", into: &draft) }
          return draft
        },
        show: { answer, _, _ in Output(value: answer.data, view: .fields) }))
  }

  private static func create(_ noun: String, tool: String, example: String) -> Command {
    Command(
      path: ["create", noun], group: .changing, summary: Catalog.tool(tool)?.summary ?? "",
      operands: [.init(name: "NAME", summary: "the name (or --name)")], flags: Flag.forParameters(of: tool),
      examples: [.init(line: example, summary: "a new \(words(noun))")], tools: [tool],
      action: .tool(
        draft: { (arguments, _) throws(TTError) in
          var draft = try arguments.unresolvedCall(tool)
          if let word = arguments.operands.first { try arguments.put(word, "name", of: "NAME", into: &draft) }
          return draft
        },
        show: { answer, _, _ in written("Created", words(noun), answer) }))
  }

  private static func words(_ noun: String) -> String { noun.map { $0 == "-" ? " " : String($0) }.joined() }

  private static func update(_ noun: String, tool: String, of entity: ResourceKind, example: String) -> Command {
    let id = entity.rawValue + "_id"
    return Command(
      path: ["update", noun], group: .changing, summary: Catalog.tool(tool)?.summary ?? "",
      operands: [operand(entity, isRequired: true)], flags: Flag.forParameters(of: tool, except: [id]),
      examples: [.init(line: example, summary: "change one thing, leave the rest")], tools: [tool],
      action: .tool(
        draft: { (arguments, _) throws(TTError) in
          var draft = try arguments.unresolvedCall(tool)
          try arguments.put(arguments.operands[0], id, of: "REF", into: &draft)
          try arguments.requireChange(draft, of: id)
          return draft
        },
        show: { answer, _, _ in written("Changed", noun, answer) }))
  }

  private static func operand(_ entity: ResourceKind, isRequired: Bool) -> Command.Operand {
    let forms = entity == .event ? "a number, @last or @current" : "a number, a name, @last or @current"
    return .init(
      name: "REF", summary: "which \(entity.rawValue): \(forms)", isRequired: isRequired,
      completion: .names(entity))
  }

  /// `Created task 8310: Write report.`
  static func written(_ verb: String, _ noun: String, _ answer: ToolResult) -> Output {
    let number = answer.data["id"]?.int.map { " \($0)" } ?? ""
    let name = answer.data["name"]?.string.map { ": \($0)" } ?? ""
    return Output(value: answer.withChanged, view: .lines(["\(verb) \(noun)\(number)\(name)."]))
  }
}
