import Basics
import Policy

/// How a counter is shown.
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

  var json: JSONValue {
    let limit = state.limit
    return [
      "rule": .string(limit.rule), "window": .string(limit.window.text), "scope": .string(limit.scope.rawValue),
      "max": JSONValue(limit.max), "used": JSONValue(state.used), "left": JSONValue(left),
      "resets_in": JSONValue(resetsIn), "resets_at": .string(Instant(seconds: state.resetsAt).rfc3339),
    ]
  }

  /// For a cell of a table: `30 per minute, 12 left`.
  var summary: String {
    (state.limit.rule.hasPrefix("/all_tools/") ? "all tools " : "") + "\(state.limit.text), \(left) left"
  }

  var line: String {
    "\(state.limit.rule): \(state.used) of \(state.limit.max) used in this \(state.limit.window.text), "
      + "resets in \(resetsIn) s"
  }
}
