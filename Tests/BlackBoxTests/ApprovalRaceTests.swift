import Foundation
import Testing

/// Approvals that several processes use or answer at once.
@Suite("Approvals used or answered at the same time") struct ApprovalRaceTests {
  @Test("two calls with one approval send one request")
  func raced() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.approvalPolicy, config: "policy.json")
      let id = try await fixture.pendingApproval(["track", "42"])
      #expect(try await fixture.tt("policy", "approve", "--yes", id).exit == 0)
      let codes = try await withThrowingTaskGroup(of: Int32?.self) { group in
        for _ in 0..<20 { group.addTask { try await fixture.tt("track", "42").exit } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(codes.count { $0 == 0 } == 1)
      #expect(codes.count { $0 == 10 } == 19)
      #expect(fixture.trackRequests().count == 1)
    }
  }

  @Test("of two simultaneous answers the last one applies, and both are logged")
  func answersRaced() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.approvalPolicy, config: "policy.json")
      let id = try await fixture.pendingApproval(["track", "42"])
      async let yes = fixture.tt("policy", "approve", "--yes", id)
      async let no = fixture.tt("policy", "deny", id)
      let codes = try await [yes.exit, no.exit]
      #expect(codes == [0, 0])
      let said = try fixture.auditRecords().filter { $0["event"]?.string == "approval" }.map { $0["decision"]?.string }
      #expect(Set(said) == ["yes", "no"])
      let isGranted = said.last == "yes"
      #expect(try await fixture.tt("track", "42").exit == (isGranted ? 0 : 3))
    }
  }
}
