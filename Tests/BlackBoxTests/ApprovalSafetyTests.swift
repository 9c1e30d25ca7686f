import Foundation
import Sandbox
import Testing

/// Approvals with concurrent answers, locked configurations, shadow mode and damaged files.
@Suite("Approvals that must not be bypassed") struct ApprovalSafetyTests {
  @Test("two calls with one approval send one request")
  func raced() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(ApprovalTests.policy, config: "policy.json")
      let id = try await fixture.pendingApproval(["track", "42"])
      #expect(try await fixture.tt("policy", "approve", id).exit == 0)
      let codes = try await withThrowingTaskGroup(of: Int32?.self) { group in
        for _ in 0..<20 { group.addTask { try await fixture.tt("track", "42").exit } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(codes.count { $0 == 0 } == 1)
      #expect(codes.count { $0 == 10 } == 19)
      #expect(await fixture.trackRequests().count == 1)
    }
  }

  @Test("of two simultaneous answers the last one applies, and both are logged")
  func answersRaced() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(ApprovalTests.policy, config: "policy.json")
      let id = try await fixture.pendingApproval(["track", "42"])
      async let yes = fixture.tt("policy", "approve", id)
      async let no = fixture.tt("policy", "deny", id)
      let codes = try await [yes.exit, no.exit]
      #expect(codes == [0, 0])
      let said = try fixture.auditRecords().filter { $0["event"]?.string == "approval" }.map { $0["decision"]?.string }
      #expect(Set(said) == ["yes", "no"])
      let isGranted = said.last == "yes"
      #expect(try await fixture.tt("track", "42").exit == (isGranted ? 0 : 10))
    }
  }

  @Test("a configuration locked to a grant cannot approve its calls")
  func locked() async throws {
    try await SandboxFixture.run { fixture in
      let file = try fixture.write(ApprovalTests.policy, config: "policy.json")
      try fixture.write(#"{"grants":{"agent":{"policy":"\#(file)"}},"grant_lock":"agent"}"#, config: "config.json")
      let id = try await fixture.pendingApproval(["track", "42"])
      let own = try await fixture.tt("policy", "approve", id, "--json")
      #expect(own.exit == 3)
      #expect(try own.error()["rule"]?.string == "(grant lock)")
      #expect(try await fixture.pendingApproval(["track", "42"]) == id)
      try fixture.write("{}", to: fixture.folder + "/person/tt/config.json")
      let person = try await fixture.tt("policy", "approve", id, env: ["XDG_CONFIG_HOME": fixture.folder + "/person"])
      #expect(person.exit == 0)
      #expect(try await fixture.tt("track", "42").exit == 0)
    }
  }

  @Test("in shadow mode no approval is requested and nothing is queued")
  func shadow() async throws {
    try await SandboxFixture.run { fixture in
      let file = try fixture.write(ApprovalTests.policy, config: "policy.json")
      try fixture.write(#"{"grants":{"default":{"policy":"\#(file)","enforce":false}}}"#, config: "config.json")
      let check = try await fixture.tt("policy", "check", "--json", "--", "track", "42")
      #expect(check.exit == 0)
      #expect(try check.json()["enforced"]?.bool == false && check.json()["decision"]?.string == "approval")
      let run = try await fixture.tt("track", "42")
      #expect(run.exit == 0)
      #expect(run.errors.contains("not enforced"))
      #expect(try await fixture.openApprovals() == [])
    }
  }

  @Test("an unreliable approvals file refuses the call with exit 11", arguments: ["garbage", "link", "folder"])
  func damaged(kind: String) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(ApprovalTests.policy, config: "policy.json")
      let path = fixture.state + "/approvals.json"
      switch kind {
      case "garbage": try fixture.write("{\"version\":1}", to: path)
      case "folder": try fixture.makeFolder(path)
      default:
        let elsewhere = try fixture.write(#"{"version":1,"clock":0,"approvals":[]}"#, to: fixture.folder + "/elsewhere")
        try fixture.makeFolder(fixture.state)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: elsewhere)
      }
      for words in [["track", "42"], ["policy", "approvals"], ["policy", "check", "--", "track", "42"]] {
        let run = try await fixture.tt(words)
        #expect(run.exit == 11)
        #expect(run.errors.contains("approvals.json"))
      }
      #expect(await fixture.isSilent())
      #expect(try await fixture.tt("list", "tasks").exit == 0)
    }
  }
}
