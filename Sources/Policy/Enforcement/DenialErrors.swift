import Basics

extension Denial {
  func asError(_ policy: LoadedPolicy) -> TTError {
    TTError(.policyDenied, message, remedy: .seePolicy(origin: policy.origin), rule: rule)
  }
}

extension LimitExceeded {
  /// - Parameter location: where the counters are kept, named where only a clock that once ran ahead explains the wait.
  func asError(_ call: PolicyCall, _ location: String) -> TTError {
    var error = TTError(
      .rateLimited, Denial.prefix + "The limit of \(limit.text) for \(call.tool) is reached", rule: limit.rule,
      retryAfter: retryAfter)
    guard let retryAfter else {
      error.remedy = .advice(limit.max == 0 ? "it never allows a call" : "this amount never fits")
      return error
    }
    error.remedy = .wait(seconds: retryAfter)
    if retryAfter > limit.window.seconds {
      error.remedy = .advice(
        "try again in \(DurationText.wait(retryAfter)) (the counters in \(location) are ahead of the clock; if the clock "
          + "is right now, remove limits.json there)")
    }
    return error
  }
}

extension ApprovalRequest {
  init(_ call: PolicyCall, _ policy: LoadedPolicy, rule: String, message: String) {
    self.init(
      grant: call.grant, tool: call.tool, arguments: call.arguments, account: call.account,
      policy: policy.fingerprint, rule: rule, message: message)
  }

  /// The refusal of the call.
  ///
  /// - Parameters:
  ///   - approval: what was stored for a person; nil where nothing was.
  ///   - response: what somebody said who was asked just now.
  func asError(
    _ approval: Approval?, _ policy: LoadedPolicy, _ response: ApprovalResponse = .unavailable
  ) -> TTError {
    let sentence = message.hasSuffix(".") ? message : message + "."
    var error = TTError(
      .approvalRequired, Denial.prefix + sentence, remedy: .seePolicy(origin: policy.origin), rule: rule)
    if response == .denied { error.message += " The answer was no." }
    guard let approval else { return error }
    error.message +=
      approval.state == .denied ? " Approval \(approval.id) was denied." : " Approval \(approval.id) is pending."
    error.remedy = .approve(id: approval.id)
    error.approval = approval.id
    return error
  }
}
