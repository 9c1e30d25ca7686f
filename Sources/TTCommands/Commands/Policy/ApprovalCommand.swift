import Basics
import Policy

/// What `tt policy approvals`, `approve` and `deny` share.
enum ApprovalCommand {
  /// The operand of `approve` and `deny`.
  static let idOperand = Command.Operand(
    name: "ID", summary: "approval ID, from the message of the call or tt policy approvals", isRequired: true)

  /// An approval as a row.
  ///
  /// - Parameter now: seconds since 1970.
  static func json(_ approval: Approval, now: Int) -> JSONObject {
    let request = approval.request
    return [
      "id": .string(approval.id), "state": .string(approval.state.rawValue), "grant": .string(request.grant),
      "tool": .string(request.tool), "arguments": .object(request.arguments),
      "account": request.account.map(JSONValue.string) ?? .null, "rule": .string(request.rule),
      "message": .string(request.message), "expires_in": JSONValue(approval.expiresAt - now),
      "expires_at": .string(Instant(seconds: approval.expiresAt).rfc3339),
    ]
  }

  /// Approves or denies the call that the command line names.
  static func answer(
    _ arguments: Arguments, _ session: Session, isGranted: Bool
  ) throws(TTError) -> Output {
    let (approval, changed) = try session.gate().answer(
      arguments.operands[0], isGranted: isGranted, lockedTo: try session.settings().grantLock)
    let now = session.context.clock().seconds
    var value: JSONObject = ["changed": .bool(changed)]
    for member in json(approval, now: now) { value[member.key] = member.value }
    let request = approval.request
    let call = "\(request.tool) by grant \(request.grant) with \(JSONValue.object(request.arguments).compact)"
      .exposingInvisibles
    let line =
      isGranted
      ? "Approved: \(call), once within \(DurationText.short(approval.expiresAt - now))." : "Denied: \(call)."
    return Output(value: .object(value), view: .lines([line]))
  }
}
