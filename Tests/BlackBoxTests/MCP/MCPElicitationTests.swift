import Foundation
import Sandbox
import Testing

@Suite("Approval requests through an agent's program") struct MCPElicitationTests {
  static let policy = """
    {"version":"1","default":"deny","tools":{"get_me":{},
     "track_task":{"action":"require_approval","reason":"A person looks at timers first."}}}
    """
  static let forms = #"{"elicitation":{}}"#

  /// A sandbox in which tracking requires approval, and an agent connected to it.
  static func run(
    _ capabilities: String? = nil, revision: String = "2025-11-25", faults: [Fault] = [],
    _ test: (SandboxFixture, Agent) async throws -> Void
  ) async throws {
    try await SandboxFixture.run(faults: faults) { fixture in
      try fixture.write(policy, config: "policy.json")
      let agent = try Agent(fixture)
      if let capabilities { try await agent.shakeHands(revision, capabilities: capabilities) }
      try await test(fixture, agent)
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  /// The denial of a pending call has the ID a person can approve, and nothing was sent.
  static func expectPending(_ answer: JSON, _ fixture: SandboxFixture, _ words: String = "is pending")
    async throws
  {
    #expect(answer.isError)
    let text = try #require(answer.text)
    #expect(text.hasPrefix("[POLICY DENIED] A person looks at timers first."))
    #expect(text.contains(words), "\(text)")
    let id = try #require(text.firstMatch(of: /a person can approve it: ([0-9a-f]{8})/)?.1)
    #expect(fixture.read(fixture.state + "/approvals.json")?.contains("\"id\":\"\(id)\"") == true)
    #expect(fixture.trackRequests().isEmpty)
  }

  @Test(
    "the person sees the exact call, and an approval covers exactly that call, once",
    arguments: ["2025-06-18", "2025-11-25"])
  func approval(_ revision: String) async throws {
    try await Self.run(Self.forms, revision: revision) { fixture, agent in
      for number in 1...2 {
        agent.call("7", "track_task", #"{"task_id":42,"notes":"a\u202eb"}"#)
        let request = try await agent.next()
        #expect(request["method"]?.string == "elicitation/create")
        let id = try #require(request["id"]?.string)
        let text = try #require(request["params"]?["message"]?.string)
        #expect(
          text.contains(#"track_task {"task_id":42,"notes":"a\u{202E}b"}"#), "invisible characters are escaped: \(text)"
        )
        #expect(text.contains("/tools/track_task/action"))
        #expect(request["params"]?["mode"] == nil)
        let schema = request["params"]?["requestedSchema"]
        #expect(schema?["properties"]?["approve"]?["type"]?.string == "boolean")
        // Another call goes on meanwhile.
        #expect(try await !agent.result("8", "get_me").isError)
        agent.send(#"{"jsonrpc":"2.0","id":"\#(id)","result":{"action":"accept","content":{"approve":true}}}"#)
        let answer = try await agent.answer("7")
        #expect(!answer.isError)
        #expect(fixture.trackRequests().count == number)
      }
      #expect(try await fixture.tt("policy", "approvals", "-q").out == "")
    }
  }

  @Test(
    "anything but an explicit approval denies the call, with the ID that a person can approve",
    arguments: [
      (#""result":{"action":"accept"}"#, "is pending"),
      (#""result":{"action":"accept","content":{"approve":1}}"#, "is pending"),
      (#""result":{"action":"accept","content":{"approve":"true"}}"#, "is pending"),
      (#""result":{"action":"cancel"}"#, "the request was dismissed"),
      (#""error":{"code":-32600,"message":"no"}"#, "the client could not ask"),
    ])
  func anythingElse(_ answer: String, _ words: String) async throws {
    try await Self.run(Self.forms) { fixture, agent in
      agent.call("7", "track_task", #"{"task_id":42}"#)
      let id = try #require(try await agent.next()["id"]?.string)
      agent.send(#"{"jsonrpc":"2.0","id":"\#(id)",\#(answer)}"#)
      try await Self.expectPending(try await agent.answer("7"), fixture, words)
    }
  }

  @Test(
    "a no is a no: it denies the call, and nobody is asked again",
    arguments: [
      (#""result":{"action":"accept","content":{"approve":false}}"#, "A person declined this call"),
      (#""result":{"action":"decline"}"#, "A person declined this call"),
    ])
  func declined(_ answer: String, _ words: String) async throws {
    try await Self.run(Self.forms) { fixture, agent in
      agent.call("7", "track_task", #"{"task_id":42}"#)
      let id = try #require(try await agent.next()["id"]?.string)
      agent.send(#"{"jsonrpc":"2.0","id":"\#(id)",\#(answer)}"#)
      let first = try await agent.answer("7")
      #expect(first.isError && first.text?.contains("A person declined this call") == true)
      #expect(first.text?.contains(words) == true && first.text?.contains("pending") == false)
      let second = try await agent.result("8", "track_task", #"{"task_id":42}"#)
      #expect(second.isError && second.text?.contains("A person declined this call") == true)
      #expect(fixture.trackRequests().isEmpty)
    }
  }

  @Test(
    "a client that cannot ask gets a denial with the ID; the call succeeds once a person has approved it",
    arguments: [
      ("{}", "2025-11-25"), (#"{"elicitation":{"url":{}}}"#, "2025-11-25"), (forms, "2025-03-26"),
      (forms, "2024-11-05"),
    ])
  func cannotAsk(_ capabilities: String, _ revision: String) async throws {
    try await Self.run(capabilities, revision: revision) { fixture, agent in
      let answer = try await agent.result("7", "track_task", #"{"task_id":42}"#)
      try await Self.expectPending(answer, fixture)
      let id = try await fixture.tt("policy", "approvals", "-q").out.split(separator: "\n")
      #expect(try await fixture.tt("policy", "approve", "--yes", String(#require(id.first))).exit == 0)
      #expect(try await !agent.result("8", "track_task", #"{"task_id":42}"#).isError)
      #expect(try await agent.result("9", "track_task", #"{"task_id":42}"#).isError)
      #expect(fixture.trackRequests().count == 1)
    }
  }

  @Test(
    "with --no-input or TT_NO_INPUT no person is asked, whatever the client declares",
    arguments: [(["--no-input"], nil), ([], "1")])
  func noInput(_ words: [String], _ variable: String?) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(Self.policy, config: "policy.json")
      let agent = try Agent(fixture, words, env: ["TT_NO_INPUT": variable])
      try await agent.shakeHands(capabilities: Self.forms)
      try await Self.expectPending(try await agent.result("7", "track_task", #"{"task_id":42}"#), fixture)
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test(
    "a call cancelled while a person is asked is never made: the request is withdrawn, a late approval ignored"
  )
  func cancelled() async throws {
    try await Self.run(Self.forms) { fixture, agent in
      agent.call("7", "track_task", #"{"task_id":42}"#)
      let id = try #require(try await agent.next()["id"]?.string)
      agent.cancel("7")
      let withdrawal = try await agent.next()
      #expect(withdrawal["method"]?.string == "notifications/cancelled")
      #expect(withdrawal["params"]?["requestId"]?.string == id)
      agent.send(#"{"jsonrpc":"2.0","id":"\#(id)","result":{"action":"accept","content":{"approve":true}}}"#)
      #expect(try await !agent.result("8", "get_me").isError)
      #expect(fixture.trackRequests().isEmpty)
    }
  }

  @Test("a request that is open when the input ends is denied, and the server stops at once")
  func openAtTheEnd() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(Self.policy, config: "policy.json")
      let agent = try Agent(fixture)
      try await agent.shakeHands(capabilities: Self.forms)
      agent.call("7", "track_task", #"{"task_id":42}"#)
      #expect(try await agent.next()["method"]?.string == "elicitation/create")
      let end = try await agent.end()
      #expect(end.ending == .exit(0))
      #expect(end.seconds < 2)
      try await Self.expectPending(try #require(end.rest.first), fixture)
    }
  }
}
