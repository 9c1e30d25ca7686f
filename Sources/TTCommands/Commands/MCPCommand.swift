import Basics
import MCPServer

/// `tt mcp`: the tools for AI agents, as a server of the Model Context Protocol on the standard streams.
enum MCPCommand {
  static let command = Command(
    path: ["mcp"], group: .rest, summary: "Serve the tools to an AI agent (Model Context Protocol)",
    details: [
      "Speaks the Model Context Protocol on standard input and output, in the revisions "
        + "\(Server.revisions.joined(separator: ", ")), until the input ends. Agents start it themselves: configure tt as "
        + "the command with the arguments mcp, --grant and the agent's name.",
      "Every call is handled like that of a command: arguments, policy and limits are checked and the call is recorded in "
        + "the audit log before it is sent. The policy is read anew for each call. The result of a denied call begins with "
        + "[POLICY DENIED]. If the policy requires approval and the agent's program can ask, the person using it sees the "
        + "exact call there. If it cannot, and with --no-input, the call is denied with the id for tt policy approve. An "
        + "approval given through the agent's program is only as trustworthy as that program.",
      "Tools hidden by the policy are not listed, and calls to them are denied. While the policy cannot be read, all tools "
        + "are listed and every call is refused with the reason.",
      "At the end of the input or on SIGTERM, calls that have been sent get a little more than a second to finish; the "
        + "exit code is 0. Credentials come from the same sources as for any command, never from the arguments of a call. "
        + "Messages go to standard error.",
    ],
    flags: [Flag(name: "read-only", summary: "offer only the tools that read, whatever the policy says")],
    examples: [
      .init(line: "tt mcp --grant claude", summary: "under the policy of the grant claude"),
      .init(line: "tt mcp --read-only", summary: "for an agent that may only read"),
    ],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    // An invalid or forbidden grant is reported at the start. What can be fixed while the server runs, such as a damaged
    // configuration, is reported by each call.
    if (try? session.settings()) != nil { _ = try session.policySource() }
    guard let open = session.context.stdioTransport else {
      throw .usage("tt mcp requires the standard streams of a process of its own")
    }
    let host = ServerHost(session.context, arguments)
    let server = Server(try open(), host: host, readOnly: arguments.has("read-only"))
    if case .signal(let number) = server.run(), number != SIGTERM { raise(number) }
    return Output(value: .null, view: .none)
  }
}
