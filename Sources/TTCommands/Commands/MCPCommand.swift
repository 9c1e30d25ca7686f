import Basics

/// `tt mcp`: the tools for AI agents, as a server of the Model Context Protocol on the standard streams.
enum MCPCommand {
  static let command = Command(
    path: ["mcp"], group: .rest, summary: "Serve the tools to an AI agent (Model Context Protocol)",
    details: [
      "Speaks the Model Context Protocol on the standard input and output, in the revisions "
        + "\((ProtocolVersion.statefulRevisions + ProtocolVersion.statelessRevisions).joined(separator: ", ")), until the input ends. An agent starts it itself: its "
        + "settings name tt as the command and mcp as its argument, with --grant and the agent's name.",
      "Every call goes the same way as a command's: argument check, policy, limits, audit log, and then the service. The "
        + "policy is read anew for each call. A denied call is answered with a text that begins with [POLICY DENIED]. "
        + "Where the policy wants a person's yes and the agent's program can ask, the person sees the exact call there; "
        + "otherwise, and with --no-input, the call is denied with the id for tt policy approve. An answer "
        + "that comes through the agent's program is only as good as that program.",
      "What the policy hides is not listed; a call to it is denied. While the policy cannot be read every tool is listed "
        + "and every call is refused with the reason.",
      "At the end of the input, and at SIGTERM, calls that were sent have a little more than a second to end; the exit code is 0. "
        + "Credentials come from where they always come from, never from an argument of a call. Remarks go to the "
        + "standard error.",
    ],
    flags: [Flag(name: "read-only", summary: "offer only the tools that read, whatever the policy says")],
    examples: [
      .init(line: "tt mcp --grant claude", summary: "under the policy of the grant claude"),
      .init(line: "tt mcp --read-only", summary: "for an agent that only looks"),
    ],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    // A wrong name of a grant, or one the configuration does not allow, is said now. What can be mended meanwhile, such
    // as a damaged configuration, is said by each call.
    if let settings = try? session.settings() { _ = try session.policySource(settings) }
    var context = session.context
    context.inputIsTerminal = false
    context.askLine = nil
    context.askSecret = nil
    guard let open = context.stdioTransport else { throw .usage("tt mcp needs the streams of a process of its own") }
    let streams = try open()
    let server = Server(streams, readOnly: arguments.has("read-only"), context: context, arguments: arguments)
    if case .signal(let number) = server.run(), number != SIGTERM { raise(number) }
    return Output(value: .null, view: .none)
  }
}
