import Basics
import Policy
import TrackingTime

/// Calls of one command that belong together.
extension Session {
  /// Resolves calls that belong together, and judges them before the first is sent: if the policy or a limit refuses one,
  /// none is sent. Calls that turn out to be the same are one.
  func prepare(_ unresolved: [UnresolvedCall]) throws(TTError) -> [ValidatedCall] {
    let resolver = Resolver(session: self)
    var calls: [ValidatedCall] = []
    for unresolved in unresolved {
      let call = try resolver.resolve(unresolved).call
      let isKnown = calls.contains { $0.tool.name == call.tool.name && $0.arguments.json == call.arguments.json }
      if !isKnown { calls.append(call) }
    }
    try judgeTogether(calls)
    return calls
  }

  /// Judges calls before the first is sent, each for itself and all together by their limits. With `--wait`, a call waits
  /// for its limits when it is made.
  func judgeTogether(_ calls: [ValidatedCall]) throws(TTError) {
    // A single call is judged when it is made.
    guard calls.count > 1 else { return }
    do throws(TTError) {
      try judge(calls)
      try checkLimits(of: calls)
    } catch {
      guard error.failure == .rateLimited, try waitLimit() != nil else { throw error }
    }
  }

  /// Refuses calls that fit their limits one by one, but not all together.
  private func checkLimits(of calls: [ValidatedCall]) throws(TTError) {
    var counts: [String: Int] = [:]
    for call in calls {
      let verdict = try client().dryRun(ToolCall(call.tool.name, call.arguments.json, subject: call.subject))
      guard verdict.isEnforced else { return }
      for counter in verdict.counters where counter.limit.incrementFrom == nil {
        let rule = counter.limit.rule
        counts[rule, default: 0] += 1
        let left = max(0, counter.limit.max - counter.used)
        guard counts[rule] ?? 0 > left else { continue }
        let seconds = max(1, counter.resetsAt - context.clock().seconds)
        throw TTError(
          .rateLimited,
          Denial.prefix + "The limit leaves \(left) of the calls that this needs, so none was made.",
          remedy: .wait(seconds: seconds), rule: rule, retryAfter: seconds)
      }
    }
  }

  /// Makes a call that follows another one, which was made. Its failure says so.
  ///
  /// - Parameters:
  ///   - made: what was done, as a main clause.
  ///   - failed: what was not done then, as a main clause.
  ///   - next: how to do the rest, as a command line.
  func call(
    _ call: ValidatedCall, after made: String, otherwise failed: String, next: String
  ) throws(TTError) -> ToolResult {
    do throws(TTError) {
      return try self.call(call)
    } catch {
      var error = error
      if error.failure == .outcomeUnknown {
        error.message = "\(made); what follows may not be done: \(error.message)"
      } else {
        error.message = "\(made), but \(failed): \(error.message)"
        error.remedy = .advice("to do the rest: \(next)")
      }
      throw error
    }
  }
}
