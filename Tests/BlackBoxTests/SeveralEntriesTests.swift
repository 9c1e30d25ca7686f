import Foundation
import Sandbox
import Testing

@Suite("Commands for several entries") struct SeveralEntriesTests {
  private func entries(_ fixture: SandboxFixture) async throws -> (String, String) {
    var ids: [String] = []
    for hour in ["09", "11"] {
      let run = try await fixture.tt("add", "42", "--start", "2026-03-02 \(hour):00", "--duration", "1h", "-q")
      ids.append(run.out.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    return (ids[0], ids[1])
  }

  @Test("an error about one of them names it, and says what was done with the others")
  func named() async throws {
    try await SandboxFixture.run { fixture in
      let (first, second) = try await entries(fixture)
      let gone = "999999"
      for (words, done) in [(["delete", "--yes"], "deleted"), (["edit", "--notes", "x"], "changed")] {
        let none = try await fixture.tt(words + [gone, first])
        #expect(none.exit == 5 && none.errors.contains("event_id \(gone)"), "\(none.errors)")
        #expect(none.errors.hasSuffix("; none was \(done)\n"), "\(none.errors)")
        #expect(try await fixture.tt("list", "events", "--day", "2026-03-02", "--json").json().array?.count == 2)
      }
      let edit = try await fixture.tt("edit", first, gone, second, "--notes", "x")
      #expect(edit.exit == 5)
      #expect(edit.errors.hasSuffix("; changed before that: \(first); not changed: \(second)\n"), "\(edit.errors)")
      let foreign = try await fixture.tt("delete", "6402", first, "--yes")
      #expect(foreign.exit == 2 && foreign.errors.contains("time entry 6402 belongs to"), "\(foreign.errors)")
      let bill = try await fixture.tt("bill", first, gone)
      #expect(bill.exit == 5 && bill.errors.contains("event_id \(gone)"), "\(bill.errors)")
      #expect(bill.errors.hasSuffix("; none was marked\n"))
      let delete = try await fixture.tt("delete", first, gone, second, "--yes")
      #expect(delete.errors.hasSuffix("; deleted before that: \(first); not deleted: \(second)\n"), "\(delete.errors)")
      // A task that is missing is named as well.
      #expect(try await fixture.tt("show", "task", gone).errors.contains("task_id \(gone)"))
    }
  }

  @Test("a connection that fails after the first is not exit 7: something was changed")
  func unreached() async throws {
    try await SandboxFixture.run { fixture in
      let (first, second) = try await entries(fixture)
      fixture.sandbox.inject(Fault(.dropBefore, path: "/events/delete/\(second)", count: 1))
      let run = try await fixture.tt("delete", first, second, "--yes")
      #expect(run.exit == 8 && run.errors.contains("deleted before that: \(first)"), "\(run.errors)")
      #expect(run.errors.contains("time entry \(second)"))
      #expect(try await fixture.tt("show", "event", second).exit == 0)
    }
  }

  @Test("of twelve processes that add an entry if it is absent, one adds it")
  func ifAbsent() async throws {
    try await SandboxFixture.run { fixture in
      fixture.sandbox.inject(Fault(.latency(milliseconds: 20), path: "/events"))
      let words = ["add", "42", "--start", "2026-03-02 09:00", "--end", "2026-03-02 10:00", "--if-absent", "--json"]
      let changed = try await withThrowingTaskGroup(of: Bool?.self) { group in
        for _ in 0..<12 {
          group.addTask {
            let run = try await fixture.tt(words)
            #expect(run.exit == 0, "\(run.errors)")
            return try run.json()["changed"]?.bool
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(changed.filter { $0 == true }.count == 1 && changed.filter { $0 == false }.count == 11)
      #expect(try await fixture.tt("list", "events", "--day", "2026-03-02", "--json").json().array?.count == 1)
    }
  }
}
