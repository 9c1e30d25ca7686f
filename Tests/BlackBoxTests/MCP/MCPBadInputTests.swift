import Foundation
import Sandbox
import Testing

@Suite("Malformed input from a client") struct MCPBadInputTests {
  @Test("a line that is blank, not JSON, or without a usable ID is not answered")
  func unreadable() async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      for line in [
        "", "  \t", "garbage", "{\"jsonrpc\":\"2.0\",\"id\":1,", "42", "\"text\"", "null",
        #"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, #"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#,
        #"{"jsonrpc":"2.0","id":[1],"method":"ping"}"#, #"{"jsonrpc":"2.0","id":5}"#,
        #"{"jsonrpc":"2.0","id":"tt-1","result":{"action":"accept","content":{"approve":true}}}"#,
        #"{"jsonrpc":"2.0","method":"notifications/nothing","params":[1]}"#,
        #"{"jsonrpc":"2.0","method":"tools/call","params":{"name":"track_task","arguments":{"task_id":42}}}"#,
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{}}}"#, "[]", "[1,2]",
      ] {
        agent.send(line)
      }
      agent.send(bytes: [0x7B, 0xFF, 0xFE, 0x0A])
      #expect(try await agent.ask("1", "ping")["result"] == .object([:]))
      #expect(fixture.isSilent(), "a tools/call without an ID is not a call")
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test("JSON with a usable ID and an invalid shape is an invalid request under that ID")
  func wrongShape() async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      for line in [
        #"{"id":1,"method":"ping"}"#, #"{"jsonrpc":"1.0","id":1,"method":"ping"}"#,
        #"{"jsonrpc":2.0,"id":1,"method":"ping"}"#, #"{"jsonrpc":"2.0","id":1,"method":7}"#,
        #"{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/call"}"#,
        #"{"jsonrpc":"2.0","id":1,"method":"ping","x":"\ud800"}"#,
        #"{"jsonrpc":"2.0","id":1,"method":"ping","params":\#(String(repeating: "[", count: 300))1\#(String(repeating: "]", count: 300))}"#,
      ] {
        agent.send(line)
        #expect(try await agent.answer("1").code == -32600, "\(line)")
      }
      #expect(try await agent.ask("1", "tools/call", "[]").code == -32602)
      #expect(try await agent.ask("1", "tools/call", #"{"name":7}"#).code == -32602)
      #expect(try await agent.ask("1", "initialize", "{}").code == -32602)
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test("a line of 4 MiB is read, a longer one is skipped and rejected under its ID")
  func long() async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      func line(_ id: String, _ size: Int) -> String {
        let head = #"{"params":{"x":"\"}"#
        let tail = #""},"jsonrpc":"2.0","method":"ping","id":\#(id)}"#
        return head + String(repeating: "x", count: size - head.utf8.count - tail.utf8.count) + tail
      }
      agent.send(line("1", 4 << 20))
      #expect(try await agent.answer("1")["result"] == .object([:]))
      agent.send(line("2", 4 << 20) + "\r")
      #expect(try await agent.answer("2")["result"] == .object([:]))
      agent.send(line("\"three\"", (4 << 20) + 1))
      #expect(try await agent.answer("\"three\"").code == -32600)
      agent.send(line("4", 20 << 20))
      #expect(try await agent.answer("4").code == -32600)
      agent.send(String(repeating: "y", count: 9 << 20))
      #expect(try await agent.ask("5", "ping")["result"] == .object([:]))
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test("an ID in use is rejected, and one that was answered may be used again")
  func reused() async throws {
    try await SandboxFixture.run(faults: [Fault(.latency(milliseconds: 2000), path: "/tasks/42")]) { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      agent.call("1", "get_task", #"{"task_id":42}"#)
      agent.call("1", "track_task", #"{"task_id":42}"#)
      agent.request("\"1\"", "ping")
      #expect(try await agent.answer("1").code == -32600)
      #expect(try await agent.answer("\"1\"")["result"] == .object([:]))
      #expect(try await agent.answer("1")["result"]?["structuredContent"]?["id"]?.int == 42)
      #expect(try await agent.ask("1", "ping")["result"] == .object([:]))
      #expect(fixture.trackRequests().isEmpty)
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test("a batch is answered in one line at revision 2025-03-26, and each call in it passes the gate")
  func batch() async throws {
    try await withinOneWindow(of: 60) {
      try await SandboxFixture.run { fixture in
        try fixture.write(
          SandboxFixture.samplePolicy.replacingOccurrences(of: "\"max\":30", with: "\"max\":2"), config: "policy.json")
        let agent = try Agent(fixture)
        try await agent.shakeHands("2025-03-26")
        let calls = (1...5).map {
          #"{"jsonrpc":"2.0","id":\#($0),"method":"tools/call","params":{"name":"track_task","arguments":{"task_id":42}}}"#
        }
        let others = [
          #"{"jsonrpc":"2.0","id":6,"method":"ping"}"#, #"{"jsonrpc":"2.0","method":"notifications/x"}"#, "7",
          #"{"jsonrpc":"2.0","id":8,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}}"#,
          #"{"jsonrpc":"2.0","id":9,"method":"tools/list","params":{\#(Agent.envelope)}}"#,
        ]
        agent.send("[\((calls + others).joined(separator: ","))]")
        let answers = try #require(try await agent.next().array)
        let byID = Dictionary(grouping: answers) { $0["id"]?.int ?? -1 }
        #expect(Set(byID.keys) == [1, 2, 3, 4, 5, 6, 8, 9] && answers.count == 8)
        #expect((1...5).count { byID[$0]?.first?.isError == false } == 2)
        #expect(byID[8]?.first?.code == -32600 && byID[9]?.first?.code == -32600)
        #expect(fixture.trackRequests().count == 2)
        agent.send(#"[{"jsonrpc":"2.0","method":"notifications/x"}]"#)
        #expect(try await agent.ask("1", "ping")["result"] == .object([:]))
        #expect(try await agent.end().ending == .exit(0))
      }
    }
  }

  @Test(
    "in other revisions every request of a batch is rejected, and none is carried out",
    arguments: [nil, "2024-11-05", "2025-06-18"])
  func noBatch(_ revision: String?) async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      if let revision { try await agent.shakeHands(revision) }
      agent.send(
        #"[{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"track_task","arguments":{"task_id":42},\#(Agent.envelope)}},{"jsonrpc":"2.0","id":2,"method":"ping"}]"#
      )
      #expect(try await agent.answer("1").code == -32600)
      #expect(try await agent.answer("2").code == -32600)
      #expect(fixture.isSilent())
      #expect(try await agent.end().ending == .exit(0))
    }
  }
}
