import Basics
import Testing
import TrackingTime

@testable import TTCommands

@Suite("Policies and tt's own tools") struct OwnToolPolicyTests {
  private static func words(_ tool: Tool) -> [String] {
    [tool.name] + tool.parameters.filter(\.required).map { "\($0.name)=42" }
  }

  private static let open =
    #"{"version":"1","default":"allow","all_tools":{"limits":[{"counter":"c","window":"day","max":9}]}}"#

  @Test(
    "a policy that allows what it does not name denies them, at every door", arguments: Catalog.ownTools.map(\.name))
  func unnamed(_ name: String) throws {
    let tool = try #require(Catalog.tool(name))
    let cli = try CLIFixture(answers: [:])
    try cli.write(Self.open, config: "policy.json")
    #expect(cli.run("policy", "check", "list_tasks").code == 0)
    #expect(cli.run(["policy", "check"] + Self.words(tool)).code == 3)
    let run = cli.run(["call"] + Self.words(tool) + ["--json"])
    #expect(run.code == 3)
    #expect(try run.error()["rule"] == "(default deny)")
    #expect(try run.error()["message"]?.string?.contains("has to name") == true)
    #expect(cli.transport?.sent == [])
    let rows = try cli.run("policy", "show", "--json").json().array ?? []
    #expect(rows.first { $0["tool"]?.string == name }?["rule"] == "(default deny)")
  }

  @Test("a policy that names one covers that one alone, and its limits count")
  func named() throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(
      #"{"version":"1","default":"allow","tools":{"delete_event":{"deny_if":[{"path":"args.event_id","op":"gt","value":99}]}}}"#,
      config: "policy.json")
    #expect(cli.run("policy", "check", "delete_event", "event_id=42").code == 0)
    #expect(cli.run("policy", "check", "delete_event", "event_id=100").code == 3)
    #expect(cli.run("policy", "check", "close_task", "task_id=42").code == 3)
  }

  @Test(
    "without a policy file the grant default may call them, and no other grant", arguments: Catalog.ownTools.map(\.name)
  )
  func builtIn(_ name: String) throws {
    let tool = try #require(Catalog.tool(name))
    let cli = try CLIFixture(answers: [:])
    #expect(cli.run(["policy", "check"] + Self.words(tool)).code == 0)
    #expect(cli.run(["policy", "check", "--grant", "bot"] + Self.words(tool)).code == 3)
  }

  @Test("test cases judge them as calls are judged")
  func cases() throws {
    let cli = try CLIFixture()
    let file = try cli.write(
      "cases.json",
      #"[{"name":"a","policy":{"version":"1","default":"allow"},"calls":[{"tool":"delete_event"},{"tool":"erase"}],"#
        + #""expect":[{"decision":"deny","rule":"(default deny)"},{"decision":"allow"}]}]"#)
    #expect(cli.run("policy", "test", file).code == 0)
  }
}
