import Basics
import Policy

/// `tt policy approvals`, `approve` and `deny`: what waits for a person's yes, and the answer.
enum ApprovalCommands {
  static let commands = [
    Command(
      path: ["policy", "approvals"], group: .guarding, summary: "List the calls that wait for a person's yes",
      details: [
        "A call for which the policy says require_approval is put down here when there is nobody to ask, and ends with exit "
          + "10. Pending ones wait for an answer; granted ones were answered with yes and not used yet. The calls of all "
          + "grants are listed, or those of --grant.",
        "A request, and then its answer, lapses after 30 minutes (setting approval_timeout). Lapsed means no.",
      ],
      examples: [
        .init(line: "tt policy approvals", summary: "what do my agents want to do?"),
        .init(line: "tt policy approvals -q", summary: "their ids"),
      ],
      action: .local(list)),
    Command(
      path: ["policy", "approve"], group: .guarding, summary: "Say yes to a call that waits, once",
      details: [
        "The yes is for one call of that tool, by that grant, with exactly these arguments and under the same policy. It is "
          + "used up by the call, unless that certainly never reached the service."
      ],
      operands: [id], examples: [.init(line: "tt policy approve 3f9a12c7", summary: "it may be made once")],
      action: .local { arguments, session throws(TTError) in try answer(true, arguments, session) }),
    Command(
      path: ["policy", "deny"], group: .guarding, summary: "Say no to a call that waits",
      details: ["Takes a yes back, too, as long as it was not used."],
      operands: [id], examples: [.init(line: "tt policy deny 3f9a12c7", summary: "it may not be made")],
      action: .local { arguments, session throws(TTError) in try answer(false, arguments, session) }),
  ]

  private static let id = Command.Operand(
    name: "ID", summary: "the approval's id, from the call's message or tt policy approvals", isRequired: true)

  static func list(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let now = session.context.clock().seconds
    let grants = arguments.values("grant")
    let open = try session.gate().approvals().filter { approval in
      approval.state != .denied && (grants.isEmpty || grants.contains { $0.isIdentical(to: approval.request.grant) })
    }
    let view = ListView(
      columns: [
        Column("id"), Column("state"), Column("grant"), Column("tool"), Column("arguments", nil, .literal),
        Column("rule"), Column("lapses_in", "LAPSES IN", .seconds),
      ], empty: "nothing waits for a yes")
    return Output(value: .array(open.map { .object(row($0, now)) }), view: .table(view))
  }

  private static func answer(
    _ isGranted: Bool, _ arguments: Arguments, _ session: Session
  ) throws(TTError) -> Output {
    let (approval, changed) = try session.gate().answer(
      arguments.operands[0], isGranted: isGranted, lockedTo: try session.settings().grantLock)
    let now = session.context.clock().seconds
    var value: JSONObject = ["changed": .bool(changed)]
    for member in row(approval, now) { value[member.key] = member.value }
    let request = approval.request
    let call = "\(request.tool) by the grant \(request.grant) with \(JSONValue.object(request.arguments).compact)"
    let line =
      isGranted
      ? "Approved: \(call), once within \(DurationText.short(approval.expiresAt - now))." : "Denied: \(call)."
    return Output(value: .object(value), view: .lines([line]))
  }

  private static func row(_ approval: Approval, _ now: Int) -> JSONObject {
    let request = approval.request
    return [
      "id": .string(approval.id), "state": .string(approval.state.rawValue), "grant": .string(request.grant),
      "tool": .string(request.tool), "arguments": .object(request.arguments),
      "account": request.account.map(JSONValue.string) ?? .null, "rule": .string(request.rule),
      "message": .string(request.message), "lapses_in": JSONValue(approval.expiresAt - now),
      "lapses_at": .string(Instant(seconds: approval.expiresAt).rfc3339),
    ]
  }
}
