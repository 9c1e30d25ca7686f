import Basics
import Policy

/// `tt policy status`: how the counters of the policy in force stand.
enum PolicyStatusCommand {
  static let command = Command(
    path: ["policy", "status"], group: .guarding, summary: "Show the limits, what is left of them, and when they reset",
    details: ["The limits of the policy in force, for the grant in force. Takes and writes nothing."],
    examples: [.init(line: "tt policy status --grant claude", summary: "how much may that grant still do?")],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let policy = try session.policySource().load()
    let board = try LimitUsage(session, policy.document)
    let limits = policy.document?.limits ?? []
    let view = ListView(
      columns: [
        Column("rule"), Column("used", nil, .number), Column("max", nil, .number), Column("left", nil, .number),
        Column("window"), Column("scope"), Column("resets_in", "RESETS IN", .seconds),
      ], empty: policy.document == nil ? "no policy is attached; every call is denied" : "the policy has no limits",
      idKey: "rule")
    return Output(
      value: .array(board.rows(limits).map(\.json)), view: .table(view),
      notes: arguments.format == .table ? ["grant \(board.grant), policy \(policy.origin)"] : [])
  }
}
