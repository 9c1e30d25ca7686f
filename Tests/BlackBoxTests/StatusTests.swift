import Foundation
import Sandbox
import Testing

/// `tt status`.
@Suite("tt status against the sandbox") struct StatusTests {
  @Test("status without a running timer says so and exits with 0")
  func idle() async throws {
    try await SandboxFixture.run { fixture in
      #expect(try await fixture.tt("status").out == "No timer is running.\n")
      let run = try await fixture.tt("status", "--json")
      #expect(run.exit == 0)
      #expect(try run.json() == .object(["running": .bool(false)]))
      #expect(run.errors == "")
    }
  }

  @Test("status shows the running timer, its start and elapsed time", arguments: ServiceVariants.all.indices)
  func running(_ variant: Int) async throws {
    try await SandboxFixture.run(.running42, options: ServiceVariants.all[variant]) { fixture in
      let text = try await fixture.tt("status")
      #expect(text.exit == 0)
      #expect(text.out.contains("Write report (Website)"))
      #expect(text.out.split(separator: "\n").count == 1)
      let start = try #require(Workspace.running42.runningEvent(of: 9001)?.start)
      #expect(text.out.contains(start.text))
      let before = Int(Date().timeIntervalSince1970)
      let status = try await fixture.tt("status", "--json").json()
      let after = Int(Date().timeIntervalSince1970)
      #expect(status["running"]?.bool == true)
      #expect(status["start"]?.string == start.text)
      #expect(status["start_rfc3339"]?.string == start.text.replacingOccurrences(of: " ", with: "T") + "+00:00")
      let elapsed = try #require(status["elapsed"]?.int)
      #expect((before - start.wallSeconds...after - start.wallSeconds).contains(elapsed))
    }
  }

  @Test("status shows a timer of another workspace")
  func elsewhere() async throws {
    try await SandboxFixture.run(.runningElsewhere) { fixture in
      let status = try await fixture.tt("status", "--json").json()
      #expect(status["running"]?.bool == true)
      #expect(status["account_id"]?.int == 700_002)
      #expect(status["name"]?.string == "Elsewhere")
    }
  }

  @Test("the current user is requested once and then cached for the credentials")
  func remembersUser() async throws {
    try await SandboxFixture.run { fixture in
      _ = try await fixture.tt("status")
      #expect(fixture.lines() == ["GET /me", "GET /700001/users/9001/tasks/tracking"])
      fixture.sandbox.clearRequests()
      _ = try await fixture.tt("status")
      #expect(fixture.lines() == ["GET /700001/users/9001/tasks/tracking"])
      fixture.sandbox.clearRequests()
      let other =
        ["TT_APP_PASSWORD": nil, "TT_EMAIL": "ada@example.test", "TT_PASSWORD": "sandbox-password"] as [String: String?]
      _ = try await fixture.tt("status", env: other)
      #expect(fixture.lines().first == "GET /me")
    }
  }
}
