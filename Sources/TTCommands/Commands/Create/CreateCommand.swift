import Basics
import TrackingTime

/// What the `tt create` commands share.
enum CreateCommand {
  /// A command that creates one object; its summary is that of the tool.
  static func command(
    _ noun: String, tool: String, examples: @escaping @autoclosure @Sendable () -> [Command.Example]
  ) -> Command {
    Command(
      group: .changing, summary: Catalog.tool(tool)?.summary ?? "",
      operands: [.init(name: "NAME", summary: "name (same as --name)")],
      flags: Flag.forParameters(of: tool) + Flag.creation(by: tool),
      examples: examples(), tools: [tool],
      action: .tool(
        call: { (arguments, _) throws(TTError) in
          var unresolved = try arguments.unresolvedCall(tool)
          if let word = arguments.operands.first {
            try arguments.setOperand(word, of: "NAME", parameter: "name", in: &unresolved)
          }
          return unresolved
        },
        show: { answer, _, _ in
          let words = noun.split(separator: "-").joined(separator: " ")
          return .written(answer, verb: "Created", noun: words)
        }))
  }
}
