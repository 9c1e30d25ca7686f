import Foundation
import Sandbox
import Testing

/// Calls that want a person's yes at revision 2026-07-28: the question is an answer, and the call comes again with what
/// the person said.
@Suite struct MCPRetryTests {
  static let call = #"{"task_id":42}"#
  static let yes = #"{"approval":{"action":"accept","content":{"approve":true}}}"#

  /// Makes the call and takes the question's state.
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

  @Test("a yes that comes with its state makes exactly one call; the state is good for nothing afterwards")
  func once() async throws {
    try await MCPQuestionTests.run { house, agent in
      let state = try await Self.state(agent)
      #expect(state.utf8.count == 32)
      let answer = try await Self.retry(agent, state)
      #expect(answer["result"]?["resultType"]?.string == "complete")
      #expect(answer["result"]?["structuredContent"]?["changed"]?.bool == true)
      #expect(await house.trackRequests().count == 1)
      #expect(try await Self.retry(agent, state).code == -32602)
      #expect(await house.trackRequests().count == 1)
    }
  }

  @Test("a state that is made up, or comes with other arguments or another policy, is refused and used up")
  func forged() async throws {
    try await MCPQuestionTests.run { house, agent in
      #expect(try await Self.retry(agent, String(repeating: "0", count: 32)).code == -32602)
      let other = try await Self.state(agent)
      #expect(try await Self.retry(agent, other, Self.yes, #"{"task_id":8301}"#).code == -32602)
      #expect(try await Self.retry(agent, other).code == -32602)
      let old = try await Self.state(agent)
      try house.write(MCPQuestionTests.policy + " ", config: "policy.json")
      #expect(try await Self.retry(agent, old).code == -32602)
      #expect(await house.trackRequests().isEmpty)
    }
  }

  @Test("without an answer under the question's name, or without the state, the question is asked again")
  func again() async throws {
    try await MCPQuestionTests.run { house, agent in
      let state = try await Self.state(agent)
      let other = try await Self.retry(agent, state, #"{"other":{"action":"accept","content":{"approve":true}}}"#)
      #expect(other["result"]?["resultType"]?.string == "input_required")
      let bare = try await agent.result(
        "9", "track_task", Self.call, envelope: Agent.envelope, more: #","inputResponses":\#(Self.yes)"#)
      #expect(bare["result"]?["resultType"]?.string == "input_required")
      #expect(await house.trackRequests().isEmpty)
    }
  }

  @Test(
    "anything but an explicit yes denies the call, with the id for tt policy approve",
    arguments: [
      (#"{"action":"accept"}"#, "waits"), (#"{"action":"accept","content":{"approve":1}}"#, "waits"),
      (#"{"action":"decline"}"#, "answer was no"), (#"{"action":"cancel"}"#, "dismissed"), ("true", "could not ask"),
    ])
  func anythingElse(_ answer: String, _ words: String) async throws {
    try await MCPQuestionTests.run { house, agent in
      let state = try await Self.state(agent)
      let denied = try await Self.retry(agent, state, #"{"approval":\#(answer)}"#)
      #expect(denied["result"]?["resultType"]?.string == "complete")
      try await MCPQuestionTests.expectPending(denied, house, words)
    }
  }

  @Test("a client that cannot ask gets the denial with the id")
  func nobodyToAsk() async throws {
    try await MCPQuestionTests.run { house, agent in
      let answer = try await agent.result("7", "track_task", Self.call, envelope: Agent.muteEnvelope)
      #expect(answer["result"]?["resultType"]?.string == "complete")
      try await MCPQuestionTests.expectPending(answer, house)
    }
  }
}
