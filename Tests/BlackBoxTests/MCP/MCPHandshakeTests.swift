import Foundation
import Testing

@Suite("Opening a connection, in each protocol version") struct MCPHandshakeTests {
  @Test("discover needs no network, credentials or policy, and its result has every member clients require")
  func discover() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write("no policy", config: "policy.json")
      let agent = try Agent(fixture, env: ["TT_APP_PASSWORD": nil, "TT_API_URL": "http://127.0.0.1:1"])
      let answer = try await agent.ask("1", "server/discover", "{\(Agent.envelope)}")
      let result = try #require(answer["result"])
      #expect(result["resultType"]?.string == "complete")
      #expect(result["supportedVersions"]?.array == [.string("2026-07-28")])
      #expect(result["capabilities"] == .object(["tools": .object(["listChanged": .bool(true)])]))
      #expect(result["ttlMs"]?.int == 0)
      #expect(result["cacheScope"]?.string == "private")
      #expect(result["instructions"]?.string?.isEmpty == false)
      #expect(result["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"]?.string == "tt")
      let list = try await agent.ask("2", "tools/list", "{\(Agent.envelope)}")
      #expect(list["result"]?["tools"]?.array?.count == 27)
      #expect(list["result"]?["resultType"]?.string == "complete")
      #expect(list["result"]?["ttlMs"]?.int == 0)
      let end = try await agent.end()
      #expect(end.ending == .exit(0))
      #expect(end.rest.isEmpty)
      #expect(fixture.isSilent())
    }
  }

  @Test(
    "the handshake agrees on the client's revision if it is supported, else on the newest",
    arguments: [
      ("2024-11-05", "2024-11-05"), ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"),
      ("2025-11-25", "2025-11-25"), ("2026-07-28", "2025-11-25"), ("1999-01-01", "2025-11-25"),
    ])
  func revisions(_ asked: String, _ agreed: String) async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      let answer = try await agent.shakeHands(asked)
      #expect(answer["result"]?["protocolVersion"]?.string == agreed)
      #expect(answer["result"]?["serverInfo"]?["name"]?.string == "tt")
      #expect(answer["result"]?["resultType"] == nil)
      let me = try await agent.result("1", "get_me")
      #expect(me["result"]?["structuredContent"]?["id"]?.int == 9001)
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test(
    "both versions work in one process: a probe, a handshake, a stateless request, another handshake")
  func bothVersions() async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      #expect(try await agent.ask("1", "server/discover", "{\(Agent.envelope)}")["result"] != nil)
      #expect(try await agent.shakeHands("2025-06-18")["result"]?["protocolVersion"]?.string == "2025-06-18")
      let stateless = try await agent.result("2", "get_me", envelope: Agent.envelope)
      #expect(stateless["result"]?["resultType"]?.string == "complete")
      let handshake = try await agent.result("3", "get_me")
      #expect(handshake["result"]?["resultType"] == nil)
      #expect(handshake["result"]?["structuredContent"]?["id"]?.int == 9001)
      #expect(try await agent.shakeHands("2024-11-05")["result"]?["protocolVersion"]?.string == "2024-11-05")
      let records = try fixture.auditRecords()
      #expect(Set(records.map { $0["client"]?.string }) == ["host/3.1"])
      #expect(records.allSatisfy { $0["channel"]?.string?.hasPrefix("mcp/") == true })
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test("an ID is returned as it was sent, zero and strings too, and arguments are optional")
  func ids() async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      for id in ["0", "-7", "\"seven\"", "\"7\"", "123456789012345678"] {
        agent.send(#"{"method":"tools/call","params":{"name":"get_me"},"id":\#(id),"jsonrpc":"2.0"}"#)
        let line = try await agent.answer(id)
        #expect(line["result"]?["structuredContent"]?["id"]?.int == 9001)
      }
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test("invalid requests get the protocol's error codes, and the server goes on")
  func refusals() async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      #expect(try await agent.ask("1", "ping")["result"] == .object([:]))
      #expect(try await agent.ask("2", "tools/list")["error"]?["code"]?.int == -32602)
      #expect(try await agent.result("3", "get_me").code == -32602)
      let bare = try await agent.ask("4", "server/discover")
      #expect(bare.code == -32602)
      #expect(bare["error"]?["message"]?.string?.contains("protocolVersion") == true)
      let version = #""io.modelcontextprotocol/protocolVersion":"2026-07-28""#
      let missing = try await agent.ask("5", "tools/list", #"{"_meta":{\#(version)}}"#)
      #expect(missing.code == -32602)
      #expect(missing["error"]?["message"]?.string?.contains("clientCapabilities") == true)
      let foreign = try await agent.ask(
        "6", "tools/list", "{\(Agent.envelope.replacingOccurrences(of: "2026-07-28", with: "2031-01-01"))}")
      #expect(foreign.code == -32022)
      #expect(foreign["error"]?["data"]?["supported"]?.array == [.string("2026-07-28")])
      #expect(foreign["error"]?["data"]?["requested"]?.string == "2031-01-01")
      for (method, code) in [
        ("ping", -32601), ("prompts/list", -32601), ("logging/setLevel", -32601), ("initialize", -32601),
      ] {
        #expect(try await agent.ask("7", method, "{\(Agent.envelope)}").code == code, "\(method)")
      }
      #expect(try await agent.ask("8", "tools/list", #"{"cursor":"x",\#(Agent.envelope)}"#).code == -32602)
      #expect(try await agent.result("9", "no_such_tool", envelope: Agent.envelope).code == -32602)
      #expect(try await agent.result("10", "get_me", "[]", envelope: Agent.envelope).code == -32602)
      try await agent.shakeHands()
      for method in ["prompts/list", "resources/list", "logging/setLevel", "subscriptions/listen", "no/such"] {
        #expect(try await agent.ask("11", method, "{}").code == -32601, "\(method)")
      }
      #expect(try await agent.end().ending == .exit(0))
      #expect(fixture.isSilent())
    }
  }
}
