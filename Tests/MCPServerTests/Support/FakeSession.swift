import Basics

@testable import MCPServer
@testable import Policy
@testable import TrackingTime

/// A session that answers as it was told and notes what it was asked.
final class FakeSession: ToolSession {
  var mayAsk = true
  var hasCredentials = true
  var isLocked = false
  var fingerprint = "f"
  /// The approval every call needs.
  var approval: ApprovalRequest?
  /// The pages of every list.
  var pages: [[JSONValue]] = []
  var failure: TTError?
  /// Why no call would be made.
  var refusal: TTError?
  private(set) var checked: [ToolCall] = []
  private(set) var calls: [ToolCall] = []
  /// What the responder of each call said to `approval`; nil where there was no responder.
  private(set) var responses: [ApprovalResponse?] = []

  func policy() throws(TTError) -> LoadedPolicy {
    var policy = try PolicySource.parse(Array(#"{"version":"1","default":"allow"}"#.utf8), "p.json")
    policy.document?.fingerprint = fingerprint
    return policy
  }

  func dryRun(_ call: ToolCall) throws(TTError) -> Gate.DryRun {
    checked.append(call)
    if let failure { throw failure }
    var verdict = Gate.DryRun(grant: "claude", tool: call.tool, origin: "/home/u/p.json", isEnforced: true)
    verdict.pendingApproval = approval
    verdict.refusal = refusal
    return verdict
  }

  func call(
    _ call: ToolCall, approvalResponder: ApprovalResponder?, rows: (([JSONValue]) -> Void)?
  ) throws(TTError) -> ToolResult {
    calls.append(call)
    responses.append(approval.flatMap { approval in approvalResponder?(approval) })
    if let failure { throw failure }
    if let rows { for page in pages { rows(page) } }
    return ToolResult(rows == nil ? ["id": 7] : [], changed: rows == nil ? true : nil)
  }
}

extension ToolSelection {
  static let everything = (try? ToolSelection(readOnly: false)) ?? .none

  private static var none: ToolSelection { preconditionFailure("a selection without names is always valid") }
}

extension ServerInfo {
  static let sample = ServerInfo(name: "sample", title: "A sample", version: "1.2.3")
}

extension ApprovalRequest {
  static func sample(_ arguments: JSONObject = ["task_id": 42], policy: String = "f") -> ApprovalRequest {
    ApprovalRequest(
      grant: "claude", tool: "track_task", arguments: arguments, policy: policy, rule: "/tools/track_task/action",
      message: "A person looks first.")
  }
}
