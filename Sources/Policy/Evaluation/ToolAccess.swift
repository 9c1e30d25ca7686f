import Basics

/// Whether a policy allows a tool, before any call is made.
public struct ToolAccess: Sendable, Equatable {
  /// The decision on a call that no condition and no limit affects.
  public enum Decision: String, Sendable {
    case allow, deny, hidden, approval
  }

  /// The decision on such a call.
  public var decision: Decision
  /// The rule that decides; empty for `allow`.
  public var rule: String
  /// The conditions that can change the decision, for example `deny_if args.amount gt 100`.
  public var conditions: [String] = []
}

extension PolicyDocument {
  /// Whether a policy allows a tool.
  ///
  /// - Parameters:
  ///   - document: nil if the grant has no policy.
  ///   - mustBeNamed: true for a tool that a policy covers only by name.
  public static func access(
    to tool: String, under document: PolicyDocument?, mustBeNamed: Bool = false
  ) -> ToolAccess {
    guard let document else { return ToolAccess(decision: .deny, rule: "(no policy)") }
    if document.hides(tool) { return ToolAccess(decision: .hidden, rule: "(hidden)") }
    guard let rules = document.rules(for: tool) else {
      return document.default == .deny || mustBeNamed
        ? ToolAccess(decision: .deny, rule: "(default deny)") : ToolAccess(decision: .allow, rule: "")
    }
    let action = JSONPointer(["tools", tool, "action"]).text
    if rules.action == .deny { return ToolAccess(decision: .deny, rule: action) }
    let unconditional = rules.denyIf.filter(\.conditions.isEmpty)
    if let denial = unconditional.first(where: { $0.action == .deny }) {
      return ToolAccess(decision: .deny, rule: denial.identifier)
    }
    let approvalRule = unconditional.first?.identifier ?? (rules.action == .requireApproval ? action : nil)
    return ToolAccess(
      decision: approvalRule == nil ? .allow : .approval, rule: approvalRule ?? "",
      conditions: rules.require.flatMap { $0.descriptions(in: "require") }
        + rules.denyIf.flatMap { $0.descriptions(in: "deny_if") })
  }
}

extension Rule {
  fileprivate func descriptions(in list: String) -> [String] {
    guard !conditions.isEmpty else { return [] }
    let text = conditions.map(\.text).joined(separator: " and ")
    return [list + " " + text + (action == .requireApproval ? " (approval)" : "")]
  }
}
