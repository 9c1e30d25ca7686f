import Foundation
import Testing

/// `tt policy show` and `tt policy status`.
@Suite("tt policy show and status") struct PolicyShowTests {
  @Test("show and status list the access to each tool and the use of each limit")
  func showAndStatus() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(
        #"{"version":"1","default":"deny","hide":["get_me"],"tools":{"track_task":{"#
          + #""deny_if":[{"path":"args.task_id","op":"gt","value":99}],"rate_limit":{"max":5,"window":1000000}},"#
          + #""list_tasks":{"action":"require_approval"},"stop_task":{"action":"deny"}}}"#, config: "policy.json")
      #expect(try await fixture.tt("track", "42").exit == 0)
      let show = try await fixture.tt("policy", "show", "--json")
      #expect(show.exit == 0 && show.errors == "")
      let rows = try show.json().array ?? []
      #expect(rows.count == 26)
      func row(_ tool: String) -> JSON? { rows.first { $0["tool"]?.string == tool } }
      #expect(row("get_me")?["decision"]?.string == "hidden")
      #expect(row("list_tasks")?["decision"]?.string == "approval")
      #expect(row("stop_task")?["rule"]?.string == "/tools/stop_task/action")
      #expect(row("create_task")?["rule"]?.string == "(default deny)")
      #expect(row("track_task")?["conditions"]?.array?.first?.string == "deny_if args.task_id gt 99")
      #expect(row("track_task")?["limits"]?.array?.first?["left"]?.int == 4)
      #expect(row("track_task")?["policy"]?.string?.hasSuffix("policy.json") == true)
      let text = try await fixture.tt("policy", "show")
      #expect(text.out.contains("5 per 1000000 seconds, 4 left") && text.errors.contains("policy.json"))
      let status = try await fixture.tt("policy", "status", "--json").json()
      #expect(status.array?.count == 1)
      #expect(status.array?.first?["used"]?.int == 1 && status.array?.first?["left"]?.int == 4)
      #expect(status.array?.first?["resets_at"]?.string?.hasSuffix("Z") == true)
      let other = try await fixture.tt("policy", "show", "--grant", "claude", "--json").json()
      #expect(other.array?.allSatisfy { $0["rule"]?.string == "(no policy)" } == true)
      #expect(await fixture.trackRequests().count == 1)
    }
  }

  @Test("show and status fail closed", arguments: ["show", "status"])
  func failClosed(_ command: String) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write("{", config: "policy.json")
      let invalid = try await fixture.tt("policy", command)
      #expect(invalid.exit == 11)
      try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
      try fixture.write("nonsense", to: fixture.state + "/limits.json")
      let damaged = try await fixture.tt("policy", command)
      #expect(damaged.exit == 11)
    }
  }
}
