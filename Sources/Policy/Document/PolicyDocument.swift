import Basics

/// A policy of format version 1 as PolicyLayer publishes it: what a grant may call, and how often.
public struct PolicyDocument: Sendable {
  /// What happens to a tool that is not a key of `tools`.
  public enum Default: String, Sendable, CaseIterable {
    case allow, deny
  }

  /// For unlisted tools.
  public var `default`: Default
  /// Tools that do not exist for the caller; `*` hides everything.
  public var hide: [String]
  /// Limits that count the calls of all tools together.
  public var allToolsLimits: [Limit]
  /// The rules of the listed tools, in the order of the document.
  public var tools: [(name: String, rules: ToolRules)]
  /// SHA-256 of the document's bytes, in hexadecimal: names this very text in the audit log.
  public var fingerprint: String

  /// The rules of a tool, or nil when it is not listed. Names are compared by code points.
  public func rules(for tool: String) -> ToolRules? {
    tools.first { $0.name.sameText(as: tool) }?.rules
  }

  /// True when the tool is hidden, by its name or by `*`.
  public func hides(_ tool: String) -> Bool {
    hide.contains { $0.sameText(as: tool) || $0.sameText(as: "*") }
  }
}

/// The rules of one tool.
public struct ToolRules: Sendable {
  /// All of them apply together.
  public var limits: [Limit]

  /// No rules: the tool is allowed without conditions.
  public init(limits: [Limit] = []) { self.limits = limits }
}

/// At most so many calls in a window of time.
public struct Limit: Sendable, Equatable {
  /// Whose calls are counted together.
  public enum Scope: String, Sendable, CaseIterable {
    /// Each grant has a counter of its own.
    case grant
    /// All grants share one counter.
    case server
  }

  /// The name the document gives the counter.
  public var counter: String
  /// The window's length and alignment.
  public var window: Window
  /// Calls admitted in one window; 0 means never.
  public var max: Int
  /// Whose calls are counted.
  public var scope: Scope
  /// The rule's identifier, for example `/tools/track_task/limits/track_task_rate`.
  public var rule: String

  /// Makes a limit; `rule` is its identifier in refusals.
  public init(counter: String, window: Window, max: Int, scope: Scope, rule: String) {
    self.counter = counter
    self.window = window
    self.max = max
    self.scope = scope
    self.rule = rule
  }
}

/// A window of time, aligned to UTC: a minute begins at second 0, an hour at minute 0, a day at 00:00 UTC.
public enum Window: String, Sendable, CaseIterable {
  case minute, hour, day

  /// The window's length in seconds.
  public var seconds: Int {
    switch self {
    case .minute: 60
    case .hour: 3600
    case .day: 86400
    }
  }

  /// The start, in seconds since 1970, of the window that holds an instant.
  public func start(of second: Int) -> Int {
    let remainder = second % seconds
    return second - (remainder < 0 ? remainder + seconds : remainder)
  }
}
