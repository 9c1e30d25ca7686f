import Basics

/// `tt mcp`: serves the tools over the Model Context Protocol on the standard streams.
enum MCPCommand {
  static let command = Command(
    path: ["mcp"], group: .rest, summary: "Serve the tools to an AI agent (Model Context Protocol)",
    details: [
      "Speaks the Model Context Protocol on standard input and output until the input ends, in the revisions "
        + (ProtocolVersion.statefulRevisions + ProtocolVersion.statelessRevisions).joined(separator: ", ")
        + ". It is started by the agent's program: configure tt as the command and mcp as its argument, with --grant and "
        + "the name of a grant for the agent.",
      "Calls are handled like those of the other commands: argument check, policy, limits and audit log, then the service. "
        + "The policy is reloaded for each call. The answer to a denied call begins with [POLICY DENIED]. If the policy "
        + "requires approval and the agent's program can prompt, it shows the exact call for approval; otherwise, and with "
        + "--no-input, the call is denied with the ID for tt policy approve. An approval given through the agent's program "
        + "is only as trustworthy as that program.",
      "Tools hidden by the policy are not listed, and calls to them are denied. While the policy cannot be read, all tools "
        + "are listed and all calls are denied with the reason.",
      "At the end of the input and on SIGTERM, calls already sent get a little more than a second to finish; the exit code "
        + "is 0. Credentials come from the usual sources, never from the arguments of a call. Messages go to standard error.",
    ],
    flags: [Flag(name: "read-only", summary: "offer only the tools that read, whatever the policy allows")],
    examples: [
      .init(line: "tt mcp --grant claude", summary: "under the policy of grant claude"),
      .init(line: "tt mcp --read-only", summary: "for an agent that only reads"),
    ],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    // An invalid grant, or one the configuration does not allow, is reported at once. What can be fixed while the server
    // runs, such as a damaged configuration, is reported by each call.
    if let settings = try? session.settings() { _ = try session.policySource(settings) }
    var context = session.context
    context.inputIsTerminal = false
    context.askLine = nil
    context.askSecret = nil
    guard let open = context.stdioTransport else {
      throw .usage("tt mcp requires a process with its own standard streams")
    }
    let streams = try open()
    let server = Server(streams, readOnly: arguments.has("read-only"), context: context, arguments: arguments)
    if case .signal(let number) = server.run(), number != SIGTERM { raise(number) }
    return Output(value: .null, view: .none)
  }
}
