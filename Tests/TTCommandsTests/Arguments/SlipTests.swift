import Basics
import Testing

@testable import TTCommands

/// What other tools call things, and what people mistype: each is an error that says what to type.
@Suite("Slips at the keyboard") struct SlipTests {
  @Test(
    "an error names what to type instead",
    arguments: [
      ("track Write report", "quote a name of several words: tt track 'Write report'"),
      ("show task Write report", "quote a name of several words: tt show task 'Write report'"),
      ("add 42 1h", "did you mean --duration 1h?"), ("add 42 9:00", "did you mean --start 9:00?"),
      ("stop 42 17:30", "did you mean --date 17:30?"), ("add 42 --from 9:00", "did you mean --start?"),
      ("add 42 --to 9:00", "did you mean --end?"), ("stop --at 17:30", "did you mean --date?"),
      ("edit 6401 --task 42", "did you mean --task-id?"), ("track 42 --project Website", "did you mean --project-id?"),
      ("report --format json", "did you mean --output?"), ("report --csv", "did you mean --output csv?"),
      ("list events --date 2026-03-02", "did you mean --day?"),
      ("list events --since yesterday", "did you mean --from?"),
      ("list events -n 5", "did you mean --last?"), ("track 42 -n hi", "did you mean --notes?"),
      ("track 42 -m hi", "did you mean --notes?"), ("log", "tt list events or tt report"),
      ("login", "tt auth login"), ("whoami", "tt show me"), ("me", "tt show me"),
      ("rm 6401", "did you mean tt delete?"), ("discard", "did you mean tt cancel?"),
      ("revert", "did you mean tt undo?"), ("pause", "tt stop, then tt continue"),
      ("strat 42", "did you mean tt track?"), ("begni", "did you mean tt track?"),
      ("delte", "did you mean tt delete?"),
      ("logni", "did you mean tt auth login?"), ("trakc", "did you mean tt track?"), ("--json", "see: tt help"),
    ])
  func said(line: String, hint: String) throws {
    let run = try CLIFixture().run(shellWords(line))
    #expect(run.code == 2 && run.output == "")
    #expect(run.errors.contains(hint), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test("a letter is named as it was written")
  func letters() throws {
    #expect(try CLIFixture().run("track", "42", "-n", "hi").errors.hasPrefix("tt: unknown flag -n"))
    #expect(try CLIFixture().run("list", "events", "-n", "5").errors.hasPrefix("tt: unknown flag -n"))
  }

  @Test("every command that a hint names exists")
  func known() {
    let words = ["start", "log", "rm", "archive", "today", "login", "note", "split", "export", "pause", "move", "get"]
    for word in words {
      let hint = Slips.hint(forCommand: word, known: []) ?? ""
      for part in hint.split(separator: "tt ").dropFirst() where !part.hasPrefix("cannot") {
        let named = part.split(separator: " ").prefix(2).map { $0.filter { $0.isLetter || $0 == "-" } }
        #expect(
          CommandTable.commands.contains { $0.path == named || $0.path == [named[0]] || $0.path[0] == named[0] },
          "\(hint)")
      }
    }
  }

  @Test("--version --json is one JSON document")
  func version() throws {
    let run = try CLIFixture().run("--version", "--json")
    let document = try JSONValue.parse(run.output)
    #expect(document == ["version": .string(Version.number), "schema_version": 1])
  }
}
