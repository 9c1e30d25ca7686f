import Foundation
import Sandbox
import Testing

@Suite("tt undo") struct UndoTests {
  private static let day = ["--start", "2026-03-02 09:00", "--duration", "1h", "--notes", "ä & b"]

  /// The values of an entry, as the service has them.
  private func values(_ id: Int, _ fixture: SandboxFixture) async throws -> [String?] {
    let entry = try await fixture.tt("call", "get_event", "event_id=\(id)", "--json").json()
    return ["start", "end", "timezone", "notes", "task_id", "duration"].map {
      entry[$0].map { "\($0.string ?? String(describing: $0.int))" }
    }
  }

  /// Changes the workspace as another program does: with a journal of its own.
  private func elsewhere(_ fixture: SandboxFixture, _ words: String...) async throws {
    let run = try await fixture.tt(words, env: ["XDG_STATE_HOME": fixture.folder + "/elsewhere"])
    #expect(run.exit == 0, "\(run.errors)")
  }

  @Test("an added entry is deleted, and then there is nothing to undo")
  func add() async throws {
    try await SandboxFixture.run { fixture in
      let id = try #require(try await fixture.tt(["add", "42"] + Self.day + ["--json"]).json()["id"]?.int)
      let run = try await fixture.tt("undo", "--json")
      #expect(run.exit == 0)
      #expect(try run.json()["undone"]?.string == "create_event" && run.json()["id"]?.int == id)
      #expect(try await fixture.tt("show", "event", "\(id)").exit == 5)
      let again = try await fixture.tt("undo", "--json")
      #expect(again.exit == 0)
      #expect(try again.json()["changed"]?.bool == false)
      #expect(try await fixture.tt("undo").out == "There is nothing to undo.\n")
    }
  }

  @Test(
    "an edited entry gets the values from before",
    arguments: [
      ["--notes", "new"], ["--start", "08:00"], ["--duration", "20m"], ["--task-id", "8301", "--notes", "x"],
    ])
  func edit(_ change: [String]) async throws {
    try await SandboxFixture.run { fixture in
      let before = try await values(6401, fixture)
      #expect(try await fixture.tt(["edit", "6401"] + change).exit == 0)
      #expect(try await values(6401, fixture) != before)
      let run = try await fixture.tt("undo")
      #expect(run.exit == 0, "\(run.errors)")
      #expect(try await values(6401, fixture) == before)
    }
  }

  @Test("a stopped timer runs again from its old start; undone once more, it is gone")
  func stop() async throws {
    try await SandboxFixture.run { fixture in
      let started = try await fixture.tt("track", "42", "--date", "-20m", "--notes", "n", "--json").json()
      #expect(try await fixture.tt("stop").exit == 0)
      let run = try await fixture.tt("undo", "--json")
      #expect(run.exit == 0, "\(run.errors)")
      let status = try await fixture.tt("status", "--json").json()
      #expect(status["running"]?.bool == true && status["start"]?.string == started["start"]?.string)
      #expect(try run.json()["notes"]?.string == "n")
      let old = try #require(started["id"]?.int)
      #expect(try await fixture.tt("show", "event", "\(old)").exit == 5)
      #expect(try await fixture.tt("undo").exit == 0)
      #expect(try await fixture.tt("status", "--json").json()["running"]?.bool == false)
      #expect(try await fixture.tt("undo", "--json").json()["changed"]?.bool == false)
    }
  }

  @Test("a timer that runs again is not shown as a finished entry")
  func runningText() async throws {
    try await SandboxFixture.run { fixture in
      let started = try await fixture.tt("track", "42", "--date", "-20m", "--json").json()
      #expect(try await fixture.tt("stop").exit == 0)
      let start = try #require(started["start"]?.string)
      let text = "Undone (let the timer run again): Write report (Website), since \(start).\n"
      #expect(try await fixture.tt("undo").out == text)
    }
  }

  @Test("a stopped timer does not run again while another one does, and nothing is lost")
  func stopWhileRunning() async throws {
    try await SandboxFixture.run { fixture in
      let id = try #require(try await fixture.tt("track", "42", "--date", "-20m", "--json").json()["id"]?.int)
      #expect(try await fixture.tt("stop").exit == 0)
      try await elsewhere(fixture, "track", "8301")
      #expect(try await fixture.tt("undo").exit == 6)
      #expect(try await fixture.tt("show", "event", "\(id)").exit == 0)
    }
  }

