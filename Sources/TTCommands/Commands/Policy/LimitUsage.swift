import Basics
import Policy

/// The usage of limits by one grant.
struct LimitUsage {
  let grant: String
  private let states: [CounterState]
  private let now: Int

  /// Reads the counters of the session's grant for all limits of a policy.
  init(_ session: Session, _ policy: PolicyDocument?) throws(TTError) {
    let grant = try session.grant()
    self.grant = grant
    states = try session.store().counters(of: (policy?.limits ?? []).map { LimitUse($0, grant: grant) }, grant: grant)
    now = session.context.clock().seconds
  }

  /// The limits with their usage.
  func rows(_ limits: [Limit]) -> [LimitUsageRow] {
    limits.flatMap { limit in states.filter { $0.limit == limit }.prefix(1) }.map { LimitUsageRow($0, now: now) }
  }
}

/// One limit with its usage, as output.
struct LimitUsageRow {
  private let state: CounterState
  private let now: Int

  /// - Parameter now: seconds since 1970.
  init(_ state: CounterState, now: Int) {
    self.state = state
    self.now = now
  }

  private var left: Int { max(0, state.limit.max - state.used) }
  private var resetsIn: Int { max(0, state.resetsAt - now) }

  /// The limit as an element of JSON output.
  var json: JSONValue {
    let limit = state.limit
    return [
      "rule": .string(limit.rule), "window": .string(limit.window.text), "scope": .string(limit.scope.rawValue),
      "max": JSONValue(limit.max), "used": JSONValue(state.used), "left": JSONValue(left),
      "resets_in": JSONValue(resetsIn), "resets_at": .string(Instant(seconds: state.resetsAt).rfc3339),
    ]
  }

  /// The limit as a phrase: `30 per minute, 12 left`.
  var summary: String {
    (state.limit.rule.hasPrefix("/all_tools/") ? "all tools " : "") + "\(state.limit.text), \(left) left"
  }

  /// The limit as a line of its own.
  var line: String {
    "\(state.limit.rule): \(state.used) of \(state.limit.max) used in this \(state.limit.window.text), "
      + "resets in \(resetsIn) s"
  }
}
