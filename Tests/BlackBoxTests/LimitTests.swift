import Foundation
import Sandbox
import Testing

/// Limits are exact across any number of processes.
@Suite("Limits under concurrency") struct LimitTests {
  /// The results of sixty concurrent processes, and the resulting state.
  struct Rush: Sendable {
    var runs: [TTRun]
    var posts: Int
    var used: Int
    var audit: [JSON]
    var log: String

    func count(_ code: Int32) -> Int { runs.count { $0.exit == code } }
  }

  /// Sixty concurrent processes under the sample policy, within one minute.
  static func rush(_ words: [String], faults: [Fault] = []) async throws -> Rush {
    try await withinOneWindow(of: 60) {
      let box = Box<Rush>()
      try await SandboxFixture.run(faults: faults) { fixture in
        try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
        let runs = try await withThrowingTaskGroup(of: TTRun.self) { group in
          for number in 1...60 {
            group.addTask { try await fixture.tt(words.map { $0.replacingOccurrences(of: "%", with: "\(number)") }) }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        let log = fixture.read(fixture.state + "/audit.jsonl") ?? ""
        await box.put(
          Rush(
            runs: runs, posts: fixture.trackRequests().count, used: try fixture.used(),
            audit: try fixture.auditRecords(), log: log))
      }
      return try #require(await box.value)
    }
  }

  @Test(
    "of sixty concurrent tracks of one task exactly thirty are sent; the others are exit 9 and say when to try again")
  func sameTask() async throws {
    let rush = try await Self.rush(["track", "--task-id", "42", "--json"])
    #expect(rush.posts == 30)
    #expect(rush.used == 30)
    #expect(rush.count(0) == 30)
    #expect(rush.count(9) == 30)
    let admitted = try rush.runs.filter { $0.exit == 0 }.map { try $0.json()["changed"]?.bool }
    #expect(admitted.count { $0 == true } == 1)
    #expect(admitted.count { $0 == false } == 29)
    for run in rush.runs where run.exit == 9 {
      let error = try run.error()
      #expect(error["class"]?.string == "rate_limited")
      #expect(error["rule"]?.string == "/tools/track_task/limits/track_task_rate")
      #expect(error["message"]?.string?.hasPrefix("[POLICY DENIED] ") == true)
      let wait = try #require(error["retry_after"]?.int)
      #expect((1...60).contains(wait))
      #expect(run.out == "")
    }
  }

  @Test("of sixty concurrent tracks of different tasks exactly thirty are sent")
  func differentTasks() async throws {
    // A service that accepts every track and starts none, so that nothing is given back.
    let rush = try await Self.rush(
      ["track", "--task-name", "Task %"], faults: [Fault(.envelope(status: 200), path: "/tasks/track/")])
    #expect(rush.posts == 30)
    #expect(rush.count(1) == 30)
    #expect(rush.count(9) == 30)
    for run in rush.runs where run.exit == 9 {
      #expect(try run.errorLine().contains(/try again in [0-9]+ s/))
    }
  }

  @Test(
    "sixty concurrent processes leave an intact log, with a verdict for each call and an outcome for each allowed one")
  func logOfARush() async throws {
    let rush = try await Self.rush(["track", "--task-id", "42"])
    try AuditChain.verify(rush.log)
    let decisions = rush.audit.filter { $0["event"]?.string == "call" }.map { $0["decision"]?.string }
    #expect(decisions.count { $0 == "allow" } == 30)
    #expect(decisions.count { $0 == "limit" } == 30)
    #expect(rush.audit.count { $0["event"]?.string == "result" } == 30)
    #expect(rush.audit.count == 90)
  }

  @Test("rejected calls release their reservation: conflicts do not count, up to four times the limit")
  func givenBack() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      try fixture.write(
        SandboxFixture.samplePolicy.replacingOccurrences(of: "\"max\":30", with: "\"max\":1").replacingOccurrences(
          of: "minute", with: "day"), config: "policy.json")
      for _ in 1...4 {
        let run = try await fixture.tt("track", "8301")
        #expect(run.exit == 6)
      }
      #expect(try fixture.used() == 0)
      let sent = fixture.requests().count
      #expect(try await fixture.tt("track", "8301").exit == 9)
      #expect(fixture.requests().count == sent)
    }
  }

  @Test(
    "a lost call counts towards limits; rejected and unsent ones do not",
    arguments: [
      ([Fault(.dropBefore, path: "/tasks/track/")], Int32(7), 1), ([Fault(.dropAfter, path: "/tasks/track/")], 0, 1),
      ([Fault(.dropAfter)], 8, 1), ([Fault(.envelope(status: 500))], 1, 0),
      ([Fault(.tooManyRequests(retryAfter: 3))], 9, 0),
    ])
  func standing(_ faults: [Fault], _ code: Int32, _ used: Int) async throws {
    try await SandboxFixture.run(faults: faults) { fixture in
      // A minute may end while the look-up is retried.
      try fixture.write(
        SandboxFixture.samplePolicy.replacingOccurrences(of: "minute", with: "day"), config: "policy.json")
      let run = try await fixture.tt("track", "42")
      #expect(run.exit == code)
      #expect(try fixture.used() == used)
    }
  }

  @Test("a grant that is not enforced goes beyond its limit, and each call says what would have refused it")
  func unenforced() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(
        #"{"version":"1","default":"allow","tools":{"track_task":{"limits":[{"counter":"r","window":"day","max":1}]}}}"#,
        config: "policy.json")
      try fixture.write(
        #"{"grants":{"shadow":{"policy":"policy.json","enforce":false}}}"#, config: "config.json")
      #expect(try await fixture.tt("track", "42", "--grant", "shadow").exit == 0)
      for _ in 0..<20 {
        let run = try await fixture.tt("track", "42", "--grant", "shadow")
        #expect(run.exit == 0)
        #expect(
          run.errors.contains("not enforced: [POLICY DENIED] The limit of 1 per day for track_task"), "\(run.errors)")
      }
    }
  }
}
