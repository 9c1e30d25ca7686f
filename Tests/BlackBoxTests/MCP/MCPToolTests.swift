import Foundation
import Sandbox
import Testing

@Suite("Listing and calling tools") struct MCPToolTests {
  static let reads: Set<String> = [
    "get_me", "list_workspaces", "list_events", "list_company_events", "get_event", "list_users", "get_user",
    "list_user_tasks", "list_user_projects", "list_user_trackables", "list_projects", "list_tasks", "get_task",
    "list_customers", "check_call",
  ]

  static func names(_ list: JSON) -> [String] {
    (list["result"]?["tools"]?.array ?? []).compactMap { $0["name"]?.string }
  }

  @Test("every tool is listed with a description, schemas and hints; exactly the reads are marked read-only")
  func listed() async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      let list = try await agent.ask("1", "tools/list")
      let tools = try #require(list["result"]?["tools"]?.array)
      #expect(tools.count == 27)
      for tool in tools {
        #expect(tool["title"]?.string?.isEmpty == false && tool["description"]?.string?.isEmpty == false)
        #expect(tool["inputSchema"]?["type"]?.string == "object")
        #expect(tool["outputSchema"]?["type"]?.string == "object")
      }
      let hinted = tools.filter { $0["annotations"]?["readOnlyHint"]?.bool == true }.compactMap { $0["name"]?.string }
      #expect(Set(hinted) == Self.reads && hinted.count == 15)
      let text = "\(tools)"
      for secret in ["app_password", "api_token"] { #expect(!text.contains(secret)) }
      #expect(Self.names(try await agent.ask("2", "tools/list")) == Self.names(list))
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test(
    "a result is an object and the same as text; lists are items, and a write reports whether anything changed")
  func answers() async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      let tasks = try await agent.result("1", "list_tasks")
      let items = try #require(tasks["result"]?["structuredContent"]?["items"]?.array)
      #expect(items.contains { $0["id"]?.int == 42 })
      let first = try await agent.result("2", "track_task", #"{"task_id":42}"#)
      #expect(first["result"]?["structuredContent"]?["changed"]?.bool == true)
      let again = try await agent.result("3", "track_task", #"{"task_id":"42"}"#)
      #expect(again["result"]?["structuredContent"]?["changed"]?.bool == false)
      for answer in [tasks, first, again] {
        #expect(!answer.isError)
        #expect(try JSON(#require(answer.text)) == answer["result"]?["structuredContent"])
      }
      #expect(fixture.trackRequests().count == 2)
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test(
    "an invalid argument is named in the result, and nothing is sent",
    arguments: [
      (#"{"task_id":"abc"}"#, "task_id"), (#"{"task_id":42,"task_name":"x"}"#, "task_name"), ("{}", "nothing to track"),
      (#"{"task_id":42,"note":"x"}"#, "did you mean notes"),
      (#"{"task_id":42,"app_password":"s3cret"}"#, "credentials"),
      (#"{"task_id":42,"api_token":"s3cret"}"#, "credentials"),
    ])
  func wrongArguments(_ arguments: String, _ word: String) async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      let answer = try await agent.result("1", "track_task", arguments)
      #expect(answer.isError)
      #expect(answer.text?.contains(word) == true, "\(answer)")
      #expect(answer.text?.contains("s3cret") == false)
      #expect(fixture.isSilent())
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test("a denial is a result with the agreed prefix and the rule; hidden tools are not listed")
  func denied() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(
        #"{"version":"1","default":"deny","hide":["update_task"],"tools":{"get_me":{}}}"#, config: "policy.json")
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      let listed = Self.names(try await agent.ask("1", "tools/list"))
      #expect(listed.count == 26 && !listed.contains("update_task"))
      for (tool, arguments, rule) in [
        ("list_tasks", "{}", "(default deny)"), ("update_task", #"{"task_id":42,"name":"x"}"#, "(hidden)"),
      ] {
        let answer = try await agent.result("2", tool, arguments)
        #expect(answer.isError)
        #expect(answer.text?.hasPrefix("[POLICY DENIED] ") == true)
        #expect(answer.text?.contains("rule \(rule)") == true)
      }
      #expect(try await !agent.result("3", "get_me").isError)
      #expect(try fixture.auditRecords().count { $0["decision"]?.string == "deny" } == 2)
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test(
    "of a hundred rapid calls under the sample policy exactly thirty are sent; the others say when to try again")
  func limit() async throws {
    let (posts, answers) = try await withinOneWindow(of: 60) {
      let box = Box<(Int, [JSON])>()
      try await SandboxFixture.run { fixture in
        try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
        let agent = try Agent(fixture)
        for number in 1...100 {
          agent.call("\(number)", "track_task", #"{"task_id":42}"#, envelope: Agent.envelope)
        }
        var answers: [JSON] = []
        for _ in 1...100 { answers.append(try await agent.next()) }
        #expect(try await agent.end().ending == .exit(0))
        await box.put((fixture.trackRequests().count, answers))
      }
      return try #require(await box.value)
    }
    #expect(posts == 30)
    #expect(Set(answers.compactMap { $0["id"]?.int }) == Set(1...100))
    let denied = answers.filter(\.isError)
    #expect(denied.count == 70)
    for answer in denied {
      let text = try #require(answer.text)
      #expect(text.hasPrefix("[POLICY DENIED] ") && text.contains("/tools/track_task/limits/track_task_rate"))
      #expect(text.contains(/try again in [0-9]+ s/))
    }
  }

  @Test("--read-only offers exactly the tools that read, whatever the policy allows")
  func readOnly() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(#"{"version":"1","default":"allow"}"#, config: "policy.json")
      let agent = try Agent(fixture, ["--read-only"])
      try await agent.shakeHands()
      #expect(Set(Self.names(try await agent.ask("1", "tools/list"))) == Self.reads)
      #expect(try await agent.result("2", "track_task", #"{"task_id":42}"#).code == -32602)
      #expect(try await !agent.result("3", "get_task", #"{"task_id":42}"#).isError)
      #expect(fixture.trackRequests().isEmpty)
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test("calls are made under the given grant, and one without a policy may do nothing")
  func grants() async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture, ["--grant", "claude"])
      try await agent.shakeHands()
      let answer = try await agent.result("1", "get_me")
      #expect(answer.isError)
      #expect(answer.text?.contains("(no policy)") == true)
      try fixture.write(#"{"grants":{"claude":{"policy":"claude.json"}}}"#, config: "config.json")
      try fixture.write(#"{"version":"1","default":"deny","tools":{"get_me":{}}}"#, config: "claude.json")
      agent.call("2", "get_me")
      #expect(try await !agent.answer("2", orListChange: true).isError)
      #expect(try fixture.auditRecords().last?["grant"]?.string == "claude")
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test("an invalid grant name, and a grant the configuration does not allow, are reported at the start")
  func wrongGrants() async throws {
    try await SandboxFixture.run { fixture in
      #expect(try await fixture.tt("mcp", "--grant", "a b").exit == 2)
      try fixture.write(#"{"grant_lock":"claude"}"#, config: "config.json")
      #expect(try await fixture.tt("mcp", "--grant", "other").exit == 3)
    }
  }
}
