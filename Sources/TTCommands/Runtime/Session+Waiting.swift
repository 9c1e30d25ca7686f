import Basics
import TrackingTime
import Transport

/// `--wait` and `--verbose`.
extension Session {
  /// The longest time in seconds to wait for a limit; nil to fail at once.
  func waitLimit() throws(TTError) -> Int? {
    guard let word = arguments.value("wait") else { return nil }
    guard let seconds = DurationText.parse(word), seconds > 0 else {
      let hint = Int(word).map { "did you mean \($0)s?" }
      throw .invalidValue(word, for: "--wait", expected: "a duration such as 90s or 10m", hint: hint)
    }
    return seconds
  }

  /// Makes a call, after waiting for the limits that refuse it as long as `--wait` allows.
  func callWhenAllowed(_ call: ValidatedCall, rows: (([JSONValue]) -> Void)?) throws(TTError) -> ToolResult {
    _ = try waitLimit()
    while true {
      do throws(TTError) {
        return try client().call(call, rows: rows)
      } catch {
        // Only a rule's refusal means that nothing was sent.
        guard error.failure == .rateLimited, error.rule != nil, let seconds = error.retryAfter, wait(seconds: seconds)
        else { throw error }
      }
    }
  }

  /// Waits some seconds if that is no more than what is left of `--wait`; false if it is, and when a signal asks the run
  /// to end.
  func wait(seconds: Int) -> Bool {
    let limit = try? waitLimit() ?? (waitsForLimits ? .max : nil)
    guard let limit, seconds <= limit - waited else { return false }
    if context.errors.isTerminal, waited == 0 {
      let text = "tt: waiting \(DurationText.wait(seconds)) for a limit; Ctrl-C ends it\n"
      _ = context.errors.write(Array(text.utf8))
    }
    waited += seconds
    (context.interruption?.sleep ?? context.sleep)(Double(seconds))
    return context.interruption?.signal() == nil
  }

  /// Shows requests on standard error, with `--verbose`.
  var requestLog: ((Exchange) -> Void)? {
    guard arguments.has("verbose") else { return nil }
    return { [context] exchange in
      _ = context.errors.write(Array(("tt: " + exchange.line.escapingControlCharacters + "\n").utf8))
    }
  }
}

extension Exchange {
  /// The request and what became of it: `GET /api/v4/me: 200, 12 ms, attempt 1`.
  fileprivate var line: String {
    let end: String
    switch outcome {
    case .success(let status): end = String(status)
    case .failure(let failure): end = "no response (\(failure.reason))"
    case nil: end = "no longer needed"
    }
    return "\(method) \(target): \(end), \(milliseconds) ms, attempt \(attempt)"
  }
}
