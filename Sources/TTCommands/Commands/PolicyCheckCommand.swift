import Basics
import Policy
import TrackingTime

/// `tt policy check`: is a policy file valid, and what would the gate say of a call? Nothing is sent, used up or recorded.
enum PolicyCheckCommand {
  static let row = Command(
    path: ["policy", "check"], group: .guarding, summary: "Check a policy file, or ask for a verdict without calling",
    details: [
      "With FILE: is it a valid policy? Without: the policy in force.",
      "With a command line behind --, or a tool and its arguments: the verdict for that call, and how its limits stand. The "
        + "exit code is the call's: 0, 3, 9, 10, 2 for a wrong call, 11 for an invalid file.",
    ],
    operands: [
      .init(name: "FILE|TOOL", summary: "a policy file, or a tool's name"),
      .init(name: "NAME=VALUE", summary: "an argument of the tool", isRepeated: true),
    ],
    examples: [
      .init(line: "tt policy check policy.json", summary: "is the file valid?"),
      .init(line: "tt policy check -- track --task-id 42", summary: "may I?"),
      .init(line: "tt policy check track_task task_id=42 --grant claude", summary: "may that grant?"),
    ],
    takesCommandLine: true,
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
      let call = ToolCall(first, try ToolWords.arguments(Array(words.dropFirst()), of: first))
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
    let draft: Draft
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
    switch try parse(arguments, session) {
    case .file(let path):
      var source = try session.policySource()
      if let path { source.override = path }
      return valid(try source.load())
    case .verdict(let call, let grant, let policy):
      var inner = arguments
      if let grant { inner.values["grant", default: [grant]] += [] }
      if let policy, inner.values["policy"] == nil { inner.values["policy"] = [policy] }
      let preview = try Session(context: session.context, arguments: inner).client().preview(call)
      return verdict(preview, now: session.context.clock().seconds)
    }
  }

  private static func valid(_ policy: LoadedPolicy) -> Output {
    guard let document = policy.document else {
      return Output(
        value: ["valid": true, "policy": "none"], view: .lines(["No policy is attached; every call is denied."]))
    }
    let count = document.tools.count
    let summary = "\(count) tool\(count == 1 ? "" : "s") listed, default \(document.default.rawValue)"
    return Output(
      value: [
        "valid": true, "policy": .string(policy.origin), "default": .string(document.default.rawValue),
        "tools": JSONValue(count), "fingerprint": .string(document.fingerprint),
      ], view: .lines(["\(policy.origin): valid (\(summary))"]))
  }

  private static func verdict(_ preview: Gate.Preview, now: Int) -> Output {
    let refusal = preview.refusal
    let decision =
      switch refusal?.failure {
      case nil: "allow"
      case .rateLimited?: "limit"
      case .approvalRequired?: "approval"
      default: "deny"
      }
    let counters = preview.counters.map { state -> JSONValue in
      [
        "rule": .string(state.limit.rule), "window": .string(state.limit.window.text),
        "max": JSONValue(state.limit.max), "used": JSONValue(state.used),
        "left": JSONValue(max(0, state.limit.max - state.used)), "resets_in": JSONValue(max(0, state.resetsAt - now)),
      ]
    }
    var value: JSONObject = [
      "decision": .string(decision), "tool": .string(preview.tool), "grant": .string(preview.grant),
      "policy": .string(preview.origin), "rule": .string(refusal?.rule ?? ""),
    ]
    value["message"] = refusal.map { .string($0.message) }
    value["retry_after"] = refusal?.retryAfter.map { JSONValue($0) }
    value["exit"] = JSONValue(Int(refusal?.failure.exitCode ?? 0))
    value["limits"] = .array(counters)
    var lines = ["\(decision): \(preview.tool) (grant \(preview.grant), policy \(preview.origin))"]
    if let refusal { lines.append(refusal.text.trimmingLineEnd) }
    lines += preview.counters.map { state in
      "\(state.limit.rule): \(state.used) of \(state.limit.max) used in this \(state.limit.window.text), "
        + "resets in \(max(0, state.resetsAt - now)) s"
    }
    return Output(value: .object(value), view: .lines(lines), exit: refusal?.failure.exitCode ?? 0)
  }
}

extension String {
  fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
