import Basics
import Policy
import TrackingTime

/// `tt policy show`: how each tool stands under the policy in force.
enum PolicyShowCommand {
  static let command = Command(
    path: ["policy", "show"], group: .guarding, summary: "Show what the policy in force says of each tool",
    details: [
      "Per tool: allow, deny, hidden or approval, the rule that says so, the conditions that decide beside it, and what is "
        + "left of its limits. On the standard error, where the policy came from."
    ],
    examples: [
      .init(line: "tt policy show", summary: "what may I do?"),
      .init(line: "tt policy show --grant claude --json", summary: "what may that grant do?"),
    ],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let policy = try session.policySource().load()
    let board = try LimitUsage(session, policy.document)
    let known = Catalog.tools.map(\.name)
    let others = policy.document?.tools.map(\.name).filter { Catalog.tool($0) == nil } ?? []
    let rows = (known + others).map { tool -> JSONValue in
      let standing = PolicyDocument.access(to: tool, under: policy.document)
      let isOpen = standing.decision == .allow || standing.decision == .approval
      let limits = isOpen ? board.rows(policy.document?.limits(of: tool) ?? []) : []
      let texts = standing.conditions + limits.map(\.summary)
      return [
        "tool": .string(tool), "decision": .string(standing.decision.rawValue), "rule": .string(standing.rule),
        "conditions": .array(standing.conditions.map(JSONValue.string)), "limits": .array(limits.map(\.json)),
        "summary": .string(texts.joined(separator: "; ")), "grant": .string(board.grant),
        "policy": .string(policy.origin),
      ]
    }
    let view = ListView(
      columns: [Column("tool"), Column("decision"), Column("rule"), Column("summary", "CONDITIONS AND LIMITS")],
      empty: "",
      idKey: "tool")
    let fallback = policy.document.map { ", default \($0.default.rawValue)" } ?? ""
    let origin = "grant \(board.grant), policy \(policy.origin)\(fallback)"
    return Output(value: .array(rows), view: .table(view), notes: arguments.format == .table ? [origin] : [])
  }
}

/// The counters as they stand for one grant.
struct LimitUsage {
  let grant: String
  private let states: [CounterState]
  private let now: Int

  init(_ session: Session, _ policy: PolicyDocument?) throws(TTError) {
    grant = try session.grant()
    let grant = grant
    states = try session.store().counters(of: (policy?.limits ?? []).map { LimitUse($0, grant: grant) })
    now = session.context.clock().seconds
  }

  func rows(_ limits: [Limit]) -> [LimitUsageRow] {
    limits.flatMap { limit in states.filter { $0.limit == limit }.prefix(1) }.map { LimitUsageRow($0, now: now) }
  }
}
