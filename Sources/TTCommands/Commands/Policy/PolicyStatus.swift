import Basics
import Policy
import TrackingTime

/// `tt policy status`.
enum PolicyStatus {
  static let command = Command(
    group: .policy, summary: "Show limits, what is left of them, and when they reset",
    details: ["Shows the limits of the current policy for the current grant. Nothing is used up or written."],
    examples: [.init(line: "tt policy status --grant claude", summary: "what does that grant have left?")],
    isServed: true, action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let source = try session.policySource()
    let policy = try source.load()
    let usage = try LimitUsage(session, policy.document)
    let limits = policy.document?.limits ?? []
    let view = ListView(
      columns: [
        Column("rule", kind: .rule), Column("used", kind: .number), Column("max", kind: .number),
        Column("left", kind: .number),
        Column("window"), Column("scope"), Column("resets_in", title: "RESETS IN", kind: .seconds),
      ], empty: policy.document == nil ? "no policy; all calls are denied" : "the policy has no limits",
      idKey: "rule", fields: ["resets_at"])
    var notes: [String] = []
    if arguments.format == .table {
      notes.append("grant \(usage.grant), policy \(policy.origin)" + (source.isEnforced ? "" : ", not enforced"))
    }
    // Holds for all tools, whatever is left of their limits.
    if let pause = try session.client().dryRun(ToolCall("get_me")).refusal, pause.rule == Gate.serviceLimitRule {
      notes.append(pause.message + (pause.hint.map { "; " + $0 } ?? ""))
    }
    return Output(
      value: .array(usage.rows(limits).map(\.json)), view: .table(view),
      notes: notes)
  }
}
