import Basics
import Testing

@testable import TTCommands

/// `tt policy show` and `tt policy status`.
@Suite("tt policy show and status") struct PolicyShowTests {
  @Test("show and status list the access to each tool and the use of each limit")
  func showAndStatus() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write(
      #"{"version":"1","default":"deny","hide":["get_me"],"tools":{"track_task":{"#
        + #""deny_if":[{"path":"args.task_id","op":"gt","value":99}],"rate_limit":{"max":5,"window":1000000}},"#
        + #""list_tasks":{"action":"require_approval"},"stop_task":{"action":"deny"}}}"#, config: "policy.json")
    #expect(cli.run("track", "42").code == 0)
    let show = cli.run("policy", "show", "--json")
    #expect(show.code == 0 && show.errors == "")
    let rows = try show.json().array ?? []
    #expect(rows.count == 32)
    func row(_ tool: String) -> JSONValue? { rows.first { $0["tool"]?.string == tool } }
    #expect(row("get_me")?["decision"] == "hidden")
    #expect(row("list_tasks")?["decision"] == "approval")
    #expect(row("stop_task")?["rule"] == "/tools/stop_task/action")
    #expect(row("create_task")?["rule"] == "(default deny)")
    #expect(row("track_task")?["conditions"]?.array?.first == "deny_if args.task_id gt 99")
    #expect(row("track_task")?["limits"]?.array?.first?["left"] == 4)
    #expect(row("track_task")?["policy"]?.string?.hasSuffix("policy.json") == true)
    let text = cli.run("policy", "show")
    #expect(text.output.contains("5 per 1000000 seconds, 4 left") && text.errors.contains("policy.json"))
    let status = try cli.run("policy", "status", "--json").json()
    #expect(status.array?.count == 1)
    #expect(status.array?.first?["used"] == 1 && status.array?.first?["left"] == 4)
    #expect(status.array?.first?["resets_at"] == "2026-03-08T20:00:00Z")
    let other = try cli.run("policy", "show", "--grant", "claude", "--json").json()
    #expect(other.array?.count == 32 && other.array?.allSatisfy { $0["rule"] == "(no policy)" } == true)
    #expect(cli.lines == ["POST /7/tasks/track/42"])
  }

  @Test("show and status fail closed", arguments: ["show", "status"])
  func failClosed(_ command: String) throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write("{", config: "policy.json")
    #expect(cli.run("policy", command).code == 11)
    try cli.write(CLIFixture.samplePolicy, config: "policy.json")
    #expect(cli.run("policy", command).code == 0)
    try cli.write("nonsense", state: "limits.json")
    #expect(cli.run("policy", command).code == 11)
  }
}
