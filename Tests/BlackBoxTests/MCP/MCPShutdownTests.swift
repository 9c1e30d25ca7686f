import Foundation
import Sandbox
import Testing

@Suite("Shutting down the server") struct MCPShutdownTests {
  @Test("at the end of the input, calls that finish in time are answered")
  func piped() async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      agent.call("1", "get_me", envelope: Agent.envelope)
      agent.send(bytes: Array(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#.utf8))
      let end = try await agent.end()
      #expect(end.ending == .exit(0))
      #expect(Set(end.rest.compactMap { $0["id"]?.int }) == [1, 2])
    }
  }

  @Test("at the end of the input, a running call is stopped and recorded within two seconds")
  func endWithOpenCall() async throws {
    // Three attempts, since a busy machine can add to the time.
    for attempt in 1...3 {
      let box = Box<Double>()
      try await SandboxFixture.run(faults: MCPFlowTests.slow("/tasks/track")) { fixture in
        let agent = try Agent(fixture)
        try await agent.shakeHands()
        agent.call("1", "track_task", #"{"task_id":42}"#)
        while fixture.trackRequests().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        let end = try await agent.end()
        #expect(end.ending == .exit(0))
        #expect(try fixture.auditRecords().last?["outcome"]?.string == "outcome_unknown")
        try AuditChain.verify(fixture.read(fixture.state + "/audit.jsonl") ?? "")
        await box.put(end.seconds)
      }
      let seconds = try #require(await box.value)
      if seconds < 2 { return }
      #expect(attempt < 3, "the end took \(seconds) s")
    }
  }

  @Test("SIGTERM stops the server like the end of the input, and calls that have not begun are dropped")
  func terminated() async throws {
    try await SandboxFixture.run(faults: MCPFlowTests.slow("/tasks/42")) { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      for number in 1...20 { agent.call("\(number)", "get_task", #"{"task_id":42}"#) }
      try await fixture.awaitRequest()
      agent.kill(SIGTERM)
      let end = try await agent.ended()
      #expect(end.ending == .exit(0))
      #expect(end.seconds < 2)
      #expect(fixture.requests().count <= 8)
      try AuditChain.verify(fixture.read(fixture.state + "/audit.jsonl") ?? "")
    }
  }

  @Test("SIGINT ends the process by the signal itself, as with every command")
  func interrupted() async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      agent.kill(SIGINT)
      #expect(try await agent.ended().ending == .signal(SIGINT))
    }
  }

  @Test("a client that stops reading blocks only itself: the server still stops in time")
  func stoppedReading() async throws {
    try await SandboxFixture.run { fixture in
      let agent = try Agent(fixture)
      try await agent.shakeHands()
      agent.pause(true)
      // Far more than pipes and buffers hold; the sender stops when the server stops reading.
      Thread.detachNewThread {
        for number in 1...20_000 where !agent.send(#"{"jsonrpc":"2.0","id":\#(number),"method":"tools/list"}"#) {
          return
        }
      }
      try await Task.sleep(for: .milliseconds(1500))
      let memory = agent.peakMemory
      agent.kill(SIGTERM)
      async let ended = agent.ended()
      try await Task.sleep(for: .milliseconds(2000))
      agent.pause(false)
      let end = try await ended
      #expect(end.ending == .exit(0))
      #expect(end.seconds < 5)
      if let memory { #expect(memory < 160 << 20) }
    }
  }

  @Test("the server stops when its client is gone")
  func gone() async throws {
    try await SandboxFixture.run(faults: MCPFlowTests.slow("/me", 200)) { fixture in
      let script = """
        import json, subprocess, sys, time
        server = subprocess.Popen([sys.argv[1], "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        server.stdout.close()
        server.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\\n' * 3)
        server.stdin.flush()
        print(server.wait(timeout=20))
        """
      let run = try await fixture.run("/usr/bin/env", ["python3", "-c", script, Products.tt])
      #expect(run.out == "0\n")
    }
  }
}
