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
    tools.first { $0.name.isIdentical(to: tool) }?.rules
  }

  /// The limits that count a call of a tool: its own, then those of all tools.
  public func limits(of tool: String) -> [Limit] { (rules(for: tool)?.limits ?? []) + allToolsLimits }

  /// All limits: those of the tools, then those of all tools together.
  public var limits: [Limit] { tools.flatMap(\.rules.limits) + allToolsLimits }

  /// True when the tool is hidden, by its name or by `*`.
  public func hides(_ tool: String) -> Bool {
    hide.contains { $0.isIdentical(to: tool) || $0.isIdentical(to: "*") }
  }
}

/// The rules of one tool.
public struct ToolRules: Sendable {
  /// What holds for every call of the tool, whatever its arguments.
  public enum Action: String, Sendable, CaseIterable {
    /// Nothing more than being listed.
    case allow
    /// No call passes.
    case deny
    /// Every call needs a person's yes.
    case requireApproval = "require_approval"
  }

  /// All must hold.
  public var require: [Rule]
  /// None may hold.
  public var denyIf: [Rule]
  /// The member `action`.
  public var action: Action
  /// The member `reason`: said where a rule has no text of its own.
  public var reason: String?
  /// The limits of `limits`, then that of `rate_limit`. All of them apply together.
  public var limits: [Limit]

  /// No rules: the tool is allowed without conditions.
  public init(
    require: [Rule] = [], denyIf: [Rule] = [], action: Action = .allow, reason: String? = nil, limits: [Limit] = []
  ) {
    self.require = require
    self.denyIf = denyIf
    self.action = action
    self.reason = reason
    self.limits = limits
  }
}

/// One entry of `require` or `deny_if`: conditions that hold together or not.
public struct Rule: Sendable {
  /// What happens when a `require` does not hold or a `deny_if` does.
  public enum Action: String, Sendable, CaseIterable {
    case deny
    case requireApproval = "require_approval"
  }

  /// All must hold for the entry to hold; with none it always does.
  public var conditions: [Condition]
  /// The member `on_deny`.
  public var onDeny: String?
  /// The member `action`.
  public var action: Action
  /// The identifier, for example `/tools/create_event/deny_if/args.duration-gt`.
  public var identifier: String

  /// True when all conditions hold for the arguments of a call.
  public func isSatisfied(by arguments: JSONObject) -> Bool { conditions.allSatisfy { $0.isSatisfied(by: arguments) } }
}
