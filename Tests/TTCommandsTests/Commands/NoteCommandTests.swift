import Basics
import Testing

@testable import TTCommands

/// `tt note`, `tt stop --notes`, `tt continue --same-notes` and notes from standard input.
@Suite("Notes") struct NoteCommandTests {
  private static func entry(_ notes: String, id: Int = 6401) -> String {
    #"{"id":\#(id),"event_type":"WORK","task_id":42,"task":"Write report","start":"2026-03-02 08:00:00","#
      + #""end":"2026-03-02 08:30:00","duration":1800,"timezone":"GMT+01:00","user_id":9001,"notes":\#(notes)}"#
  }

  private static var timer: String {
    #"[{"id":42,"name":"Write report","tracking":true,"tracking_event":\#(entry(#""first""#))}]"#
  }

  private func cli(_ notes: String = #""first""#, running: Bool = true) throws -> CLIFixture {
    try CLIFixture(answers: [
      "GET /me": CLIFixture.me, "GET /7/events/6401": Self.entry(notes),
      "GET /7/events/update/6401?": Self.entry(#""written""#),
      "GET /7/users/9001/tasks/tracking?": running ? Self.timer : "[]",
      "GET /7/events?": "[\(Self.entry(notes))]",
      "POST /7/tasks/stop/42?": Self.entry(notes).replacing("08:30:00", with: "09:00:00"),
      "POST /7/tasks/track/42?": Self.entry("null"), "POST /7/events/add?": Self.entry("null"),
    ])
  }

  private func written(_ cli: CLIFixture) -> String? {
    cli.transport?.requests.last { $0.url.contains("/events/update/") }?.parameters["notes"]
  }

  @Test("a note is added after a line end, and alone where there were none")
  func append() throws {
    let cli = try cli()
    let run = cli.run("note", "6401", "second")
    #expect(run.code == 0 && run.output == "Noted on Write report (entry 6401).\n")
    #expect(written(cli) == "first\nsecond")
    for none in ["null", #""""#] {
      let cli = try self.cli(none)
      #expect(cli.run("note", "6401", "second").code == 0)
      #expect(written(cli) == "second")
    }
  }

  @Test("without an entry the running one is meant; if none runs it is not found")
  func running() throws {
    let cli = try cli()
    #expect(cli.run("note", "second").code == 0)
    #expect(written(cli) == "first\nsecond")
    #expect(try self.cli(running: false).run("note", "second").code == 5)
  }

  @Test("--replace replaces the notes, and removes them if the text is empty")
  func replace() throws {
    let cli = try cli()
    #expect(cli.run("note", "6401", "new", "--replace").code == 0)
    #expect(written(cli) == "new")
    #expect(cli.run("note", "6401", "", "--replace").code == 0)
    #expect(written(cli) == "")
    #expect(cli.run("note", "6401", "").code == 2)
  }

  @Test("a lone ID is not taken for a text", arguments: ["6401", "@last", "@current"])
  func slip(_ word: String) throws {
    let run = try CLIFixture(answers: [:]).run("note", word)
    #expect(run.code == 2 && run.errors.contains("tt note @current \(word)"))
  }

  @Test("the policy judges the text, and again the notes that it becomes part of")
  func judged() throws {
    let cli = try cli()
    try cli.write(
      #"{"version":"1","default":"allow","tools":{"update_event":{"deny_if":[{"path":"args.notes","op":"contains","#
        + #""value":"first"}]}}}"#, config: "policy.json")
    #expect(cli.run("note", "6401", "second").code == 3)
    #expect(written(cli) == nil)
    #expect(cli.run("note", "6401", "second", "--replace").code == 0)
  }

  @Test(
    "notes are read from standard input by every command that writes some, without the line ends at its end",
    arguments: [
      ["track", "42", "--notes", "-"], ["switch", "42", "--notes=-"], ["edit", "6401", "--notes", "-"],
      ["add", "42", "--start", "07:00", "--end", "07:30", "--no-look", "--notes", "-"], ["note", "6401", "-"],
      ["continue", "--notes", "-"], ["stop", "--notes", "-"],
    ])
  func input(_ words: [String]) throws {
    let cli = try cli("null", running: ["stop", "note"].contains(words[0]))
    cli.input = "two\nlines Ünïcode\n\n"
    #expect(cli.run(words).code == 0)
    let notes = cli.transport?.requests.compactMap { $0.parameters["notes"] }
    #expect(notes == ["two\nlines Ünïcode"])
    #expect(cli.run(["policy", "check", "--"] + words + ["--policy", "x"]).code != 0)
  }

  @Test("nothing is read without a -")
  func notRead() throws {
    let cli = try cli()
    cli.adjust = { context in
      context.readInput = { () throws(SystemError) in
        Issue.record("standard input is read")
        return []
      }
    }
    #expect(cli.run("note", "6401", "x").code == 0)
    #expect(cli.run("edit", "6401", "--notes", "--", "-x").code == 2)
    #expect(cli.run("edit", "6401", "--notes=x-").code == 0)
  }

  @Test("a text on standard input that is empty, too long or not UTF-8 is refused, and nothing is sent")
  func invalidInput() throws {
    for bytes in [[], [0x0A], [0xFF, 0x41], [0x41, 0x00], [UInt8](repeating: 0x41, count: 65_537)] as [[UInt8]] {
      let cli = try cli()
      cli.adjust = { $0.readInput = { () throws(SystemError) in bytes } }
      #expect(cli.run("edit", "6401", "--notes", "-").code == 2)
      #expect(cli.run("note", "6401", "-").code == 2)
      #expect(cli.lines == [])
    }
  }

  @Test("stop --notes stops first, then adds to the notes of the entry that ran")
  func stop() throws {
    let cli = try cli()
    let run = cli.run("stop", "--notes", "done", "--json")
    #expect(run.code == 0)
    #expect(try run.json()["changed"] == true)
    #expect(try run.json()["notes"] == "written")
    #expect(written(cli) == "first\ndone")
    let writes = cli.lines.filter { $0.contains("/stop/") || $0.contains("/update/") }
    #expect(writes.count == 2 && writes[0].contains("/tasks/stop/42"))
  }

  @Test("stop --notes with no timer running stops nothing, writes nothing, and says so")
  func stopNothing() throws {
    let cli = try cli(running: false)
    let run = cli.run("stop", "--notes", "done")
    #expect(run.code == 0 && run.output == "No timer is running.\n")
    #expect(run.errors.contains("the notes were not written"))
    #expect(written(cli) == nil)
  }

  @Test("stop --notes sends nothing if one of its two calls is denied")
  func stopDenied() throws {
    let cli = try cli()
    try cli.write(
      #"{"version":"1","default":"deny","tools":{"stop_task":{},"list_user_tasks":{}}}"#, config: "policy.json")
    #expect(cli.run("stop", "--notes", "done").code == 3)
    #expect(!cli.lines.contains { $0.contains("/stop/") })
    #expect(cli.run("policy", "check", "--", "stop", "--notes", "done").code == 3)
    #expect(cli.run("stop").code == 0)
  }

  @Test("stop --notes cannot be queued")
  func stopQueued() throws {
    #expect(try cli().run("stop", "--notes", "x", "--queue").code == 2)
  }

  @Test("continue --same-notes takes over the notes of the entry that is continued")
  func sameNotes() throws {
    let cli = try cli(#""first""#, running: false)
    #expect(cli.run("continue", "--same-notes").code == 0)
    #expect(cli.transport?.requests.last?.parameters["notes"] == "first")
    #expect(cli.run("continue", "@last", "--same-notes").code == 0)
    #expect(cli.transport?.requests.last?.parameters["notes"] == "first")
    #expect(cli.run("continue").code == 0)
    #expect(cli.transport?.requests.last?.parameters["notes"] == nil)
    let none = try self.cli("null", running: false)
    #expect(none.run("continue", "--same-notes").code == 0)
    #expect(none.transport?.requests.last?.parameters["notes"] == nil)
    #expect(cli.run("continue", "--same-notes", "--notes", "x").code == 2)
  }
}
