import Foundation
import Sandbox
import Testing

/// Writes with a lost or unreadable response: sent once, looked up, and reported no more precisely than known.
@Suite("Writes over an unreliable network") struct WriteNetworkTests {
  /// The fault, the exit code, and whether the timer is running at the service afterwards.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var faults: [Fault]
    var exit: Int32
    var name: String?

    init(_ testDescription: String, _ exit: Int32, _ name: String?, _ faults: [Fault]) {
      (self.testDescription, self.faults, self.exit, self.name) = (testDescription, faults, exit, name)
    }
  }

  static func cases(_ path: String) -> [Case] {
    let lookUp = [Fault(.dropBefore, path: "/me"), Fault(.dropBefore, path: "/users/")]
    return [
      Case("lost before the change", 7, "network", [Fault(.dropBefore, path: path)]),
      Case("lost after the change", 0, nil, [Fault(.dropAfter, path: path)]),
      Case("cut in the middle", 0, nil, [Fault(.truncate, path: path)]),
      Case("an error page instead of the change", 1, "api_error", [Fault(.html, path: path)]),
      Case("a gateway's 502 instead of the change", 1, "api_error", [Fault(.gateway502, path: path)]),
      Case("a gateway's 502 after the change", 0, nil, [Fault(.gateway502After, path: path)]),
      Case("lost, and the look-up too", 8, "outcome_unknown", [Fault(.dropBefore, path: path)] + lookUp),
      Case(
        "lost after the change, and the look-up too", 8, "outcome_unknown", [Fault(.dropAfter, path: path)] + lookUp),
      Case("an error page, and the look-up lost", 8, "outcome_unknown", [Fault(.html, path: path)] + lookUp),
      Case(
        "a gateway's 502, and the look-up an error page", 8, "outcome_unknown",
        [
          Fault(.gateway502After, path: path), Fault(.html, path: "/me"), Fault(.html, path: "/users/"),
        ]),
      Case(
        "garbage after the write, and the look-up lost", 8, "outcome_unknown", [Fault(.garbage, path: path)] + lookUp),
    ]
  }

  @Test("a track whose response is lost is looked up and sent once", arguments: cases("/tasks/track/"))
  func track(_ lost: Case) async throws {
    try await SandboxFixture.run(faults: lost.faults) { fixture in
      // A minute may end while the look-up is retried.
      try fixture.write(
        SandboxFixture.samplePolicy.replacingOccurrences(of: "minute", with: "day"), config: "policy.json")
      let run = try await fixture.tt("track", "--task-id", "42", "--json")
      #expect(run.exit == lost.exit)
      #expect(fixture.trackRequests().count == 1)
      #expect(try fixture.used() == 1)
      if let name = lost.name {
        #expect(run.out == "")
        let error = try run.error()
        #expect(error["class"]?.string == name)
        #expect(error["hint"]?.string?.contains("tt status") == (lost.exit == 8 ? true : nil))
      } else {
        #expect(try run.json()["changed"]?.bool == true)
        #expect(try run.json()["task_id"]?.int == 42)
        #expect(fixture.sandbox.workspace().runningTask(of: 9001)?.id == 42)
      }
    }
  }

  @Test(
    "a stop whose response is lost is looked up and sent once", arguments: cases("/tasks/stop/"),
    [["stop", "42"], ["stop"]])
  func stop(_ lost: Case, _ words: [String]) async throws {
    // `stop` without an id has to look before it writes, so there the look-up cannot be made to fail from the start.
    guard words.count == 2 || lost.exit != 8 else { return }
    try await SandboxFixture.run(.running42, faults: lost.faults) { fixture in
      let run = try await fixture.tt(words + ["--json"])
      #expect(run.exit == lost.exit)
      #expect(fixture.requests().count { $0.method == "POST" } == 1)
      if let name = lost.name {
        #expect(run.out == "")
        #expect(try run.error()["class"]?.string == name)
      } else {
        #expect(try run.json()["changed"]?.bool == true)
        #expect(fixture.sandbox.workspace().running.isEmpty)
      }
    }
  }

  @Test(
    "a track by name whose response is lost is looked up by that name",
    arguments: [
      ["track", "--task-name", "Ünïcode & co +50%", "--project-name", "Site"], ["track", "--project-name", "Website"],
      ["track", "--project-id", "5202"], ["track", "--task-name", "  write REPORT", "--project-name", "website"],
      ["track", "--service", "trello", "--service-task-id", "c1"],
      ["track", "--service", "trello", "--service-task-id", "c1", "--date", "-5m"],
      ["track", "--service", "trello", "--service-task-id", "c1", "--date", "2026-03-02 09:00:00"],
    ])
  func byName(_ words: [String]) async throws {
    try await SandboxFixture.run(faults: [Fault(.dropAfter, path: "/tasks/track/")]) { fixture in
      let run = try await fixture.tt(words + ["--json"])
      #expect(fixture.trackRequests().count == 1)
      #expect(fixture.sandbox.workspace().running.count == 1)
      #expect(run.exit == 0)
      let answer = try run.json()
      #expect(answer["changed"]?.bool == true)
    }
  }

  @Test("a lost track while another timer is running had no effect", arguments: ServiceVariants.all.indices)
  func otherRuns(_ variant: Int) async throws {
    try await SandboxFixture.run(
      .running42, options: ServiceVariants.all[variant], faults: [Fault(.dropBefore, path: "/tasks/track/")]
    ) {
      fixture in
      let run = try await fixture.tt("track", "8301")
      #expect(run.exit == 7)
    }
  }

  @Test("a lost track of the task that was already running changed nothing")
  func ranBefore() async throws {
    try await SandboxFixture.run(.running42, faults: [Fault(.dropAfter, path: "/tasks/track/")]) { fixture in
      let run = try await fixture.tt("track", "42", "--json")
      #expect(run.exit == 0)
      #expect(try run.json()["changed"]?.bool == false)
    }
  }

  @Test(
    "a write that times out may still arrive, so its outcome is unknown",
    arguments: [["track", "42"], ["stop", "8301"]])
  func timeout(_ words: [String]) async throws {
    try await SandboxFixture.run(faults: [Fault(.latency(milliseconds: 60_000))]) { fixture in
      let run = try await fixture.tt(words + ["--timeout", "0.5", "--json"])
      #expect(run.exit == 8)
      #expect(try run.error()["class"]?.string == "outcome_unknown")
      #expect(fixture.requests().count { $0.method == "POST" } == 1)
    }
  }

  @Test(
    "a response to a write without an envelope is not a success",
    arguments: [(Fault.Kind.garbage, Int32(1)), (.redirect, 1)])
  func notUnderstood(_ kind: Fault.Kind, _ code: Int32) async throws {
    try await SandboxFixture.run(faults: [Fault(kind, path: "/tasks/track/")]) { fixture in
      let run = try await fixture.tt("track", "42")
      #expect(run.exit == code)
      #expect(run.out == "")
      #expect(fixture.trackRequests().count == 1)
    }
  }
}
