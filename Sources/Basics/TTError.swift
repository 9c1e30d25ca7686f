/// What kind of thing went wrong. The raw value is the class name in JSON errors; `TTCommands` maps it to an exit code.
public enum FailureClass: String, Sendable, CaseIterable {
  /// The service answered and refused, or answered something that is not understood.
  case api = "api_error"
  /// The command line or an argument is wrong; nothing was sent.
  case usage = "usage"
  /// A policy rule denies the call; nothing was sent.
  case policyDenied = "policy_denied"
  /// No credentials, or the service does not accept them.
  case auth = "auth"
  /// No such object, or a name that fits several.
  case notFound = "not_found"
  /// Another timer is running.
  case conflict = "conflict"
  /// The service was not reached; nothing was changed there.
  case network = "network"
  /// A write was sent and no answer came.
  case outcomeUnknown = "outcome_unknown"
  /// A local limit or the service's own.
  case rateLimited = "rate_limited"
  /// The policy requires a person's approval.
  case approvalRequired = "approval_required"
  /// A file of tt's own is invalid, unreadable or cannot be written.
  case config = "config"
}

/// The one error type of tt: what went wrong, its class, why, and what to do next.
public struct TTError: Error, Equatable, Sendable {
  /// Decides the exit code and the `class` of a JSON error.
  public var failure: FailureClass
  /// One line that names what is wrong and what would be right. Never holds a secret.
  public var message: String
  /// The next step, when there is one.
  public var remedy: Remedy?
  /// The policy rule that decided, for example `/tools/track_task/limits/track_task_rate`.
  public var rule: String?
  /// Seconds until a repeat can succeed, rounded up, for limits.
  public var retryAfter: Int?
  /// The approval that waits for a person's yes.
  public var approval: String?
  /// Further lines, each one finding, where one line cannot hold them all.
  public var details: [String] = []

  /// Makes an error; `remedy`, `rule` and `retryAfter` (seconds) only where they apply.
  public init(
    _ failure: FailureClass, _ message: String, remedy: Remedy? = nil, rule: String? = nil, retryAfter: Int? = nil
  ) {
    self.failure = failure
    self.message = message
    self.remedy = remedy
    self.rule = rule
    self.retryAfter = retryAfter
  }

  /// The same with advice that reads alike at every door.
  public init(_ failure: FailureClass, _ message: String, hint: String?, rule: String? = nil) {
    self.init(failure, message, remedy: hint.map(Remedy.advice), rule: rule)
  }

  /// A usage error: the command line or an argument is wrong, exit 2.
  public static func usage(_ message: String, hint: String? = nil) -> TTError {
    TTError(.usage, message, hint: hint)
  }

  /// A usage error with a remedy of its own.
  public static func usage(_ message: String, remedy: Remedy) -> TTError {
    TTError(.usage, message, remedy: remedy)
  }

  /// An error about one of tt's own files, exit 11.
  public static func config(_ message: String, hint: String? = nil) -> TTError {
    TTError(.config, message, hint: hint)
  }

  /// An error about one of tt's own files with a remedy of its own.
  public static func config(_ message: String, remedy: Remedy) -> TTError {
    TTError(.config, message, remedy: remedy)
  }
}
