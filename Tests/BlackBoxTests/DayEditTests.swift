import Foundation
import Sandbox
import Testing

/// `tt edit -e` with real editors: what is made of a text, and what is kept of it after a failure.
@Suite("tt edit -e") struct DayEditTests {
  private static let day = "2026-03-02"

  /// A fixture with three entries of the day, made by tt.
  private func prepared(_ test: (SandboxFixture) async throws -> Void) async throws {
    try await SandboxFixture.run { fixture in
      for (start, notes) in [("09:00", "two\nlines"), ("10:00", "x"), ("11:00", "")] {
        let words = ["add", "42", "--start", "\(Self.day) \(start)", "--duration", "30m", "--notes", notes]
        let run = try await fixture.tt(words)
        #expect(run.exit == 0, "\(run.ending) \(run.errors)")
      }
      try await test(fixture)
    }
  }

  /// An editor that runs a line of the shell on the file `$1`; returned is the value of EDITOR.
  private func editor(_ line: String, _ fixture: SandboxFixture) throws -> String {
    let path = fixture.folder + "/an editor.sh"
    try Data("#!/bin/sh\n\(line)\n".utf8).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o700)
    return "'\(path)'"
  }

  private func edit(_ line: String, _ fixture: SandboxFixture, _ more: String...) async throws -> TTRun {
    try await fixture.tt(
      ["edit", "-e", "--day", Self.day, "--yes"] + more, env: ["EDITOR": try editor(line, fixture), "VISUAL": nil])
  }

  private func entries(_ fixture: SandboxFixture) async throws -> String {
    try await fixture.tt("list", "events", "--day", Self.day, "--fields", "start,end,notes", "-o", "tsv").out
  }

  private func kept(_ fixture: SandboxFixture) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: fixture.state + "/edit")) ?? []
  }

  @Test("an edited text changes, adds and deletes; the same text again makes no call")
  func applied() async throws {
    try await prepared { fixture in
      let run = try await edit(
        "sed -i -e 's/10:00 - 10:30/10:00 - 10:45/' -e '/^11:00/d' \"$1\"; echo '13:00 - 14:00  42  new' >> \"$1\"",
        fixture)
      #expect(run.exit == 0, "\(run.errors)")
      #expect(run.out.split(separator: "\n").map { $0.prefix { $0 != " " } } == ["Changed", "Added", "Deleted"])
      let day = Self.day
      #expect(
        try await entries(fixture) == """
          start\tend\tnotes
          \(day) 09:00:00\t\(day) 09:30:00\ttwo lines
          \(day) 10:00:00\t\(day) 10:45:00\tx
          \(day) 13:00:00\t\(day) 14:00:00\tnew

          """)
      #expect(kept(fixture) == [])
      let before = fixture.requests().count
      #expect(try await edit("touch \"$1\"", fixture).out == "No changes.\n")
      #expect(try await edit(": > \"$1\"", fixture).out == "No changes.\n")
      #expect(fixture.requests().dropFirst(before).allSatisfy { !$0.path.contains("update") })
    }
  }

  @Test("the editor is a command line of the shell, has the file alone in a private folder, and no secret of tt")
  func surroundings() async throws {
    try await prepared { fixture in
      let report = fixture.folder + "/report"
      let line = "{ echo $#; stat -c %a \"$2\" \"$(dirname \"$2\")\"; env; echo \"$1\"; } > '\(report)'"
      let words = ["edit", "-e", "--day", Self.day, "--yes"]
      let visual = try editor(line, fixture) + " -w"
      let run = try await fixture.tt(words, env: ["EDITOR": "false", "VISUAL": visual, "TT_PASSWORD": "hunter2"])
      #expect(run.exit == 0, "\(run.errors)")
      let lines = try String(contentsOfFile: report, encoding: .utf8).split(separator: "\n").map(String.init)
      #expect(lines.prefix(3) == ["2", "600", "700"] && lines.last == "-w")
      #expect(!lines.contains { $0.contains("hunter2") || $0.hasPrefix("TT_APP_PASSWORD") })
    }
  }

  @Test("without a terminal and --yes nothing is opened, and an editor that fails changes nothing")
  func refused() async throws {
    try await prepared { fixture in
      let run = try await fixture.tt(["edit", "-e"], env: ["EDITOR": "touch \(fixture.folder)/opened; false"])
      #expect(run.exit == 2 && !FileManager.default.fileExists(atPath: fixture.folder + "/opened"))
      let before = try await entries(fixture)
      #expect(try await edit("echo '13:00 - 14:00  42' >> \"$1\"; exit 3", fixture).exit == 2)
      #expect(try await edit("rm \"$1\"", fixture).exit == 2)
      #expect(try await entries(fixture) == before)
      #expect(kept(fixture) == [])
    }
  }

  @Test("a text with a wrong line is kept, changes nothing, and can be corrected")
  func corrected() async throws {
    try await prepared { fixture in
      let before = try await entries(fixture)
      let run = try await edit("printf '13:00 - 12:00  42\\n14:00 - 15:00  42  rest\\n' >> \"$1\"", fixture)
      #expect(run.exit == 2 && run.errors.contains("line 7: ") && run.errors.contains("tt edit -e --day \(Self.day)"))
      #expect(try await entries(fixture) == before)
      #expect(kept(fixture).count == 1)
      let path = fixture.state + "/edit/" + (kept(fixture).first ?? "")
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
      #expect(try await edit("sed -i 's/13:00 - 12:00/12:00 - 13:00/' \"$1\"", fixture).exit == 0)
      #expect(try await entries(fixture).contains("15:00:00\trest"))
      #expect(kept(fixture) == [])
    }
  }

  @Test("an entry whose line has lost its ID is added anew before it is deleted, not lost")
  func lostID() async throws {
    try await prepared { fixture in
      let before = try await entries(fixture)
      let run = try await edit("sed -i '/^10:00/s/  #[0-9]*$//' \"$1\"", fixture)
      #expect(run.exit == 0, "\(run.errors)")
      #expect(run.out.split(separator: "\n").map { $0.prefix { $0 != " " } } == ["Added", "Deleted"])
      #expect(try await entries(fixture) == before)
    }
  }

  @Test("what a killed editor had written is kept; what is not UTF-8 stays in its file")
  func killedEditor() async throws {
    try await prepared { fixture in
      let before = try await entries(fixture)
      let run = try await edit("echo '13:00 - 14:00  42  new' >> \"$1\"; kill -9 $$", fixture)
      #expect(run.exit == 2 && run.errors.contains("continues with what is left"), "\(run.errors)")
      #expect(try await entries(fixture) == before)
      #expect(try await edit("touch \"$1\"", fixture).out.hasPrefix("Added Write report"))
      #expect(kept(fixture) == [])
      let binary = try await edit("printf '\\377' > \"$1\"", fixture)
      #expect(binary.exit == 2)
      #expect(kept(fixture).count == 1 && binary.errors.contains(kept(fixture).first ?? "?"))
    }
  }

  @Test("a change of unknown outcome that was made is not taken for another's, however its line gives the task")
  func madeByID() async throws {
    try await prepared { fixture in
      fixture.sandbox.inject(Fault(.gateway502After, path: "events/update", count: 1))
      let line = "sed -i -E 's/^10:00 - 10:30  [^#]*#/9:45 - 10:30  8301  x  #/' \"$1\""
      #expect(try await edit(line, fixture).exit == 8)
      let again = try await edit("touch \"$1\"", fixture)
      #expect(again.exit == 0 && again.out == "No changes.\n", "\(again.errors)")
      #expect(kept(fixture) == [])
    }
  }

  @Test("a denied change of several leaves all undone")
  func denied() async throws {
    try await prepared { fixture in
      let before = try await entries(fixture)
      let policy = fixture.folder + "/policy.json"
      let rules =
        #"{"version":"1","default":"allow","tools":{"create_event":{"deny_if":[{"path":"args.notes","op":"eq","#
        + #""value":"b"}]}}}"#
      try Data(rules.utf8).write(to: URL(fileURLWithPath: policy))
      let lines = "printf '13:00 - 13:10  42  a\\n13:10 - 13:20  42  b\\n' >> \"$1\""
      #expect(try await edit(lines, fixture, "--policy", policy).exit == 3)
      // Deletions want a policy that names delete_event.
      #expect(try await edit("sed -i /^11:00/d \"$1\"", fixture, "--policy", policy).exit == 3)
      #expect(try await entries(fixture) == before)
    }
  }

  @Test(
    "after a failure what is left is made once, and what was made is not made again",
    arguments: [Fault.Kind.dropBefore, .dropAfter])
  func continued(_ kind: Fault.Kind) async throws {
    try await prepared { fixture in
      fixture.sandbox.inject(Fault(kind, path: "events/add", count: 1))
      let lines =
        "sed -i 's/10:00 - 10:30/10:00 - 10:45/' \"$1\"; printf '13:00 - 13:10  42  a\\n13:10 - 13:20  42  b\\n' >> \"$1\""
      let run = try await edit(lines, fixture)
      #expect(run.exit == 8 || run.exit == 7, "\(run.errors)")
      #expect(run.errors.contains("1 of 3 changes was made"), "\(run.errors)")
      let path = fixture.state + "/edit/" + (kept(fixture).first ?? "")
      #expect(run.errors.contains("the text is kept in \(path): tt edit -e --day \(Self.day) continues"))
      let updates = fixture.requests().filter { $0.path.contains("events/update") }.count
      let again = try await edit("touch \"$1\"", fixture)
      #expect(again.exit == 0, "\(again.errors)")
      #expect(fixture.requests().filter { $0.path.contains("events/update") }.count == updates)
      let notes = try await entries(fixture).split(separator: "\n").compactMap { $0.split(separator: "\t").last }
      for note in ["a", "b"] { #expect(notes.filter { $0 == note }.count == 1, "\(note)") }
      #expect(kept(fixture) == [])
    }
  }

  @Test("at a terminal the changes are shown and asked about, and no is a no")
  func asked() async throws {
    try await prepared { fixture in
      let before = try await entries(fixture)
      let editor = try editor("sed -i /^11:00/d \"$1\"", fixture)
      for (answer, isDone) in [("\n", false), ("y\n", true)] {
        let result = try await AuthTerminal.run(
          fixture, ["edit", "-e", "--day", Self.day], env: ["EDITOR": editor],
          [.wait("delete  11:00 - 11:30  Write report (Website)  #"), .wait("[y/N] "), .type(answer)])
        #expect(result.stuck == nil && result.end == 0)
        #expect(try await (entries(fixture) == before) == !isDone)
      }
    }
  }
}
