import Basics

extension Gate {
  /// The approvals that are open, of all grants, the oldest first.
  public func approvals() throws(TTError) -> [Approval] {
    try ApprovalsFile(folder: stateFolder).read().all(now: clock().seconds)
  }

  /// Answers a request, and records that.
  ///
  /// - Parameter locked: the grant the one who answers is locked to: it cannot say yes to its own calls.
  /// - Returns: the approval as it now stands, and whether that is a change.
  /// - Throws: `notFound` for an id that is not open; `policyDenied` for a yes to oneself; `config` when a file of the gate cannot be used.
  public func answer(
    _ id: String, isGranted: Bool, lockedTo locked: String? = nil
  ) throws(TTError) -> (approval: Approval, changed: Bool) {
    let lock = try lockState()
    let file = ApprovalsFile(folder: stateFolder)
    var approvals = try file.read()
    guard
      let answer = approvals.answer(
        id, isGranted: isGranted, now: clock().seconds, lifetime: approvalLifetime)
    else {
      throw TTError(
        .notFound, "there is no approval \(id) to answer: it was used, has lapsed, or never was",
        hint: "see: tt policy approvals")
    }
    let request = answer.approval.request
    if let locked, isGranted, request.grant.isIdentical(to: locked) {
      throw TTError(
        .policyDenied,
        Denial.prefix + "The configuration locks the grant to \(locked), which cannot say yes to itself.",
        hint: "say it with a configuration that has no grant_lock", rule: "(grant lock)")
    }
    guard answer.changed else { return answer }
    // The record goes first: a yes that cannot be recorded does not count.
    let call = PolicyCall(tool: request.tool, arguments: request.arguments, grant: request.grant)
    var record = entry(
      .approval, call, Self.newID(), decision: isGranted ? "yes" : "no", rule: request.rule,
      approval: answer.approval.id)
    record.policy = request.policy
    try append(record, lock)
    try file.write(approvals, lock)
    return answer
  }
}
