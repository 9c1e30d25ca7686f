import Foundation
import Sandbox
import Testing

@Suite("Concurrent calls and cancellation") struct MCPFlowTests {
  static func slow(_ path: String, _ milliseconds: Int = 20_000) -> [Fault] {
    [Fault(.latency(milliseconds: milliseconds), path: path)]
  }

  @Test("calls are answered as they finish, the fastest first")
  func order() async throws {
    try await SandboxFixture.run(faults: Self.slow("/tasks/42", 1500)) { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      agent.call("1", "get_task", #"{"task_id":42}"#)
      agent.call("2", "get_me")
      #expect(try await agent.answer("2")["result"]?["structuredContent"]?["id"]?.int == 9001)
      #expect(try await agent.answer("1")["result"]?["structuredContent"]?["id"]?.int == 42)
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test("a thousand calls in flight are all answered, and memory does not grow with them")
  func thousand() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(#"{"version":"1","default":"allow"}"#, config: "policy.json")
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      #expect(try await !agent.result("1", "list_tasks").isError)
      let before = agent.peakMemory
      for number in 2...1001 { agent.call("\(number)", "get_task", #"{"task_id":42}"#) }
      var ids: Set<Int> = []
      for _ in 2...1001 {
        let answer = try await agent.next()
        #expect(!answer.isError)
        ids.insert(try #require(answer["id"]?.int))
      }
      #expect(ids == Set(2...1001))
      if let before, let after = agent.peakMemory { #expect(after - before < 24 << 20) }
      #expect(try await agent.end().ending == .exit(0))
    }
  }

  @Test("calls beyond the queue's limit are refused at once under their ID, and the others go on")
  func tooMany() async throws {
    try await SandboxFixture.run(faults: Self.slow("/me", 300)) { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      for number in 1...5000 { agent.call("\(number)", "get_me") }
      var refused = 0
      for _ in 1...800 {
        let answer = try await agent.next()
        if answer.text?.contains("already waiting") == true { refused += 1 }
      }
      #expect(refused >= 700)
      agent.kill(SIGTERM)
      #expect(try await agent.ended().ending == .exit(0))
    }
  }

  @Test(
    "a cancelled write is stopped and not answered; its outcome is logged as unknown, and the server goes on")
  func cancelledWrite() async throws {
    try await SandboxFixture.run(faults: Self.slow("/tasks/track")) { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      agent.call("1", "track_task", #"{"task_id":42}"#)
      while fixture.trackRequests().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      agent.cancel("\"1\"")
      agent.cancel("1")
      while try fixture.auditRecords().last?["event"]?.string != "result" {
        try await Task.sleep(for: .milliseconds(5))
      }
      #expect(try fixture.auditRecords().last?["outcome"]?.string == "outcome_unknown")
      #expect(try fixture.used() == 1, "it may have arrived")
      #expect(try await !agent.result("2", "get_me").isError)
      #expect(agent.errors.contains("cancelled call 1 of track_task"))
      let end = try await agent.end()
      #expect(end.ending == .exit(0) && end.rest.isEmpty)
      try AuditChain.verify(fixture.read(fixture.state + "/audit.jsonl") ?? "")
    }
  }

  @Test("a call cancelled before its turn is never made")
  func cancelledWaiting() async throws {
    try await SandboxFixture.run(faults: Self.slow("/tasks/42", 1000)) { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      for number in 1...30 { agent.call("\(number)", "get_task", #"{"task_id":42}"#) }
      agent.call("31", "track_task", #"{"task_id":42}"#)
      agent.cancel("31")
      for number in 9...30 { agent.cancel("\(number)") }
      var ids: Set<Int> = []
      for _ in 1...8 { ids.insert(try #require(try await agent.next()["id"]?.int)) }
      #expect(ids == Set(1...8))
      #expect(try await !agent.result("32", "get_me").isError)
      #expect(fixture.trackRequests().isEmpty)
      #expect(try await agent.end().rest.isEmpty)
    }
  }
}
