import Basics
import TrackingTime

/// What the `tt show` commands share.
enum ShowCommand {
  /// What people want to know of an object, line by line.
  typealias MakeDetails = @Sendable (JSONValue) -> [(name: String, value: String)]

  /// A command that shows one object.
  ///
  /// - Parameters:
  ///   - kind: the kind of the object; nil for the caller, who needs no reference.
  ///   - details: the lines for people; without it, those of all members.
  ///   - change: what the object is changed by before it is shown.
  static func command(
    _ kind: ResourceKind?, tool: String, summary: @escaping @autoclosure @Sendable () -> String,
    examples: @escaping @autoclosure @Sendable () -> [Command.Example], details: MakeDetails? = nil,
    change: @escaping @Sendable (JSONValue, Session) throws(TTError) -> JSONValue = { value, _ in value }
  ) -> Command {
    let id = kind.map { $0.rawValue + "_id" }
    return Command(
      group: .looking, summary: summary(),
      operands: kind.map { [.reference(to: $0)] } ?? [],
      flags: Flag.forParameters(of: tool, except: id.map { [$0] } ?? []), examples: examples(), tools: [tool],
      action: .tool(
        call: { (arguments, _) throws(TTError) in
          var unresolved = try arguments.unresolvedCall(tool)
          if let id { try arguments.setOperand(arguments.operands[0], of: "REF", parameter: id, in: &unresolved) }
          return unresolved
        },
        show: { (answer, _, session) throws(TTError) in output(try change(answer.data, session), details) }))
  }

  /// A command that shows one object of a kind that the service only lists.
  static func listed(
    _ kind: ResourceKind, tool: String, summary: @escaping @autoclosure @Sendable () -> String,
    examples: @escaping @autoclosure @Sendable () -> [Command.Example], details: @escaping MakeDetails
  ) -> Command {
    Command(
      group: .looking, summary: summary(), operands: [.reference(to: kind)],
      flags: Flag.forParameters(of: tool, except: ["filter"]), examples: examples(), tools: [tool],
      action: .tool(
        call: { (arguments, _) throws(TTError) in
          var unresolved = try arguments.unresolvedCall(tool)
          unresolved.call.arguments["filter"] = "ALL"
          let word = arguments.operands[0]
          if let id = Int(word), id > 0 {
            unresolved.rowFilter = { $0["id"]?.int == id }
          } else {
            unresolved.setReference(word, kind: kind, as: .filter(["id"]), label: "REF")
          }
          return unresolved
        },
        show: { (answer, _, session) throws(TTError) in
          guard let found = answer.data.array?.first else {
            let word = session.arguments.operands[0]
            throw TTError(
              .notFound, "no \(kind.rawValue) \(word.inQuotes)", hint: "list them with: tt list \(kind.rawValue)s")
          }
          return output(found, details)
        }))
  }

  private static func output(_ value: JSONValue, _ details: MakeDetails?) -> Output {
    Output(value: value, view: details.map { .details($0(value)) } ?? .fields)
  }
}

extension Command.Operand {
  /// The required operand REF, which identifies a resource.
  static func reference(to kind: ResourceKind) -> Command.Operand {
    let summary =
      kind == .event ? "time entry ID, @last or @current" : "\(kind.rawValue) ID, name, @last or @current"
    return Command.Operand(name: "REF", summary: summary, isRequired: true, completion: .names(kind))
  }
}
