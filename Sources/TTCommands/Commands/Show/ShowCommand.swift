import Basics
import TrackingTime

/// What the `tt show` commands share.
enum ShowCommand {
  /// A command that shows one object.
  ///
  /// - Parameter kind: the kind of the object; nil for the caller, who needs no reference.
  static func command(
    _ noun: String, kind: ResourceKind?, tool: String, summary: @escaping @autoclosure @Sendable () -> String,
    examples: @escaping @autoclosure @Sendable () -> [Command.Example]
  ) -> Command {
    let id = kind.map { $0.rawValue + "_id" }
    return Command(
      path: ["show", noun], group: .looking, summary: summary(),
      operands: kind.map { [.reference(to: $0)] } ?? [],
      flags: Flag.forParameters(of: tool, except: id.map { [$0] } ?? []), examples: examples(), tools: [tool],
      action: .tool(
        call: { (arguments, _) throws(TTError) in
          var unresolved = try arguments.unresolvedCall(tool)
          if let id { try arguments.setOperand(arguments.operands[0], of: "REF", parameter: id, in: &unresolved) }
          return unresolved
        },
        show: { answer, _, _ in Output(value: answer.data, view: .fields) }))
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
