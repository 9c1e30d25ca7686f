import Foundation
import Sandbox
import Testing

/// Each system call by which a run changes a file, or sends something, is the end of that run, or fails.
@Suite(
  "Runs cut at each of their system calls",
  .enabled(if: SystemCall.canTrace, "strace is not installed or may not trace"))
struct CrashTests {
  @Test(
    "no limit is exceeded, no file is half written, the chain holds, and the next run works",
    arguments: CrashScenario.all)
  func cut(_ scenario: CrashScenario) async throws {
    try await SandboxFixture.run { fixture in
      // So that every run finds the same.
      #expect(try await fixture.tt("track", "42").exit == 0)
      let home = try Home("prepared", in: fixture)
      try await scenario.prepare(fixture, home)
      let cases = try await Self.calls(of: scenario, home, fixture).flatMap { call in
        call.effects.map { (call, $0) }
      }
      let killed = try await withThrowingTaskGroup(of: Bool.self) { group in
        var killed = 0
        for (index, (call, effect)) in cases.enumerated() {
          if index >= 6, try await group.next() == true { killed += 1 }
          group.addTask { try await Self.cut(scenario, call, effect, index + 1, home, fixture) }
        }
        for try await isKilled in group where isKilled { killed += 1 }
        return killed
      }
      // Threads may take turns in another way than in the run whose calls were listed.
      let kills = cases.count { $0.1 == .kill }
      #expect(killed > 3 && killed * 4 >= kills * 3, "\(killed) of \(kills) runs were killed")
    }
  }

  /// The calls of a run that nothing happens to.
  private static func calls(of scenario: CrashScenario, _ home: Home, _ fixture: SandboxFixture) async throws
    -> [SystemCall]
  {
    let copy = try await home.copy("whole", replacing: "", with: "", in: fixture)
    let path = fixture.folder + "/runs/whole.strace"
    let run = try await Self.run(scenario, scenario.words, SystemCall.listing(to: path), copy, fixture)
    #expect(run.exit == 0, "\(run.errors)")
    return SystemCall.calls(listed: try #require(fixture.read(path)), on: scenario.part)
  }

  /// True if the run was killed.
  private static func cut(
    _ scenario: CrashScenario, _ call: SystemCall, _ effect: SystemCall.Effect, _ number: Int, _ home: Home,
    _ fixture: SandboxFixture
  ) async throws -> Bool {
    let note = "note-" + String(number + 1000)
    let words = scenario.words.map { $0 == CrashScenario.note ? note : $0 }
    let copy = try await home.copy(note, replacing: CrashScenario.note, with: note, in: fixture)
    let log = fixture.folder + "/runs/\(note).strace"
    let run = try await Self.run(scenario, words, call.replaced(by: effect, log: log), copy, fixture)
    let place = Comment("\(call.name) \(call.number), \(effect): \(run.ending) \(run.errors)")
    let strays = fixture.files(below: copy.path).filter { $0.hasSuffix(".json") && !isWhole($0, fixture) }
    #expect(strays == [], place)
    let isKilled = run.ending == .signal(SIGKILL)
    #expect(isKilled ? effect == .kill : scenario.exits.contains(run.exit ?? -1), place)
    let later = try await Self.run(scenario, words, nil, copy, fixture)
    #expect(scenario.later.contains(later.exit ?? -1), "\(place), then \(later.ending) \(later.errors)")
    let sent = fixture.trackRequests().count { $0.value("notes") == note }
    #expect(sent <= 1, place)
    try await Self.verify(scenario, copy, fixture, place)
    return isKilled
  }

  private static func run(
    _ scenario: CrashScenario, _ words: [String], _ options: [String]?, _ home: Home, _ fixture: SandboxFixture
  ) async throws -> TTRun {
    let env = home.environment(scenario.env)
    let line = (options.map { ["/usr/bin/strace"] + $0 } ?? []) + [Products.tt] + words
    guard let input = scenario.input else { return try await fixture.run(line[0], Array(line.dropFirst()), env: env) }
    let path = try fixture.write(input, to: home.path + "/input")
    return try await fixture.run("/bin/sh", ["-c", "exec \"$@\" < '\(path)'", "sh"] + line, env: env)
  }

  private static func isWhole(_ path: String, _ fixture: SandboxFixture) -> Bool {
    guard let text = fixture.read(path) else { return true }
    // The checkpoint is made before its first content is written.
    return (try? JSON(text)) != nil || (text.isEmpty && path.hasSuffix("audit.head.json"))
  }

  private static func verify(
    _ scenario: CrashScenario, _ home: Home, _ fixture: SandboxFixture, _ place: Comment
  ) async throws {
    let report = try await fixture.tt(["policy", "log", "--verify", "--json"], env: home.environment())
    if scenario.hasHole {
      #expect(try report.json()["findings"]?.array?.map { $0["line"]?.int } == [2], place)
    } else {
      #expect(report.exit == 0, "\(place), then \(report.out)")
    }
  }
}
