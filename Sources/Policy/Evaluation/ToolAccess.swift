import Basics

/// How a tool stands under a policy, before any call is made.
public struct ToolAccess: Sendable, Equatable {
  /// What becomes of a call that no condition and no limit is about.
  public enum Decision: String, Sendable {
    case allow, deny, hidden, approval
  }

  /// What becomes of such a call.
  public var decision: Decision
  /// The rule that says so; empty for `allow`.
  public var rule: String
  /// The conditions that decide beside it, as `deny_if args.amount gt 100`.
  public var conditions: [String] = []
}

extension PolicyDocument {
  /// How a tool stands under a policy.
  ///
  /// - Parameter document: nil when no policy is attached to the grant.
  public static func access(to tool: String, under document: PolicyDocument?) -> ToolAccess {
    guard let document else { return ToolAccess(decision: .deny, rule: "(no policy)") }
    if document.hides(tool) { return ToolAccess(decision: .hidden, rule: "(hidden)") }
    guard let rules = document.rules(for: tool) else {
      return document.default == .deny
        ? ToolAccess(decision: .deny, rule: "(default deny)") : ToolAccess(decision: .allow, rule: "")
    }
    let action = JSONPointer(["tools", tool, "action"]).text
    if rules.action == .deny { return ToolAccess(decision: .deny, rule: action) }
    let always = rules.denyIf.filter(\.conditions.isEmpty)
    if let denial = always.first(where: { $0.action == .deny }) {
      return ToolAccess(decision: .deny, rule: denial.identifier)
    }
    let asking = always.first?.identifier ?? (rules.action == .requireApproval ? action : nil)
    return ToolAccess(
      decision: asking == nil ? .allow : .approval, rule: asking ?? "",
      conditions: rules.require.flatMap { $0.shown("require") } + rules.denyIf.flatMap { $0.shown("deny_if") })
  }
}

extension Rule {
  fileprivate func shown(_ list: String) -> [String] {
    guard !conditions.isEmpty else { return [] }
    let what = conditions.map(\.text).joined(separator: " and ")
    return [list + " " + what + (action == .requireApproval ? " (approval)" : "")]
  }
}
