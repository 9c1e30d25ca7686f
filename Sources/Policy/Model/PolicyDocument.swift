import Basics

/// A policy in PolicyLayer's format version 1: what a grant may call, and how often.
public struct PolicyDocument: Sendable {
  /// The treatment of tools that `tools` does not list.
  public enum Default: String, Sendable, CaseIterable {
    case allow, deny
  }

  /// The treatment of unlisted tools.
  public var `default`: Default
  /// Tools hidden from the caller; `*` hides all.
  public var hide: [String]
  /// Limits on the calls of all tools together.
  public var allToolsLimits: [Limit]
  /// The rules of the listed tools, in the order of the document.
  public var tools: [(name: String, rules: ToolRules)]
  /// SHA-256 of the document's bytes, in hexadecimal: identifies this version in the audit log.
  public var fingerprint: String

  /// The rules of a tool, or nil if it is not listed. Names are compared by code points.
  public func rules(for tool: String) -> ToolRules? {
    tools.first { $0.name.isIdentical(to: tool) }?.rules
  }

  /// The limits that apply to a tool: its own, then those of all tools.
  public func limits(of tool: String) -> [Limit] { (rules(for: tool)?.limits ?? []) + allToolsLimits }

  /// All limits: those of the tools, then those of all tools together.
  public var limits: [Limit] { tools.flatMap(\.rules.limits) + allToolsLimits }

  /// True if the tool is hidden, by name or by `*`.
  public func hides(_ tool: String) -> Bool {
    hide.contains { $0.isIdentical(to: tool) || $0.isIdentical(to: "*") }
  }
}

/// The rules of one tool.
public struct ToolRules: Sendable {
  /// The treatment of every call of the tool, whatever its arguments.
  public enum Action: String, Sendable, CaseIterable {
    /// Calls are allowed, subject to the other rules.
    case allow
    /// Every call is denied.
    case deny
    /// Every call requires approval.
    case requireApproval = "require_approval"
  }

  /// Rules that every call must satisfy.
  public var require: [Rule]
  /// Rules that no call may satisfy.
  public var denyIf: [Rule]
  /// The member `action`.
  public var action: Action
  /// The member `reason`: the message of rules without one of their own.
  public var reason: String?
  /// The limits of `limits`, then that of `rate_limit`. All of them apply together.
  public var limits: [Limit]

  /// Makes rules; without any, the tool is allowed unconditionally.
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

/// One entry of `require` or `deny_if`: conditions that are met together or not at all.
public struct Rule: Sendable {
  /// The consequence of an unsatisfied `require` or a satisfied `deny_if`.
  public enum Action: String, Sendable, CaseIterable {
    case deny
    case requireApproval = "require_approval"
  }

  /// The conditions that must all be met; an entry without any is always satisfied.
  public var conditions: [Condition]
  /// The member `on_deny`.
  public var onDeny: String?
  /// The member `action`.
  public var action: Action
  /// The identifier, for example `/tools/create_event/deny_if/args.duration-gt`.
  public var identifier: String

  /// True if the arguments of a call meet all conditions.
  public func isSatisfied(by arguments: JSONObject) -> Bool { conditions.allSatisfy { $0.isSatisfied(by: arguments) } }
}

extension PolicyDocument {
  /// The policy of the grant `default` if no policy file exists: reads are allowed, timers are started and stopped at most
  /// 30 times a minute per grant, as published, and each other write is made at most 300 times, so that a person can add a
  /// month of entries. Anything else is denied.
  ///
  /// - Parameters:
  ///   - reads: the names of the tools that only read.
  ///   - writes: the names of the tools that make changes.
  public static func builtIn(reads: [String], writes: [String]) -> PolicyDocument {
    let writeRules = writes.map { tool in
      let counter = tool + "_rate"
      let isTimer = tool == "track_task" || tool == "stop_task"
      let limit = Limit(
        counter: counter, window: .minute, max: isTimer ? 30 : 300, scope: .grant,
        rule: Limit.rule(tool: tool, counter: counter))
      return (name: tool, rules: ToolRules(limits: [limit]))
    }
    return PolicyDocument(
      default: .deny, hide: [], allToolsLimits: [], tools: reads.map { ($0, ToolRules()) } + writeRules,
      fingerprint: "built-in")
  }
}
