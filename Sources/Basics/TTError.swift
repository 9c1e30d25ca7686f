/// The class of an error. The raw value is the class name in JSON errors; `TTCommands` maps it to an exit code.
public enum FailureClass: String, Sendable, CaseIterable {
  /// The service refused the request, or its response was not understood.
  case api = "api_error"
  /// The command line or an argument is invalid; nothing was sent.
  case usage = "usage"
  /// A policy rule denies the call; nothing was sent.
  case policyDenied = "policy_denied"
  /// No credentials, or the service does not accept them.
  case auth = "auth"
  /// No such object, or an ambiguous name.
  case notFound = "not_found"
  /// Another timer is running.
  case conflict = "conflict"
  /// The service was not reached; nothing changed there.
  case network = "network"
  /// A write was sent, but no response arrived.
  case outcomeUnknown = "outcome_unknown"
  /// A local limit or the service's own limit was reached.
  case rateLimited = "rate_limited"
  /// The policy requires a person's approval.
  case approvalRequired = "approval_required"
  /// A file of tt's own is invalid, unreadable or cannot be written.
  case config = "config"
}

/// The error type of tt: what went wrong, its class, the reason, and the next step.
public struct TTError: Error, Equatable, Sendable {
  /// Decides the exit code and the `class` of a JSON error.
  public var failure: FailureClass
  /// One line that states what is wrong and, where useful, what was expected. Never contains a secret.
  public var message: String
  /// The next step, if any.
  public var remedy: Remedy?
  /// The policy rule that decided, for example `/tools/track_task/limits/track_task_rate`.
  public var rule: String?
  /// For limits, the seconds until a retry can succeed, rounded up.
  public var retryAfter: Int?
  /// The ID of the pending approval.
  public var approval: String?
  /// True if the call's own request certainly never left the machine, although it was to be sent.
  public var isUnsent = false
  /// Further lines, one per problem, if a single line is not enough.
  public var details: [String] = []

  /// Makes an error; `retryAfter` is in seconds.
  public init(
    _ failure: FailureClass, _ message: String, remedy: Remedy? = nil, rule: String? = nil, retryAfter: Int? = nil
  ) {
    self.failure = failure
    self.message = message
    self.remedy = remedy
    self.rule = rule
    self.retryAfter = retryAfter
  }

  /// Makes an error with advice worded the same for all readers.
  public init(_ failure: FailureClass, _ message: String, hint: String?, rule: String? = nil) {
    self.init(failure, message, remedy: hint.map(Remedy.advice), rule: rule)
  }

  /// A usage error: the command line or an argument is invalid, exit 2.
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
