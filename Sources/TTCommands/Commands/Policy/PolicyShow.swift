import Basics
import Policy
import TrackingTime

/// `tt policy show`.
enum PolicyShow {
  static let command = Command(
    group: .policy, summary: "Show how the current policy treats each tool",
    details: [
      "For each tool: allow, deny, hidden or approval, the rule that decides, its further conditions, and what is left of its "
        + "limits. The origin of the policy goes to standard error."
    ],
    examples: [
      .init(line: "tt policy show", summary: "what am I allowed to do?"),
      .init(line: "tt policy show --grant claude --json", summary: "what is that grant allowed to do?"),
    ],
    isServed: true, action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let source = try session.policySource()
    let policy = try source.load()
    let usage = try LimitUsage(session, policy.document)
    let known = Catalog.allTools.map(\.name)
    let others = policy.document?.tools.map(\.name).filter { Catalog.tool($0) == nil } ?? []
    let rows = (known + others).map { tool -> JSONValue in
      let access = PolicyDocument.access(
        to: tool, under: policy.document, mustBeNamed: Catalog.tool(tool)?.isOwn ?? false)
      let isOpen = access.decision == .allow || access.decision == .approval
      let limits = isOpen ? usage.rows(policy.document?.limits(of: tool) ?? []) : []
      let texts = access.conditions + limits.map(\.summary)
      return [
        "tool": .string(tool), "decision": .string(access.decision.rawValue), "rule": .string(access.rule),
        "conditions": .array(access.conditions.map(JSONValue.string)), "limits": .array(limits.map(\.json)),
        "summary": .string(texts.joined(separator: "; ")), "grant": .string(usage.grant),
        "policy": .string(policy.origin),
      ]
    }
    let view = ListView(
      columns: [Column("tool"), Column("decision"), Column("rule"), Column("summary", title: "CONDITIONS AND LIMITS")],
      empty: "", idKey: "tool")
    let fallback = policy.document.map { ", default \($0.default.rawValue)" } ?? ""
    let origin =
      "grant \(usage.grant), policy \(policy.origin)\(fallback)" + (source.isEnforced ? "" : ", not enforced")
    return Output(value: .array(rows), view: .table(view), notes: arguments.format == .table ? [origin] : [])
  }
}
