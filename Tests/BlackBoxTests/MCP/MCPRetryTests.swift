import Foundation
import Sandbox
import Testing

/// At revision 2026-07-28 the approval request is a result, and the call is repeated with the person's answer.
@Suite("Approval requests by repeated calls") struct MCPRetryTests {
  static let call = #"{"task_id":42}"#
  static let yes = #"{"approval":{"action":"accept","content":{"approve":true}}}"#

  /// Makes the call and returns the state of the approval request.
  static func state(_ agent: Agent) async throws -> String {
    let answer = try await agent.result("7", "track_task", call, envelope: Agent.envelope)
    let result = try #require(answer["result"])
    #expect(result["resultType"]?.string == "input_required")
    #expect(result["ttlMs"] == nil)
    let request = try #require(result["inputRequests"]?["approval"])
    #expect(request.keys == ["method", "params"])
    #expect(request["method"]?.string == "elicitation/create")
    #expect(request["params"]?["message"]?.string?.contains(#"track_task {"task_id":42}"#) == true)
    return try #require(result["requestState"]?.string)
  }

  static func retry(
    _ agent: Agent, _ state: String, _ responses: String = yes, _ arguments: String = call
  ) async throws -> JSON {
    try await agent.result(
      "8", "track_task", arguments, envelope: Agent.envelope,
      more: #","inputResponses":\#(responses),"requestState":"\#(state)""#)
  }

  @Test("an approval with its state makes exactly one call; the state is invalid afterwards")
  func once() async throws {
    try await MCPElicitationTests.run { fixture, agent in
      let state = try await Self.state(agent)
      #expect(state.utf8.count == 32)
      let answer = try await Self.retry(agent, state)
      #expect(answer["result"]?["resultType"]?.string == "complete")
      #expect(answer["result"]?["structuredContent"]?["changed"]?.bool == true)
      #expect(fixture.trackRequests().count == 1)
      #expect(try await Self.retry(agent, state).code == -32602)
      #expect(fixture.trackRequests().count == 1)
    }
  }

  @Test("a forged state, or one with other arguments or under another policy, is rejected and used up")
  func forged() async throws {
    try await MCPElicitationTests.run { fixture, agent in
      #expect(try await Self.retry(agent, String(repeating: "0", count: 32)).code == -32602)
      let other = try await Self.state(agent)
      #expect(try await Self.retry(agent, other, Self.yes, #"{"task_id":8301}"#).code == -32602)
      #expect(try await Self.retry(agent, other).code == -32602)
      let old = try await Self.state(agent)
      try fixture.write(MCPElicitationTests.policy + " ", config: "policy.json")
      #expect(try await Self.retry(agent, old).code == -32602)
      #expect(fixture.trackRequests().isEmpty)
    }
  }

  @Test("without an answer under the right key, or without the state, the person is asked again")
  func again() async throws {
    try await MCPElicitationTests.run { fixture, agent in
      let state = try await Self.state(agent)
      let other = try await Self.retry(agent, state, #"{"other":{"action":"accept","content":{"approve":true}}}"#)
      #expect(other["result"]?["resultType"]?.string == "input_required")
      let bare = try await agent.result(
        "9", "track_task", Self.call, envelope: Agent.envelope, more: #","inputResponses":\#(Self.yes)"#)
      #expect(bare["result"]?["resultType"]?.string == "input_required")
      #expect(fixture.trackRequests().isEmpty)
    }
  }

  @Test(
    "anything but an explicit approval denies the call, with the ID that a person can approve",
    arguments: [
      (#"{"action":"accept"}"#, "is pending"), (#"{"action":"accept","content":{"approve":1}}"#, "is pending"),
      (#"{"action":"cancel"}"#, "dismissed"), ("true", "could not ask"),
    ])
  func anythingElse(_ answer: String, _ words: String) async throws {
    try await MCPElicitationTests.run { fixture, agent in
      let state = try await Self.state(agent)
      let denied = try await Self.retry(agent, state, #"{"approval":\#(answer)}"#)
      #expect(denied["result"]?["resultType"]?.string == "complete")
      try await MCPElicitationTests.expectPending(denied, fixture, words)
    }
  }

  @Test("a no is a no: it denies the call, and nobody is asked again")
  func declined() async throws {
    try await MCPElicitationTests.run { fixture, agent in
      let state = try await Self.state(agent)
      let denied = try await Self.retry(agent, state, #"{"approval":{"action":"decline"}}"#)
      #expect(denied.isError && denied.text?.contains("A person declined this call") == true)
      let again = try await agent.result("9", "track_task", Self.call, envelope: Agent.envelope)
      #expect(again["result"]?["resultType"]?.string == "complete" && again.isError)
      #expect(fixture.trackRequests().isEmpty)
    }
  }

  @Test("a client that cannot ask gets a denial with the ID")
  func cannotAsk() async throws {
    try await MCPElicitationTests.run { fixture, agent in
      let answer = try await agent.result("7", "track_task", Self.call, envelope: Agent.muteEnvelope)
      #expect(answer["result"]?["resultType"]?.string == "complete")
      try await MCPElicitationTests.expectPending(answer, fixture)
    }
  }
}
