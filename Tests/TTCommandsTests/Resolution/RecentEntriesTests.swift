import Basics
import Testing

@testable import TTCommands

/// `continue`, `@last` and `@added`. It is 09:00 in Berlin on Monday, 2 March 2026.
@Suite("References to recent entries") struct RecentEntriesTests {
  private static func entry(
    _ id: Int, _ task: Int, _ start: String, _ end: String, _ seconds: Int, type: String = "WORK"
  ) -> String {
    #"{"id":\#(id),"task_id":\#(task),"task":"Task \#(task)","start":"\#(start)","end":"\#(end)","duration":\#(seconds),"#
      + #""timezone":"GMT+01:00","event_type":"\#(type)"}"#
  }

  /// An entry over midnight that ended last, a short one within it, a meeting that is only planned for tomorrow, one that
  /// is planned and past, and one that is running.
  private static let entries =
    "["
    + [
      entry(1, 11, "2026-03-01 22:00:00", "2026-03-02 08:00:00", 36_000),
      entry(2, 12, "2026-03-01 23:00:00", "2026-03-01 23:30:00", 1800),
      entry(3, 13, "2026-03-03 09:00:00", "2026-03-03 11:00:00", 7200, type: "NOT_LOGGED"),
      entry(4, 14, "2026-03-02 08:10:00", "2026-03-02 08:20:00", 600, type: "NOT_LOGGED"),
      entry(5, 15, "2026-03-03 09:00:00", "2026-03-03 10:00:00", 3600),
    ].joined(separator: ",") + "]"

  private func cli() throws -> CLIFixture {
    var answers = ["GET /me": CLIFixture.me, "GET /7/events?": Self.entries]
    for task in 11...15 { answers["POST /7/tasks/track/\(task)?"] = CLIFixture.entry }
    for id in 1...5 { answers["GET /7/events/update/\(id)?"] = CLIFixture.entry }
    answers["GET /7/events/6401?"] = CLIFixture.entry
    answers["GET /7/users/9001/tasks/tracking?"] = "[]"
    return try CLIFixture(answers: answers)
  }

  @Test(
    "continue takes the task of the entry that ended last, and counts back from there",
    arguments: [([], 11), (["1"], 11), (["2"], 12)] as [([String], Int)])
  func continued(words: [String], task: Int) throws {
    let cli = try cli()
    #expect(cli.run(["continue"] + words).code == 0)
    #expect(cli.lines.last == "POST /7/tasks/track/\(task)")
  }

  @Test("continue beyond the entries there are is exit 5, and from 100 on a number is a task")
  func beyond() throws {
    let cli = try cli()
    #expect(cli.run("continue", "3").code == 5)
    cli.transport = AnsweringTransport(["POST /7/tasks/track/100?": CLIFixture.entry])
    #expect(cli.run("continue", "100").code == 0)
  }

  @Test("@last is the tracked entry that began last, never one that is planned or lies ahead")
  func last() throws {
    let cli = try cli()
    #expect(cli.run("edit", "@last", "--notes", "x", "--no-look").code == 0)
    #expect(cli.lines.last == "GET /7/events/update/2")
  }

  @Test("@added is the entry that tt wrote last, and nothing before it wrote one")
  func added() throws {
    let cli = try cli()
    #expect(cli.run("show", "event", "@added").code == 5)
    #expect(cli.run("track", "11").code == 0)
    let shown = cli.run("show", "event", "@added", "--json")
    #expect(try shown.json()["id"] == 6401)
  }
}
