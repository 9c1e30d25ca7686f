import Basics
import TrackingTime

/// What the `tt update` commands share.
enum UpdateCommand {
  /// A command that changes one object; its summary is that of the tool.
  static func command(
    _ kind: ResourceKind, tool: String, examples: @escaping @autoclosure @Sendable () -> [Command.Example]
  ) -> Command {
    let id = kind.rawValue + "_id"
    return Command(
      group: .changing, summary: Catalog.tool(tool)?.summary ?? "",
      operands: [.reference(to: kind)], flags: Flag.forParameters(of: tool, except: [id]) + Flag.creation(by: tool),
      examples: examples(),
      tools: [tool],
      action: .tool(
        call: { (arguments, _) throws(TTError) in
          var unresolved = try arguments.unresolvedCall(tool)
          try arguments.setOperand(arguments.operands[0], of: "REF", parameter: id, in: &unresolved)
          try arguments.requireChange(unresolved, of: id)
          return unresolved
        },
        show: { answer, _, _ in .written(answer, verb: "Updated", noun: kind.rawValue) }))
  }
}
