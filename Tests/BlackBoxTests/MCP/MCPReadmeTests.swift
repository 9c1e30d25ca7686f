import Foundation
import Testing

@Suite("The README's instructions for agents") struct MCPReadmeTests {
  /// The first code block following a marker comment in README.md.
  private static func block(_ marker: String) throws -> String {
    let readme = URL(filePath: #filePath).deletingLastPathComponent().path + "/../../../README.md"
    let text = try String(contentsOfFile: readme, encoding: .utf8)
    let start = try #require(text.range(of: "<!-- \(marker) -->\n```json\n"))
    let end = try #require(text.range(of: "\n```\n", range: start.upperBound..<text.endIndex))
    return String(text[start.upperBound..<end.lowerBound])
  }

  @Test("under the README's policy an agent reads, tracks and adds, needs approval to make a task, and edits nothing")
  func policy() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(#"{"grants": {"agent": {"policy": "agent.json"}}}"#, config: "config.json")
      let policy = try await fixture.tt("policy", "init", "agent").out
      let path = try fixture.write(policy, config: "agent.json")
      let lint = try await fixture.tt("policy", "check", "--lint", "--strict", path)
      #expect(lint.exit == 0, "\(lint.out)\(lint.errors)")
      let settings = try JSON(try Self.block("agents"))["mcpServers"]?["tt"]
      #expect(settings?["command"]?.string == "tt")
      let words = try #require(settings?["args"]?.array).compactMap(\.string)
      #expect(words.first == "mcp")
      let agent = try Agent(fixture, Array(words.dropFirst()))
      try await agent.shakeHands(capabilities: MCPElicitationTests.forms)
      for (tool, arguments) in [
        ("get_me", "{}"), ("list_tasks", "{}"), ("track_task", #"{"task_id":42}"#), ("stop_task", #"{"task_id":42}"#),
        ("list_events", #"{"from":"2026-11-01","to":"2026-11-30"}"#),
      ] {
        #expect(try await !agent.result("1", tool, arguments).isError, "\(tool)")
      }
      for (tool, arguments) in [
        ("update_task", #"{"task_id":42,"name":"x"}"#), ("update_event", #"{"event_id":6401,"notes":"x"}"#),
      ] {
        let answer = try await agent.result("2", tool, arguments)
        #expect(answer.text?.hasPrefix("[POLICY DENIED] ") == true, "\(tool)")
      }
      let added = #"{"task_id":42,"start":"2026-11-02 09:00:00","end":"2026-11-02 10:00:00"}"#
      #expect(try await !agent.result("4", "create_event", added).isError)
      agent.call("3", "create_task", #"{"name":"x"}"#)
      let request = try await agent.next()
      #expect(request["params"]?["message"]?.string?.contains("create_task") == true)
      agent.send(#"{"jsonrpc":"2.0","id":"tt-1","result":{"action":"accept","content":{"approve":true}}}"#)
      #expect(try await !agent.answer("3").isError)
      #expect(try await agent.end().ending == .exit(0))
    }
  }
}
