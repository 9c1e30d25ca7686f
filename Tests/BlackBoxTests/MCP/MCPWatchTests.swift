import Foundation
import Testing

@Suite("Policy changes while an agent is connected") struct MCPWatchTests {
  static let open = #"{"version":"1","default":"allow"}"#
  static let hiding = #"{"version":"1","default":"allow","hide":["get_me"]}"#

  @Test("the next call obeys a changed policy, and a client with a handshake is notified")
  func stateful() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(Self.open, config: "policy.json")
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      #expect(MCPToolTests.names(try await agent.ask("1", "tools/list")).contains("get_me"))
      try fixture.write(Self.hiding, config: "policy.json")
      #expect(
        try await agent.next()
          == .object(["jsonrpc": .string("2.0"), "method": .string("notifications/tools/list_changed")]))
      #expect(!MCPToolTests.names(try await agent.ask("2", "tools/list")).contains("get_me"))
      let answer = try await agent.result("3", "get_me")
      #expect(answer.text?.hasPrefix("[POLICY DENIED] ") == true)
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test("a subscription is acknowledged with what it covers, notified under its ID, and ended once")
  func subscription() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(Self.open, config: "policy.json")
      let agent = try Agent(fixture)
      let id = "io.modelcontextprotocol/subscriptionId"
      let wanted = #"{"notifications":{"toolsListChanged":true,"promptsListChanged":true},\#(Agent.envelope)}"#
      agent.request("\"listen-1\"", "subscriptions/listen", wanted)
      let first = try await agent.next()
      #expect(first["method"]?.string == "notifications/subscriptions/acknowledged")
      #expect(first["params"]?["notifications"] == .object(["toolsListChanged": .bool(true)]))
      #expect(first["params"]?["_meta"]?[id]?.string == "listen-1")
      agent.request("2", "subscriptions/listen", #"{"notifications":{},\#(Agent.envelope)}"#)
      #expect(try await agent.next()["params"]?["notifications"] == .object([:]))
      agent.request("3", "subscriptions/listen", wanted)
      #expect(try await agent.next()["params"]?["_meta"]?[id]?.int == 3)
      agent.cancel("3")
      #expect(try await agent.ask("\"listen-1\"", "tools/list", "{\(Agent.envelope)}").code == -32600)
      try fixture.write(Self.hiding, config: "policy.json")
      let change = try await agent.next()
      #expect(change["method"]?.string == "notifications/tools/list_changed")
      #expect(change["params"]?["_meta"]?[id]?.string == "listen-1")
      let end = try await agent.end()
      #expect(end.ending == .exit(0))
      #expect(end.rest.map { $0["id"] } == [.string("listen-1"), .number(2)])
      #expect(end.rest.allSatisfy { $0["result"]?["resultType"]?.string == "complete" })
      #expect(end.rest.first?["result"]?["_meta"]?[id]?.string == "listen-1")
    }
  }
}
