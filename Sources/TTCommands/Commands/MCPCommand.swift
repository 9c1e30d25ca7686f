import Basics
import MCPServer

/// `tt mcp`: the tools for AI agents, as a server of the Model Context Protocol on the standard streams.
enum MCPCommand {
  static let command = Command(
    group: .rest, summary: "Serve the tools to an AI agent (Model Context Protocol)",
    details: [
      "Speaks the Model Context Protocol on standard input and output, in the revisions "
        + "\(Server.revisions.joined(separator: ", ")), until the input ends. Agents start it themselves: configure tt as "
        + "the command with the arguments mcp, --grant and the agent's name.",
      "Beside the service's tools there is check_call, which tells whether a call would be allowed: it checks the "
        + "arguments and asks the policy, and sends, counts and records nothing. Tools that list return short rows, \(Server.defaultRows) "
        + "at most, and say how many there are; their arguments fields and limit ask for other members and more rows. These "
        + "two are not part of the call: the policy, approvals and the audit log do not see them. Without limit, no result is "
        + "longer than 40 kB.",
      "Every call is handled like that of a command: arguments, policy and limits are checked and the call is recorded in "
        + "the audit log before it is sent. The policy is read anew for each call. The result of a denied call begins with "
        + "[POLICY DENIED], and its _meta has tt/error with class, rule, retry_after and approval. If the policy requires approval and the agent's program can ask, the person using it sees the "
        + "exact call there. If it cannot, and with --no-input, the call is denied with the id for tt policy approve. An "
        + "approval given through the agent's program is only as trustworthy as that program.",
      "Writes are carried out one after the other, in the order in which they came, with reads beside them. A write that "
        + "waits for a person's answer holds up no other.",
      "Empty text for an optional argument counts as not given, except for free text such as notes and descriptions, which "
        + "it clears.",
      "Tools hidden by the policy are not listed, and calls to them are denied. Those it always denies are listed as "
        + "denied, or not at all with --allowed-only. While the policy cannot be read, all tools are listed and "
        + "every call is refused.",
      "At the end of the input or on SIGTERM, calls that have been sent get a little more than a second to finish; the "
        + "exit code is 0. Credentials come from the same sources as for any command, never from the arguments of a call. "
        + "Messages go to standard error. Flags about the format of output are refused.",
    ],
    flags: [
      Flag(name: "read-only", summary: "offer only the tools that read, whatever the policy says"),
      Flag(name: "tools", value: "A,B,C", summary: "offer only these tools"),
      Flag(name: "allowed-only", summary: "list only the tools that the policy allows or wants approval for"),
    ],
    examples: [
      .init(line: "tt mcp --grant claude", summary: "under the policy of the grant claude"),
      .init(line: "tt mcp --read-only", summary: "for an agent that may only read"),
      .init(line: "tt mcp --tools list_tasks,track_task,stop_task", summary: "for a small model"),
    ],
    isServed: true, action: .local(run))

  /// The tools the flags leave.
  private static func selection(_ arguments: Arguments) throws(TTError) -> ToolSelection {
    // What commands print and how has no meaning here: results have their form from the protocol.
    let formats = ["json", "output", "quiet", "fields", "csv-safe", "no-color"]
    if let flag = Flag.global.first(where: { formats.contains($0.name) && arguments.has($0.name) }) {
      throw .usage(
        "tt mcp: \(flag.long) has no effect on tools", hint: "agents choose with the arguments fields and limit")
    }
    let names = arguments.value("tools")?.split(separator: ",").map { String($0) }
    if names?.isEmpty == true {
      throw .usage("missing value for --tools", hint: "for example: --tools get_me,list_tasks")
    }
    return try ToolSelection(
      readOnly: arguments.has("read-only"), names: names, allowedOnly: arguments.has("allowed-only"))
  }

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    // An invalid or forbidden grant is reported at the start. What can be fixed while the server runs, such as a damaged
    // configuration, is reported by each call.
    if (try? session.settings()) != nil { _ = try session.policySource() }
    let tools = try selection(arguments)
    guard let open = session.context.stdioTransport else {
      throw .usage("tt mcp requires the standard streams of a process of its own")
    }
    let host = ServerHost(session.context, arguments)
    switch Server(try open(), host: host, tools: tools).run() {
    case .signal(let number) where number != SIGTERM: raise(number)
    case .outputFailed(let reason): throw TTError(.api, "cannot write to standard output: \(reason)")
    case .signal, .closed: break
    }
    return Output(value: .null, view: .none)
  }
}
