import Foundation
import Sandbox
import Testing

/// A policy that changes while a process waits for the service.
@Suite("A policy replaced during a call") struct PolicyReplacedTests {
  @Test("a policy replaced during a call applies to the next one, and the running one completes")
  func replaced() async throws {
    try await SandboxFixture.run(faults: [Fault(.latency(milliseconds: 5000), path: "/tasks/track/", count: 1)]) {
      fixture in
      try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
      async let running = fixture.tt("track", "42")
      try await fixture.awaitRequest()
      try fixture.write(#"{"version":"1","default":"deny"}"#, config: "policy.json")
      #expect(try await fixture.tt("track", "42").exit == 3)
      #expect(try await running.exit == 0)
      let records = try fixture.auditRecords()
      #expect(records.map { $0["event"]?.string } == ["call", "call", "result"])
      #expect(records[0]["id"] == records[2]["id"] && records[2]["outcome"]?.string == "ok")
      #expect(try fixture.used() == 1)
      #expect(fixture.trackRequests().count == 1)
    }
  }
}
