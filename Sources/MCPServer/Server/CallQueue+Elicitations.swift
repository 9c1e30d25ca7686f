import Basics
import Policy

/// Calls that wait for a person, after the client has been sent an `elicitation/create`.
extension CallQueue {
  /// Seconds a person has to answer.
  static let elicitationTimeout = 300.0
  /// Elicitations that can be open at once: more than anyone answers.
  private static let maxOpenElicitations = 32

  /// Whether a call was suspended.
  enum Suspension {
    case suspended, cancelled
    /// Too many elicitations are open.
    case full
  }

  /// Suspends a running call until a person has answered.
  ///
  /// - Parameters:
  ///   - deadline: when the elicitation expires, in seconds of `MonotonicClock`.
  ///   - elicit: sends the elicitation, under an ID of the server's own. Called before anyone else can touch the call.
  func suspend(
    _ job: Job, for request: ApprovalRequest, until deadline: Double, elicit: (RequestID) -> Void
  ) -> Suspension {
    calls.with { calls in
      let id = job.request.id
      guard case .running(_, isCancelled: false)? = calls.byID[id]?.stage else {
        job.sink.skip()
        calls.endRun(of: id)
        calls.byID[id] = nil
        return .cancelled
      }
      if calls.openElicitations >= Self.maxOpenElicitations || calls.isClosed { return .full }
      calls.endRun(of: id)
      calls.openElicitations += 1
      calls.elicitationCount += 1
      let elicitation = RequestID("tt-\(calls.elicitationCount)")
      calls.byID[id] = (job, .eliciting(elicitation, request, deadline: deadline))
      elicit(elicitation)
      return .suspended
    }
  }

  /// Queues a suspended call again, with the result of its elicitation. Unknown IDs are ignored.
  func resume(_ elicitation: RequestID, with result: ElicitationResult) {
    calls.with { calls in
      for (id, call) in calls.byID {
        guard case .eliciting(elicitation, let request, _) = call.stage else { continue }
        calls.resume(id, asked: request, result)
        return
      }
    }
  }

  /// Queues the calls whose elicitations have expired, as unanswered.
  ///
  /// - Returns: the IDs of the elicitations.
  func expire(now: Double, _ remark: String) -> [RequestID] {
    calls.with { calls in
      var expired: [RequestID] = []
      for (id, call) in calls.byID {
        guard case .eliciting(let elicitation, let request, let deadline) = call.stage, deadline <= now else {
          continue
        }
        calls.resume(id, asked: request, .unavailable(remark))
        expired.append(elicitation)
      }
      return expired
    }
  }

  /// True while an elicitation is open.
  var hasOpenElicitations: Bool { calls.with { $0.openElicitations > 0 } }

  /// The progress tokens of the suspended calls, where they have one.
  var suspendedProgressTokens: [JSONValue] {
    calls.with { calls in
      calls.byID.values.compactMap { call in
        if case .eliciting = call.stage { call.job.request.progressToken } else { nil }
      }
    }
  }
}

extension CallQueue.Calls {
  fileprivate mutating func resume(_ id: RequestID, asked request: ApprovalRequest, _ result: ElicitationResult) {
    guard var job = byID[id]?.job else { return }
    job.elicited = (request, result)
    openElicitations -= 1
    byID[id] = (job, .waiting)
    queue.append(id)
    queuedBytes += job.bytes
  }
}
