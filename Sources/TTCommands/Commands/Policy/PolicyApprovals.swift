import Basics
import Policy

/// `tt policy approvals`.
enum PolicyApprovals {
  static let command = Command(
    path: ["policy", "approvals"], group: .policy, summary: "List calls awaiting approval",
    details: [
      "A call that requires approval ends with exit code 10 and is queued here if it cannot be approved at a prompt. "
        + "Requests in state pending have not been answered; those in state granted have been approved but "
        + "not used. Lists the requests of all grants, or those of --grant.",
      "A request, and then its answer, expires after 30 minutes (setting approval_timeout). Requests that expire unanswered "
        + "are denied.",
    ],
    examples: [
      .init(line: "tt policy approvals", summary: "what do my agents want to do?"),
      .init(line: "tt policy approvals -q", summary: "only the IDs"),
    ],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let now = session.context.clock().seconds
    let grants = arguments.values("grant")
    let open = try session.gate().approvals().filter { approval in
      approval.state != .denied && (grants.isEmpty || grants.contains { $0.isIdentical(to: approval.request.grant) })
    }
    let view = ListView(
      columns: [
        Column("id"), Column("state"), Column("grant"), Column("tool"), Column("arguments", kind: .literal),
        Column("rule"), Column("expires_in", title: "EXPIRES IN", kind: .seconds),
      ], empty: "no calls awaiting approval")
    return Output(value: .array(open.map { .object(ApprovalCommand.json($0, now: now)) }), view: .table(view))
  }
}
