import Basics
import Policy

/// What `tt policy approvals`, `approve` and `deny` share.
enum ApprovalCommand {
  /// The operand of `approve` and `deny`.
  static let idOperand = Command.Operand(
    name: "ID", summary: "approval ID, from the message of the call or tt policy approvals", isRepeated: true)

  /// Answers all pending calls.
  static let all = Flag(name: "all", summary: "all pending calls, as tt policy approvals lists them")

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

  /// Approves or denies the calls that the command line names. The first that cannot be answered ends the command.
  static func answer(
    _ arguments: Arguments, _ session: Session, isGranted: Bool
  ) throws(TTError) -> Output {
    let answersAll = arguments.has(all.name)
    if answersAll, !arguments.operands.isEmpty { throw .cannotCombine("--all", with: "an approval ID") }
    guard answersAll || !arguments.operands.isEmpty else {
      throw .usage(
        "tt \(arguments.command.name): missing required argument ID (\(idOperand.summary))",
        hint: "for example: tt \(arguments.command.name) 3f9a12c7; or --all")
    }
    let known = try session.gate().approvals()
    // One that is not known is said before any is answered.
    if let unknown = arguments.operands.first(where: { id in !known.contains { $0.id == id } }) {
      return try answer(unknown, session, isGranted: isGranted)
    }
    var wanted = known.filter { answersAll ? $0.state == .pending : arguments.operands.contains($0.id) }
    var lines: [String] = []
    var isComplete = true
    if isGranted {
      let asked = try confirmed(wanted, arguments, session)
      lines = wanted.filter { call in !asked.contains { $0.id == call.id } }.map {
        "Not approved: \($0.id) stays pending (tt policy deny \($0.id) denies it)."
      }
      isComplete = asked.count == wanted.count
      wanted = asked
    }
    let answers = try wanted.map { (call) throws(TTError) in try answer(call.id, session, isGranted: isGranted) }
    if answers.count == 1, lines.isEmpty { return answers[0] }
    lines =
      answers.flatMap { output -> [String] in if case .lines(let lines) = output.view { lines } else { [] } } + lines
    return Output(
      value: .array(answers.map(\.value)), view: .lines(lines.isEmpty ? ["There are no pending calls."] : lines),
      exit: isComplete ? 0 : 1)
  }

  /// The calls that the person at the terminal approves, one by one; with `--yes`, all of them.
  private static func confirmed(
    _ calls: [Approval], _ arguments: Arguments, _ session: Session
  ) throws(TTError) -> [Approval] {
    if let lock = try session.settings().grantLock { throw .lockedApproval(by: lock) }
    if arguments.has(Flag.yes.name) { return calls }
    guard session.canAsk else {
      var error = TTError.usage("tt policy approve: without a terminal, approving requires --yes")
      error.details = calls.flatMap { call in
        (["approval \(call.id)"] + call.request.lines).map(\.exposingInvisibles)
      }
      throw error
    }
    return calls.filter { session.confirm($0.request, "Approve \($0.id)? [y/N] ") == true }
  }

  private static func answer(_ id: String, _ session: Session, isGranted: Bool) throws(TTError) -> Output {
    let (approval, changed) = try session.gate().answer(
      id, isGranted: isGranted, lockedTo: try session.settings().grantLock)
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
