import Basics

extension Denial {
  func asError(_ policy: LoadedPolicy) -> TTError {
    TTError(.policyDenied, message, hint: "policy: \(policy.origin)", rule: rule)
  }
}

extension LimitExceeded {
  /// - Parameter path: the limits file, named where only a clock that once ran ahead explains the wait.
  func asError(_ call: PolicyCall, _ path: String) -> TTError {
    let what = "The limit of \(limit.text) for \(call.tool) is reached"
    let never = limit.max == 0 ? "it never admits a call" : "so much never fits"
    var hint = retryAfter.map { "try again in \($0) s" + ($0 < 120 ? "" : " (\(DurationText.short($0)))") } ?? never
    if let retryAfter, retryAfter > limit.window.seconds {
      hint += " (\(path) is ahead of the clock; if the clock is right now, remove that file)"
    }
    return TTError(.rateLimited, Denial.prefix + what, hint: hint, rule: limit.rule, retryAfter: retryAfter)
  }
}

extension ApprovalRequest {
  init(_ call: PolicyCall, _ policy: LoadedPolicy, rule: String, message: String) {
    self.init(
      grant: call.grant, tool: call.tool, arguments: call.arguments, account: call.account,
      policy: policy.document?.fingerprint ?? "none",
      rule: rule, message: message)
  }

  /// The refusal of the call.
  ///
  /// - Parameters:
  ///   - approval: what was put down for a person; nil where nothing was.
  ///   - consent: what somebody said who was asked just now.
  func asError(_ approval: Approval?, _ policy: LoadedPolicy, _ consent: ApprovalResponse = .unavailable) -> TTError {
    let sentence = message.hasSuffix(".") ? message : message + "."
    var error = TTError(
      .approvalRequired, Denial.prefix + sentence, hint: "policy: \(policy.origin)", rule: rule)
    if consent == .denied { error.message += " The answer was no." }
    guard let approval else { return error }
    let what = approval.state == .denied ? "A person said no to approval" : "It waits for approval"
    error.message += " \(what) \(approval.id)."
    error.hint = "a person says yes with: tt policy approve \(approval.id)"
    error.approval = approval.id
    return error
  }
}
