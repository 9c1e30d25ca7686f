import Basics

extension Denial {
  func asError(_ policy: LoadedPolicy) -> TTError {
    TTError(.policyDenied, message, remedy: .seePolicy(origin: policy.origin), rule: rule)
  }
}

extension LimitExceeded {
  /// - Parameter store: where the counters are; named if only a clock that once ran ahead explains the wait.
  func asError(_ call: PolicyCall, _ store: any StateStore) -> TTError {
    var error = TTError(
      .rateLimited, Denial.prefix + "The limit of \(limit.text) for \(call.tool) has been reached", rule: limit.rule,
      retryAfter: retryAfter)
    guard let retryAfter else {
      error.remedy = .advice(limit.max == 0 ? "a limit of 0 allows no calls" : "this amount alone exceeds the limit")
      return error
    }
    error.remedy = .wait(seconds: retryAfter)
    if retryAfter > limit.window.seconds {
      error.remedy = .advice(
        "try again in \(DurationText.wait(retryAfter)) (the counters in \(store.location) are ahead of the clock; if "
          + "the clock is correct, \(store.clockCorrection))")
    }
    return error
  }
}

extension TTError {
  /// The service asked for no more calls for a number of seconds.
  static func serviceLimit(_ seconds: Int) -> TTError {
    TTError(
      .rateLimited, "the service asked for no more requests for now (429), so nothing was sent",
      remedy: .wait(seconds: seconds), rule: Gate.serviceLimitRule, retryAfter: seconds)
  }
}

extension ApprovalRequest {
  init(_ call: PolicyCall, _ policy: LoadedPolicy, rule: String, message: String) {
    self.init(
      grant: call.grant, tool: call.tool, arguments: call.arguments, account: call.account,
      policy: policy.fingerprint, rule: rule, message: message)
  }

  /// The error for a call that lacks the approval.
  ///
  /// - Parameters:
  ///   - approval: the stored request; nil if none was stored.
  ///   - response: the response of the user who was asked during the call.
  func asError(
    _ approval: Approval?, under policy: LoadedPolicy, response: ApprovalResponse = .unavailable
  ) -> TTError {
    let sentence = message.hasSuffix(".") ? message : message + "."
    var error = TTError(
      .approvalRequired, Denial.prefix + sentence, remedy: .seePolicy(origin: policy.origin), rule: rule)
    error.approval = approval?.id
    if response == .denied || approval?.state == .denied {
      // A no is a no: nothing waits, and nobody is asked again while it stands.
      error.failure = .policyDenied
      error.message += " A person declined this call" + (approval.map { " (approval \($0.id))." } ?? ".")
    } else if let approval {
      error.message += " Approval \(approval.id) is pending."
      error.remedy = .approve(id: approval.id)
    }
    return error
  }
}
