import Basics
import Policy
import TrackingTime

/// `tt policy check`: is a policy file valid, and what would the gate say of a call? Nothing is sent, used up or recorded.
enum PolicyCheckCommand {
  static let command = Command(
    path: ["policy", "check"], group: .guarding, summary: "Check a policy file, or ask for a verdict without calling",
    details: [
      "With FILE: is it a valid policy? Without: the policy in force.",
      "With a command line behind --, or a tool and its arguments: the verdict for that call, and how its limits stand. The "
        + "exit code is the call's: 0, 3, 9, 10, 2 for a wrong call, 11 for an invalid file.",
      "With --lint a valid policy is also looked through for what is probably not meant: rules that can never match, names "
        + "no tool or argument has, rules a caller walks around by leaving an argument out, limits that are never reached.",
    ],
    operands: [
      .init(
        name: "FILE|TOOL", summary: "a policy file, or a tool's name",
        completion: .fileOrWords(Catalog.tools.map(\.name))),
      .init(name: "NAME=VALUE", summary: "an argument of the tool", isRepeated: true, completion: .arguments),
    ],
    flags: [
      Flag(name: "lint", summary: "warn of rules that are valid but probably not meant"),
      Flag(name: "strict", summary: "with --lint: exit 1 when there are warnings"),
      Flag(name: "explain", summary: "show every rule that was looked at, and what its conditions saw"),
    ],
    examples: [
      .init(line: "tt policy check policy.json", summary: "is the file valid?"),
      .init(line: "tt policy check -- track --task-id 42", summary: "may I?"),
      .init(line: "tt policy check track_task task_id=42 --grant claude", summary: "may that grant?"),
      .init(line: "tt policy check --lint --strict policy.json", summary: "does it mean what it says?"),
      .init(line: "tt policy check --explain -- stop", summary: "why?"),
    ],
    acceptsTrailingCommand: true,
    action: .local(run))

  /// What the words ask for.
  enum Request {
    case file(String?)
    case verdict(ToolCall, grant: String?, policy: String?)
  }

  static func parse(_ arguments: Arguments, _ session: Session) throws(TTError) -> Request {
    let words = arguments.operands
    if let line = arguments.commandLine {
      if words.count > 1 { throw .usage("tt policy check: give a command line or a tool's arguments, not both") }
      return try verdict(line, policy: words.first, session)
    }
    guard let first = words.first else { return .file(nil) }
    if words.count > 1 || Catalog.tool(first) != nil {
      let call = ToolCall(first, try KeyValueArguments.arguments(Array(words.dropFirst()), of: first))
      return .verdict(call, grant: nil, policy: nil)
    }
    return .file(first)
  }

  private static func verdict(
    _ line: [String], policy: String?, _ session: Session
  ) throws(TTError) -> Request {
    guard case .run(let inner) = try ArgumentParser().parse(line) else {
      throw .usage("tt policy check: a call is expected behind --", hint: "for example: tt policy check -- track 42")
    }
    let draft: UnresolvedCall
    switch inner.command.action {
    case .tool(let make, _): draft = try make(inner, session)
    case .list(let make, _): draft = try make(inner, session)
    case .local: throw .usage("tt \(inner.command.name) calls no single tool; ask for one: tt policy check TOOL")
    }
    if let name = draft.references.first {
      throw .usage(
        "\(Shell.quoted(name.word)) is a name, and a verdict sends nothing to look it up", hint: "give the number")
    }
    return .verdict(draft.call, grant: inner.value("grant"), policy: policy ?? inner.value("policy"))
  }

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    if arguments.has("strict"), !arguments.has("lint") { throw .usage("tt policy check: --strict goes with --lint") }
    switch try parse(arguments, session) {
    case .file(let path):
      var source = try session.policySource()
      if let path { source.override = path }
      if arguments.has("explain") { throw .usage("tt policy check: --explain goes with a call") }
      return PolicyFileReport(try source.load(), arguments).output
    case .verdict(let call, let grant, let policy):
      if arguments.has("lint") { throw .usage("tt policy check: --lint goes with a file, not with a call") }
      var inner = arguments
      // What stands behind `--` counts more.
      if let grant { inner.flags.insert(("grant", grant), at: 0) }
      if let policy { inner.flags.insert(("policy", policy), at: 0) }
      let preview = try Session(context: session.context, arguments: inner).client().dryRun(call)
      return VerdictReport(preview, now: session.context.clock().seconds, explains: arguments.has("explain")).output
    }
  }
}
