import Foundation
import Sandbox
import Testing

/// What tt says of its commands where an uncertain fact about the service is the other way than assumed: each claim is
/// compared with what the service really did.
@Suite("Uncertain facts about the service") struct UncertainFactTests {
  /// Exit codes that say that something failed: the service's refusal, a look-up that fails, an unknown outcome.
  static let failures: Set<Int32> = [1, 2, 4, 5, 6, 7, 8]

  /// The readings that are not about lists or the writes of other things alone.
  private static let timerReadings = Reading.allCases.filter { reading in
    ![
      "small-", "tiny-", "pages-", "project", "abbreviated-", "text-", "full-", "duplicate-", "event", "customer",
      "tasks-",
      "users-", "compact-tasks", "enum-", "fields-", "delete-", "overlap-", "duration-", "blank-ignored",
    ].contains { reading.rawValue.hasPrefix($0) }
  }

  @Test("under every reading a claim about the timer is true, or the command fails", arguments: timerReadings)
  func timer(reading: Reading) async throws {
    var options = SandboxOptions()
    options.readings = [reading]
    try await SandboxFixture.run(options: options) { fixture in
      func running() async -> Int? { fixture.sandbox.workspace().runningTask(of: 9001)?.id }
      /// Runs a write; true if it claims that the timer is as wanted now.
      func claims(_ words: String..., isRunning: Bool) async throws -> Bool {
        let before = await running()
        let run = try await fixture.tt(words + ["--json"])
        guard run.exit == 0 else {
          #expect(Self.failures.contains(run.exit ?? 0), "\(words): \(run.errors)")
          #expect(run.out == "")
          return false
        }
        let after = await running()
        let changed = try run.json()["changed"]?.bool
        #expect(
          (after == 42) == isRunning, "\(words) claims \(run.out.prefix(60)), but \(String(describing: after)) runs")
        if changed == true { #expect(before != after || isRunning, "\(words) claims a change") }
        if changed == false { #expect(before == after, "\(words)") }
        return true
      }
      func statusIsTrue() async throws {
        let run = try await fixture.tt("status", "--json")
        guard run.exit == 0 else { return #expect(Self.failures.contains(run.exit ?? 0)) }
        let isRunning = await running() == 42
        #expect(try run.json()["running"]?.bool == isRunning, "\(run.out)")
      }
      _ = try await claims("track", "42", isRunning: true)
      try await statusIsTrue()
      _ = try await claims("track", "42", isRunning: true)
      _ = try await claims("stop", isRunning: false)
      // An entry that ended within the last seconds may be the one that this stop ended.
      if reading == .stopIdleOldEvent { try await Task.sleep(for: .seconds(7)) }
      if reading.rawValue.hasPrefix("stop-idle") || reading == .htmlErrors { try await Task.sleep(for: .seconds(1.1)) }
      _ = try await claims("stop", "42", isRunning: false)
    }
  }

  /// The readings that are not about timers alone.
  private static let entryReadings = Reading.allCases.filter { reading in
    !["same-task", "stop-", "track-", "running-", "tracking-", "stale-"].contains { reading.rawValue.hasPrefix($0) }
  }

  @Test("under every reading a claim about entries is true, or the command fails", arguments: entryReadings)
  func entries(reading: Reading) async throws {
    var options = SandboxOptions()
    options.readings = [reading]
    try await SandboxFixture.run(options: options) { fixture in
      let added = try await fixture.tt(
        "add", "42", "--start", "2026-03-02 09:00", "--end", "2026-03-02 10:00", "--json")
      let stored = fixture.sandbox.workspace().events.all.filter { $0.start.text == "2026-03-02 09:00:00" }
      if added.exit == 0 {
        #expect(stored.map(\.duration) == [3600])
      } else {
        #expect(Self.failures.contains(added.exit ?? 0), "\(added.errors)")
        #expect(stored.isEmpty || added.exit == 8)
      }
      let edited = try await fixture.tt("edit", "6401", "--notes", "neu", "--json")
      let notes = fixture.sandbox.workspace().events[6401]?.notes
      if edited.exit == 0 { #expect(notes == "neu") } else { #expect(notes != "neu" || edited.exit == 8) }
      let all = fixture.sandbox.workspace()
      for (words, wanted) in [
        (
          ["list", "events", "--from", "2026-01-01", "--to", "2027-01-01"],
          Set(all.events.all.filter { $0.userID == 9001 }.map(\.id))
        ),
        (
          ["list", "tasks", "--project", "5201"],
          Set(all.tasks.all.filter { $0.projectID == 5201 && !$0.isArchived && !$0.isGhost }.map(\.id))
        ),
      ] {
        let list = try await fixture.tt(words + ["-q"])
        guard list.exit == 0 else {
          #expect(Self.failures.contains(list.exit ?? 0))
          continue
        }
        let ids = list.out.split(separator: "\n").compactMap { Int($0) }
        #expect(Set(ids) == wanted, "\(words)")
      }
    }
  }
}
