import Foundation
import Sandbox
import Testing

/// Processes killed at any point leave no damaged files and exceed no limit.
@Suite("Processes ended by signals") struct KillTests {
  /// The state after the kills.
  struct Remains: Sendable {
    var endings: [Child.Ending]
    var posts: Int
    var used: Int
    var allowed: Int
    var log: String
    var later: [TTRun]
    var verified: TTRun
  }

  /// Like the sample policy, with a window of an hour, so that the window does not end during the test.
  static let policy = SandboxFixture.samplePolicy.replacingOccurrences(of: "minute", with: "hour")

  @Test("after two hundred processes killed at random, no limit is exceeded, files are intact, and tt works")
  func killed() async throws {
    let remains = try await withinOneWindow(of: 3600, needing: 120) {
      let box = Box<Remains>()
      try await SandboxFixture.run(faults: [Fault(.envelope(status: 200), path: "/tasks/track/")]) { fixture in
        try fixture.write(Self.policy, config: "policy.json")
        let endings = try await Self.killMany(in: fixture)
        var later: [TTRun] = []
        for _ in 1...31 { later.append(try await fixture.tt("track", "42", "--json")) }
        await box.put(
          Remains(
            endings: endings, posts: fixture.trackRequests().count, used: try fixture.used(),
            allowed: try fixture.auditRecords().count { $0["decision"]?.string == "allow" },
            log: fixture.read(fixture.state + "/audit.jsonl") ?? "", later: later,
            verified: try await fixture.tt("policy", "log", "--verify")))
      }
      return try #require(await box.value)
    }
    #expect(remains.endings.contains(.signal(SIGKILL)))
    #expect(remains.posts <= 30)
    #expect(remains.used == 30)
    #expect(remains.posts <= remains.allowed, "what was sent was recorded before")
    #expect(remains.allowed <= 30)
    try AuditChain.verify(remains.log)
    #expect(remains.verified.exit == 0, "\(remains.verified.out)")
    // What is sent fails, since the answer has no data.
    #expect(Set(remains.later.map(\.exit)).isSubset(of: [1, 9]))
    #expect(remains.later.last?.exit == 9)
  }

  /// Starts two hundred tracks, a few at a time, and kills each within the time one takes.
  private static func killMany(in fixture: SandboxFixture) async throws -> [Child.Ending] {
    let words = ["track", "--task-id", "42"]
    let span = try await fixture.tt(["policy", "check", "--"] + words).duration * 2
    return try await withThrowingTaskGroup(of: Child.Ending.self) { group in
      var endings: [Child.Ending] = []
      for number in 0..<200 {
        if number >= 8, let ending = try await group.next() { endings.append(ending) }
        group.addTask {
          let running = try fixture.start(Products.tt, words.map { Array($0.utf8) })
          try await Task.sleep(for: span * Double.random(in: 0...1))
          running.kill(SIGKILL)
          return await running.end().ending
        }
      }
      for try await ending in group { endings.append(ending) }
      return endings
    }
  }

  @Test("SIGINT and SIGTERM end tt by the signal itself", arguments: [SIGINT, SIGTERM])
  func signals(_ number: Int32) async throws {
    try await SandboxFixture.run(faults: [Fault(.latency(milliseconds: 120_000))]) { fixture in
      let running = try fixture.start(Products.tt, ["track", "42", "--timeout", "120"].map { Array($0.utf8) })
      try await fixture.awaitRequest()
      running.kill(number)
      let run = await running.end()
      #expect(run.ending == .signal(number))
      #expect(try fixture.used() == 1, "the request may have arrived")
      try AuditChain.verify(fixture.read(fixture.state + "/audit.jsonl") ?? "")
    }
  }
}
