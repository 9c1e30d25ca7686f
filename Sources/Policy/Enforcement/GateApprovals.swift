import Basics

extension Gate {
  /// The open approvals of all grants, the oldest first.
  public func approvals() throws(TTError) -> [Approval] { try store.approvals() }

  /// Answers a request and records the answer.
  ///
  /// - Parameter locked: the grant the caller is locked to, which cannot approve calls.
  /// - Returns: the updated approval, and whether it changed.
  /// - Throws: `notFound` if no open request has this ID; `policyDenied` if the caller is locked; `config`
  ///   if the state cannot be used.
  public func answer(
    _ id: String, isGranted: Bool, lockedTo locked: String? = nil
  ) throws(TTError) -> (approval: Approval, changed: Bool) {
    let answer = ApprovalAnswer(
      id: id, isGranted: isGranted, lifetime: approvalLifetime, lockedGrant: locked, channel: channel)
    if let found = try store.answer(answer) { return found }
    throw TTError(
      .notFound, "no pending approval \(id): it has been used, has expired, or never existed",
      remedy: .reviewApprovals)
  }
}

extension TTError {
  /// A locked grant cannot approve calls.
  public static func lockedApproval(by grant: String) -> TTError {
    TTError(
      .policyDenied,
      Denial.prefix + "The configuration locks the grant to \(grant); a locked grant cannot approve calls.",
      hint: "approve it from a configuration without grant_lock", rule: "(grant lock)")
  }
}
