import Basics
import Policy
import TrackingTime

/// `tt policy check`. Nothing is sent, used up or recorded.
enum PolicyCheck {
  static let command = Command(
    group: .policy,
    summary: "Check a policy file, or get the verdict on a call without making it",
    details: [
      "With FILE, checks that it is a valid policy; without arguments, checks the current policy.",
      "With a command line after --, or a tool and its arguments, shows the verdict on that call and the state of its limits. "
        + "The exit code is that of the call: 0, 3, 9 or 10, 2 if the call is invalid, 11 if the policy is.",
      "With --lint, also reports valid rules that are probably mistakes: rules that can never match, unknown tools and "
        + "arguments, rules a caller can bypass by omitting an argument, and limits that can never be reached.",
    ],
    operands: [
      .init(
        name: "FILE|TOOL", summary: "policy file or tool name", completion: .fileOrWords(Catalog.allTools.map(\.name))),
      .init(name: "NAME=VALUE", summary: "argument of the tool", isRepeated: true, completion: .arguments),
    ],
    flags: [
      Flag(name: "lint", summary: "warn about valid rules that are probably mistakes"),
      Flag(name: "strict", summary: "with --lint: exit with 1 if there are warnings"),
      Flag(name: "explain", summary: "show every rule that was evaluated and the values its conditions saw"),
    ],
    examples: [
      .init(line: "tt policy check policy.json", summary: "check that the file is valid"),
      .init(line: "tt policy check -- track --task-id 42", summary: "would this call be allowed?"),
      .init(line: "tt policy check track_task task_id=42 --grant claude", summary: "would it be for that grant?"),
      .init(line: "tt policy check --lint --strict policy.json", summary: "look for mistakes"),
      .init(line: "tt policy check --explain -- stop", summary: "explain a verdict"),
    ],
    acceptsTrailingCommand: true,
    isServed: true, action: .local(run))

  /// What a command line asks for.
  enum Request {
    case file(String?)
    /// The calls of a command line, or one of a tool.
    case verdict([ToolCall], grant: String?, policy: String?, sequel: [String] = [], sequelCalls: [ToolCall] = [])
  }

  static func parse(_ arguments: Arguments, _ session: Session) throws(TTError) -> Request {
    let words = arguments.operands
    if let line = arguments.commandLine {
      if words.count > 1 {
        throw .cannotCombine("tt policy check: a command line after --", with: "the arguments of a tool")
      }
      return try verdict(on: line, policy: words.first, session: session)
    }
    guard let first = words.first else { return .file(nil) }
    if words.count > 1 || Catalog.tool(first) != nil {
      let call = ToolCall(first, try KeyValueArguments.arguments(Array(words.dropFirst()), of: first))
      return .verdict([call], grant: nil, policy: nil)
    }
    return .file(first)
  }

  /// The verdict on the call of a command line.
  private static func verdict(
    on line: [String], policy: String?, session: Session
  ) throws(TTError) -> Request {
    guard case .run(let parsed) = try ArgumentParser().parse(line) else {
      throw .usage("tt policy check: expected a command after --", hint: "for example: tt policy check -- track 42")
    }
    let inner = try parsed.readingNotes(session.context)
    guard let make = inner.command.calls else {
      throw .usage(
        "tt policy check: tt \(inner.command.name) is not a call of a tool", hint: "use: tt policy check TOOL")
    }
    let unresolved = try make(inner, session)
    if let name = unresolved.flatMap(\.references).first {
      throw .usage(
        "tt policy check: cannot resolve \(name.word.inQuotes) without sending a request", hint: "use the ID")
    }
    return .verdict(
      unresolved.map(\.call), grant: inner.value("grant"), policy: policy ?? inner.value("policy"),
      sequel: unresolved.flatMap(\.sequel), sequelCalls: unresolved.compactMap(\.sequelCall))
  }

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    if arguments.has("strict"), !arguments.has("lint") { throw .usage("tt policy check: --strict requires --lint") }
    switch try parse(arguments, session) {
    case .file(let path):
      var source = try session.policySource()
      if let path { source = source.overridden(by: path) }
      if arguments.has("explain") { throw .usage("tt policy check: --explain requires a call") }
      do throws(TTError) {
        return PolicyFileReport(try source.load(), arguments).output
      } catch {
        var error = error
        // What to do about the policy in force does not apply to a file that is only checked.
        if path != nil { error.remedy = nil }
        throw error
      }
    case .verdict(let calls, let grant, let policy, let sequel, let sequelCalls):
      if arguments.has("lint") { throw .cannotCombine("tt policy check: --lint", with: "a call") }
      var inner = arguments
      // Flags after `--` override those before it.
      if let grant { inner.flags.insert(("grant", grant), at: 0) }
      if let policy { inner.flags.insert(("policy", policy), at: 0) }
      let inSession = Session(inner, within: session)
      let client = try inSession.client()
      var outputs: [Output] = []
      for call in calls {
        let verdict = try client.dryRun(call)
        outputs.append(
          VerdictReport(verdict, now: session.context.clock().seconds, explains: arguments.has("explain")).output)
      }
      for call in sequelCalls {
        if let refusal = try inSession.refusal(ofSequel: call) { outputs.append(refusal.output) }
      }
      var output = Output.joined(outputs)
      output.notes += sequel
      return output
    }
  }
}