  @Test("a deleted entry is added again with the same values and a new ID")
  func delete() async throws {
    try await SandboxFixture.run { fixture in
      let id = try #require(try await fixture.tt(["add", "42"] + Self.day + ["--json"]).json()["id"]?.int)
      let before = try await values(id, fixture)
      #expect(try await fixture.tt("delete", "\(id)", "--yes").exit == 0)
      let new = try #require(try await fixture.tt("undo", "--json").json()["id"]?.int)
      #expect(new != id)
      #expect(try await values(new, fixture) == before)
    }
  }

  @Test("a deleted running entry runs again")
  func deleteRunning() async throws {
    try await SandboxFixture.run { fixture in
      let start = try await fixture.tt("track", "42", "--date", "-20m", "--json").json()["start"]?.string
      #expect(try await fixture.tt("delete", "@current", "--yes").exit == 0)
      #expect(try await fixture.tt("status", "--json").json()["running"]?.bool == false)
      #expect(try await fixture.tt("undo").exit == 0)
      #expect(try await fixture.tt("status", "--json").json()["start"]?.string == start)
    }
  }

  @Test("a deleted running entry runs again also after its start was moved, and is shown as running")
  func deleteMovedRunning() async throws {
    try await SandboxFixture.run { fixture in
      #expect(try await fixture.tt("track", "42", "--date", "-20m").exit == 0)
      let moved = try await fixture.tt("edit", "@current", "--start", "-50m", "--json").json()
      #expect(moved["running"]?.bool == true && moved["end"] == .null && moved["duration"]?.int ?? 0 >= 3000)
      let start = try #require(moved["start"]?.string)
      let deletion = try await fixture.tt("delete", "@current", "--yes").out
      #expect(deletion.hasPrefix("Deleted Write report (Website), since \(start) (entry "), "\(deletion)")
      #expect(try await fixture.tt("undo").exit == 0)
      #expect(try await fixture.tt("status", "--json").json()["start"]?.string == start)
    }
  }

