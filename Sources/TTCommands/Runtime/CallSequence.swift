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
      throw error.afterChanges
    }
  }

  /// Makes the calls of a command that does the same to several time entries.
  ///
  /// - Parameters:
  ///   - done: what is done to an entry, as a participle.
  ///   - result: what becomes of a result.
  /// - Throws: the error of the first call that fails, which says which entry it was, and what became of the others.
  func callEach(
    _ calls: [ValidatedCall], done: String, _ result: (ToolResult) -> Void
  ) throws(TTError) {
    let ids = calls.map { String($0.arguments.integer("event_id") ?? 0) }
    for (index, call) in calls.enumerated() {
      do throws(TTError) {
        result(try self.call(call))
      } catch {
        guard calls.count > 1 else { throw error }
        var error = error
        let (before, after) = (ids[..<index], ids[(index + 1)...])
        if !error.message.containsText(ids[index]) { error.message += " (time entry \(ids[index]))" }
        if before.isEmpty, error.failure != .outcomeUnknown {
          error.message += "; none was \(done)"
        } else {
          if !before.isEmpty { error.message += "; \(done) before that: \(before.joined(separator: ", "))" }
          if !after.isEmpty { error.message += "; not \(done): \(after.joined(separator: ", "))" }
        }
        throw before.isEmpty ? error : error.afterChanges
      }
    }
  }
}

extension TTError {
  /// The error of a call before which others of the same command have changed something. That nothing was changed, as
  /// `network` says, is not true any more.
  var afterChanges: TTError {
    var error = self
    if failure == .network { error.failure = .outcomeUnknown }
    return error
  }
}
