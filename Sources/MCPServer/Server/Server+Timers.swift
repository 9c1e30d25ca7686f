import Basics

/// What the server does without a message from the client: notifications, time limits and the end.
extension Server {
  /// Seconds running calls have at the end before their transfers are stopped; hosts wait two.
  private static let gracePeriod = 1.25
  private static let gracePeriodAfterSignal = 1.0
  /// Seconds after that for writing what is left.
  private static let finalWriteTimeout = 0.35

  private var hasListeners: Bool { router.mayNotify || subscriptions.wantTools }

  /// Milliseconds until the next tick; -1 while no client would notice one.
  func pollTimeout() -> Int32 {
    guard hasListeners || calls.hasOpenElicitations else { return -1 }
    return Int32(max(0, min(1000, (nextTick - MonotonicClock.now) * 1000)))
  }

  /// Checks once a second whether the policy has changed and whether an elicitation has expired.
  func tick() {
    if hasListeners { watch.begin() }
    let now = MonotonicClock.now
    guard now >= nextTick else { return }
    nextTick = now + 1
    ticks += 1
    for elicitation in calls.expire(now: now, "no answer within \(Int(CallQueue.elicitationTimeout)) s") {
      withdraw(elicitation, "timed out waiting for an answer")
    }
    if ticks % 12 == 0 {
      for token in calls.suspendedProgressTokens {
        writer.put(
          JSONRPC.notification(
            "progress", ["progressToken": token, "progress": JSONValue(ticks), "message": "waiting for approval"]))
      }
    }
    guard hasListeners, watch.hasChanged() else { return }
    if router.mayNotify { writer.put(JSONRPC.notification("tools/list_changed")) }
    subscriptions.notifyToolsChanged()
  }

  /// Ends subscriptions, elicitations and calls within the grace period.
  func stop(_ reason: StopReason) -> StopReason {
    let start = MonotonicClock.now
    subscriptions.end()
    _ = calls.expire(now: .infinity, "the session ended without an answer")
    var isSignal = false
    if case .signal = reason { isSignal = true }
    calls.close(dropWaiting: isSignal)
    let end = start + (isSignal ? Self.gracePeriodAfterSignal : Self.gracePeriod)
    if !calls.isEmpty(by: end) {
      calls.abort()
      _ = calls.isEmpty(by: end + Self.finalWriteTimeout)
    }
    writer.drain(until: end + Self.finalWriteTimeout)
    if !isSignal, let failure = writer.failure { return .outputFailed(failure.reason) }
    return reason
  }
}