  @Test("two processes at once take a write back once")
  func atOnce() async throws {
    try await SandboxFixture.run { fixture in
      let id = try #require(try await fixture.tt(["add", "42"] + Self.day + ["--json"]).json()["id"]?.int)
      #expect(try await fixture.tt("delete", "\(id)", "--yes").exit == 0)
      fixture.sandbox.inject(Fault(.latency(milliseconds: 50), path: "/events"))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<3 { group.addTask { _ = try await fixture.tt("undo") } }
        try await group.waitForAll()
      }
      let listed = try await fixture.tt("list", "events", "--day", "2026-03-02", "-q").out
      #expect(listed.split(separator: "\n").count == 1, "\(listed)")
    }
  }

  @Test("what is undone by halves can be undone to its end", arguments: [true, false])
  func halves(_ isStopped: Bool) async throws {
    try await SandboxFixture.run { fixture in
      let id = try #require(try await fixture.tt("track", "42", "--date", "-20m", "--json").json()["id"]?.int)
      if isStopped { #expect(try await fixture.tt("stop").exit == 0) }
      fixture.sandbox.inject(Fault(.html, path: "/events/delete", count: 1))
      let half = try await fixture.tt("undo")
      let done = isStopped ? "the timer runs again, but the stopped entry" : "the timer is stopped, but its entry"
      #expect(half.exit == 1 && half.errors.contains("\(done) \(id) is still there: "), "\(half.errors)")
      #expect(half.errors.hasSuffix("; to delete it: tt undo\n"))
      let rest = try await fixture.tt("undo", "--json")
      #expect(rest.exit == 0, "\(rest.errors)")
      #expect(try await fixture.tt("show", "event", "\(id)").exit == 5)
      #expect(try await fixture.tt("status", "--json").json()["running"]?.bool == isStopped)
      #expect(try await fixture.tt("undo", "--list", "--json").json().array?.count == (isStopped ? 1 : 0))
    }
  }

  @Test(
    "after half of it was done, exit 7 is not said: it means that nothing was changed", arguments: ["undo", "cancel"])
  func halfUnreached(_ command: String) async throws {
    try await SandboxFixture.run { fixture in
      let id = try #require(try await fixture.tt("track", "42", "--date", "-20m", "--json").json()["id"]?.int)
      fixture.sandbox.inject(Fault(.dropBefore, path: "/events/delete", count: 1))
      let half = try await fixture.tt(command == "undo" ? ["undo"] : ["cancel", "--yes"])
      #expect(half.exit == 8 && half.errors.contains("the timer is stopped"), "\(half.errors)")
      #expect(half.errors.contains("its entry \(id)") && half.errors.contains("tt undo"), "\(half.errors)")
      #expect(try await fixture.tt("undo").exit == 0)
      #expect(try await fixture.tt("status", "--json").json()["running"]?.bool == (command == "cancel"))
      #expect(try await fixture.tt("show", "event", "\(id)").exit == 5)
    }
  }

  @Test("a cancelled timer runs again from its old start, also one that was cancelled at once")
  func cancel() async throws {
    for date in [[], ["--date", "-20m"]] {
      try await SandboxFixture.run { fixture in
        let start = try await fixture.tt(["track", "42", "--notes", "n", "--json"] + date).json()["start"]?.string
        #expect(try await fixture.tt("cancel", "--yes").exit == 0)
        let run = try await fixture.tt("undo")
        #expect(run.exit == 0 && run.out.hasPrefix("Undone (start the timer again): "), "\(run.errors)")
        let status = try await fixture.tt("status", "--json").json()
        #expect(status["running"]?.bool == true && status["start"]?.string == start)
      }
    }
  }

  @Test("a write that cannot be taken back is named with the reason and the next step, and can be skipped")
  func skip() async throws {
    try await SandboxFixture.run { fixture in
      let id = try #require(try await fixture.tt(["add", "42"] + Self.day + ["--json"]).json()["id"]?.int)
      #expect(try await fixture.tt("edit", "\(id)", "--notes", "mine").exit == 0)
      #expect(try await fixture.tt("update", "task", "42", "--name", "Report").exit == 0)
      let skipping = "to leave it as it is and go on: tt undo --skip\n"
      #expect(
        try await fixture.tt("undo").errors
          == "tt: cannot undo the last write, update_task of task 42: tt does not keep what it was before; nothing was "
          + "changed; to see it: tt show task 42; " + skipping)
      let skipped = try await fixture.tt("undo", "--skip", "--json").json()
      #expect(skipped["changed"]?.bool == false && skipped["skipped"]?.string == "update_task")
      try await elsewhere(fixture, "edit", "\(id)", "--notes", "theirs")
      #expect(
        try await fixture.tt("undo").errors
          == "tt: time entry \(id) has changed since tt wrote it: its notes are not the same; nothing was undone; "
          + "to see it: tt show event \(id); " + skipping)
      try await elsewhere(fixture, "edit", "\(id)", "--notes", "ä & b")
      #expect(
        try await fixture.tt("undo", "--skip").out
          == "Left as it is: update_event of time entry \(id) (Write report (Website)).\n")
      #expect(try await fixture.tt("undo").exit == 0)
      #expect(try await fixture.tt("undo", "--skip").out == "There is nothing to undo.\n")
      #expect(try await fixture.tt("undo", "--skip", "--list").exit == 2)
    }
  }

  @Test("the end of an entry over a change of the clock is restored as it was written")
  func clockChange() async throws {
    try await SandboxFixture.run { fixture in
      let words = ["add", "42", "--start", "2025-10-26 01:30", "--end", "2025-10-26 03:30", "--json"]
      let env = ["TZ": "Europe/Berlin"]
      let id = try #require(try await fixture.tt(words, env: env).json()["id"]?.int)
      let before = try await values(id, fixture)
      #expect(try await fixture.tt(["edit", "\(id)", "--longer", "1h"], env: env).exit == 0)
      #expect(try await fixture.tt(["undo"], env: env).exit == 0)
      #expect(try await values(id, fixture) == before)
      #expect(try await fixture.tt(["delete", "\(id)", "--yes"], env: env).exit == 0)
      let new = try #require(try await fixture.tt(["undo", "--json"], env: env).json()["id"]?.int)
      #expect(try await values(new, fixture) == before)
      // From another zone the entry keeps its own.
      #expect(try await fixture.tt(["edit", "\(new)", "--longer", "1h"], env: env).exit == 0)
      #expect(try await fixture.tt(["undo"], env: ["TZ": "Asia/Kolkata"]).exit == 0)
      #expect(try await values(new, fixture)[2] == before[2])
      let note = try await fixture.tt(
        ["add", "42", "--start", "2025-10-26 03:00", "--duration", "10m"], env: env)
      #expect(note.errors.contains("01:30:00 to 03:30:00"), "\(note.errors)")
    }
  }

  @Test("a started timer is stopped and deleted, and what a switch stopped stays stopped")
  func track() async throws {
    try await SandboxFixture.run { fixture in
      #expect(try await fixture.tt("track", "42", "--date", "-20m").exit == 0)
      let id = try #require(try await fixture.tt("switch", "8301", "--json").json()["id"]?.int)
      #expect(try await fixture.tt("undo").exit == 0)
      #expect(try await fixture.tt("status", "--json").json()["running"]?.bool == false)
      #expect(try await fixture.tt("show", "event", "\(id)").exit == 5)
      #expect(try await fixture.tt("undo").exit == 6, "the first timer was stopped by the switch")
    }
  }

  @Test("what was created is closed; what was closed is reopened, and the other way round")
  func close() async throws {
    try await SandboxFixture.run { fixture in
      func isClosed(_ id: Int) async throws -> Bool? {
        try await fixture.tt("show", "task", "\(id)", "--json").json()["is_archived"]?.bool
      }
      let id = try #require(try await fixture.tt("create", "task", "New", "--json").json()["id"]?.int)
      #expect(try await fixture.tt("undo").exit == 0)
      #expect(try await isClosed(id) == true)
      for words in [["close", "task", "42"], ["close", "project", "5201"], ["reopen", "task", "8305"]] {
        #expect(try await fixture.tt(words + ["--yes"]).exit == 0)
        #expect(try await fixture.tt("undo").exit == 0)
      }
      #expect(try await isClosed(42) == false)
      #expect(try await isClosed(8305) == true)
    }
  }

  @Test("what has changed since, or is gone, is left alone: exit 6")
  func changed() async throws {
    try await SandboxFixture.run { fixture in
      #expect(try await fixture.tt("edit", "6401", "--notes", "mine").exit == 0)
      try await elsewhere(fixture, "edit", "6401", "--notes", "theirs")
      let run = try await fixture.tt("undo", "--json")
      #expect(run.exit == 6)
      #expect(run.errors.contains("its notes"))
      #expect(try await values(6401, fixture)[3]?.contains("theirs") == true)
      try await elsewhere(fixture, "delete", "6401", "--yes")
      #expect(try await fixture.tt("undo").errors.contains("it is gone"))
    }
  }

  @Test("only writes of the same grant and workspace are taken back, each by the calls it takes")
  func places() async throws {
    try await SandboxFixture.run { fixture in
      #expect(try await fixture.tt(["add", "42"] + Self.day).exit == 0)
      #expect(try await fixture.tt("undo", env: ["TT_ACCOUNT_ID": "700002"]).out == "There is nothing to undo.\n")
      try fixture.write(#"{"version":"1","default":"allow"}"#, config: "policy.json")
      let before = fixture.requests().count
      let denied = try await fixture.tt("undo", "--json")
      #expect(denied.exit == 3 && denied.errors.contains("(default deny)"))
      #expect(fixture.requests().count == before)
      #expect(try await fixture.tt("undo", "--dry-run").exit == 3)
      #expect(try await fixture.tt("policy", "check", "--", "undo").exit == 3)
    }
  }

  @Test("the journal has 20 writes and nothing of other people's entries, and is for its owner only")
  func journal() async throws {
    try await SandboxFixture.run { fixture in
      for day in 1...22 {
        let start = "2026-03-\(day < 10 ? "0" : "")\(day) 09:00"
        #expect(
          try await fixture.tt("add", "42", "--start", start, "--duration", "1h", "--no-look").exit == 0)
      }
      #expect(try await fixture.tt("undo", "--list", "--json").json().array?.count == 20)
      #expect(try await fixture.tt("edit", "6402", "--notes", "Bob's own words").exit == 0)
      let text = try #require(fixture.read(fixture.state + "/journal.json"))
      #expect(!text.contains("Bob's own words"))
      #expect(try await fixture.tt("undo").exit == 6)
      let attributes = try FileManager.default.attributesOfItem(atPath: fixture.state + "/journal.json")
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test("a journal that cannot be written does not fail the command; a write of unknown outcome is no write to skip")
  func unwritable() async throws {
    try await SandboxFixture.run(faults: [Fault(.dropBefore, path: "/events/update")]) { fixture in
      try FileManager.default.createDirectory(
        atPath: fixture.state + "/journal.json", withIntermediateDirectories: true)
      let run = try await fixture.tt(["add", "42"] + Self.day)
      #expect(run.exit == 0 && run.errors.contains("tt undo will not know of this"))
      try FileManager.default.removeItem(atPath: fixture.state + "/journal.json")
      #expect(try await fixture.tt(["add", "8301"] + Self.day + ["--no-look"]).exit == 0)
      #expect(try await fixture.tt("edit", "6401", "--notes", "x").exit == 8)
      let undo = try await fixture.tt("undo")
      #expect(undo.exit == 6 && undo.errors.contains("its outcome is not known"))
    }
  }
}
