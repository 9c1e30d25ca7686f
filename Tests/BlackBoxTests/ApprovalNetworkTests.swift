import Foundation
import Sandbox
import Testing

/// What becomes of an approval when the network fails.
@Suite("Approvals over an unreliable network") struct ApprovalNetworkTests {
  @Test("an approval is released if the request certainly never left, and used up if it may have arrived")
  func givenBack() async throws {
    try await SandboxFixture.run(faults: [Fault(.dropBefore, path: "/tasks/track/", count: 1)]) { fixture in
      try fixture.write(SandboxFixture.approvalPolicy, config: "policy.json")
      let id = try await fixture.pendingApproval(["track", "42"])
      #expect(try await fixture.tt("policy", "approve", "--yes", id).exit == 0)
      let nowhere = try await fixture.tt("track", "42", env: ["TT_API_URL": "http://127.0.0.1:9/api/v4"])
      #expect(nowhere.exit == 7)
      let noPassword = try await fixture.tt("track", "42", env: ["TT_APP_PASSWORD": nil])
      #expect(noPassword.exit == 4)
      #expect(try await fixture.openApprovals() == [id])
      // The service drops the connection after the request was sent: the outcome is unknown, so the approval is used up.
      _ = try await fixture.tt("track", "42")
      #expect(fixture.trackRequests().count == 1)
      #expect(try await fixture.openApprovals() == [])
    }
  }
}
