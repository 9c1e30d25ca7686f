import Foundation
import Testing

/// Calls that need approval.
extension SandboxFixture {
  static let approvalPolicy =
    #"{"version":"1","default":"deny","tools":{"track_task":{"action":"require_approval","reason":"Ann decides."},"#
    + #""list_tasks":{}}}"#

  /// Makes a call that needs approval, and returns the ID of the pending approval.
  func pendingApproval(_ words: [String], env: [String: String?] = [:]) async throws -> String {
    let run = try await tt(words + ["--json"], env: env)
    #expect(run.exit == 10)
    let error = try run.error()
    #expect(error["class"]?.string == "approval_required")
    let id = try #require(error["approval"]?.string)
    #expect(error["message"]?.string?.contains(id) == true)
    return id
  }

  /// The IDs of the open approvals.
  func openApprovals() async throws -> [String] {
    try await tt("policy", "approvals", "-q").out.split(separator: "\n").map(String.init)
  }
}
