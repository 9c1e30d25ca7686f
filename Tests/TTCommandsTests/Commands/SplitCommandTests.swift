import Basics
import Testing

@testable import TTCommands

/// `tt split`, on an entry over midnight: 1 March 2026, 22:00 to 00:30 in Berlin.
@Suite("tt split") struct SplitCommandTests {
  private static func entry(more: String = "") -> String {
    #"{"id":6401,"event_type":"WORK","task_id":42,"task":"Write report","project":"Website","project_id":5201,"#
      + #""start":"2026-03-01 22:00:00","end":"2026-03-02 00:30:00","duration":9000,"timezone":"GMT+01:00","#
      + #""user_id":9001,"notes":"a\nb"\#(more)}"#
  }

  private func cli(_ entry: String = Self.entry(), running: String = "[]") throws -> CLIFixture {
    try CLIFixture(answers: [
      "GET /me": CLIFixture.me, "GET /7/events/6401": entry, "GET /7/events?": "[]",
      "GET /7/users/9001/tasks/tracking?": running, "GET /7/events/update/6401?": Self.entry(),
      "POST /7/events/add?": Self.entry(),
    ])
  }

  private func writes(_ cli: CLIFixture) -> [[String: String]] {
    (cli.transport?.requests ?? []).filter { $0.url.contains("/update/") || $0.url.contains("/add") }.map(\.parameters)
  }

  @Test(
    "the entry ends at the time, and a second one with the same task and notes goes on to its end",
    arguments: [
      ("23:15", "2026-03-01 23:15:00"), ("00:10", "2026-03-02 00:10:00"), ("yesterday 22:30", "2026-03-01 22:30:00"),
      ("2026-03-01T22:00:00Z", "2026-03-01 23:00:00"),
    ])
  func split(word: String, time: String) throws {
    let cli = try cli()
    let run = cli.run("split", "6401", word, "--json")
    #expect(run.code == 0, "\(run.errors)")
    #expect(try run.json().array?.count == 2)
    let (first, second) = (writes(cli)[0], writes(cli)[1])
    #expect(writes(cli).count == 2)
    #expect(first["start"] == "2026-03-01 22:00:00" && first["end"] == time)
    #expect(second["start"] == time && second["end"] == "2026-03-02 00:30:00")
    #expect(second["task_id"] == "42" && second["notes"] == "a\nb" && second["timezone"] == "GMT+01:00")
  }

  @Test(
    "a time that is not strictly within the entry is a usage error, and nothing is written",
    arguments: ["22:00", "00:30", "21:00", "12:00", "2026-03-01 22:00", "nonsense"])
  func outside(_ word: String) throws {
    let cli = try cli()
    #expect(cli.run("split", "6401", word).code == 2)
    #expect(writes(cli).isEmpty)
  }

  @Test("the running entry is not split")
  func running() throws {
    let cli = try cli(running: #"[{"id":42,"name":"Write report","tracking":true,"tracking_event":\#(Self.entry())}]"#)
    #expect(cli.run("split", "6401", "23:00").code == 2)
    #expect(writes(cli).isEmpty)
  }

  @Test("a time in the hour that happens twice is one within the entry; which of two is said")
  func repeatedHour() throws {
    func cli(_ start: String, _ offset: String, _ seconds: Int) throws -> CLIFixture {
      let times =
        #""start":"2025-10-26 \#(start)","end":"2025-10-26 03:30:00","duration":\#(seconds),"timezone":"GMT\#(offset)""#
      return try self.cli(#"{"id":6401,"event_type":"WORK","task_id":42,"user_id":9001,\#(times)}"#)
    }
    let second = try cli("02:10:00", "+01:00", 4800)
    let run = second.run("split", "6401", "02:30")
    #expect(run.code == 0 && !run.errors.contains("twice"), "\(run.errors)")
    #expect(writes(second).map { $0["duration"] } == ["1200", "3600"])
    let both = try cli("01:30:00", "+02:00", 10_800)
    let first = both.run("split", "6401", "02:30")
    #expect(first.errors.contains("2025-10-26 02:30:00 happens twice within the entry; the first occurrence"))
    #expect(writes(both).map { $0["duration"] } == ["3600", "7200"], "\(writes(both))")
  }

  @Test("both writes are judged before the first is sent")
  func judged() throws {
    for tool in ["create_event", "update_event"] {
      let cli = try cli()
      try cli.write(
        #"{"version":"1","default":"allow","tools":{"\#(tool)":{"action":"deny"}}}"#, config: "policy.json")
      #expect(cli.run("split", "6401", "23:00").code == 3)
      #expect(cli.run("split", "6401", "23:00", "--dry-run").code == 3)
      #expect(cli.run("policy", "check", "--", "split", "6401", "23:00").code == 3)
      #expect(writes(cli).isEmpty)
    }
  }

  @Test("if the second write fails, the answer says what is true, and the line that does the rest")
  func half() throws {
    let cli = try cli()
    let refusing = RefusingTransport(cli)
    cli.adjust = { $0.transport = { _, _ in refusing } }
    let run = cli.run("split", "6401", "23:15")
    #expect(run.code == 1)
    #expect(
      run.errors.contains("time entry 6401 now ends at 2026-03-01 23:15, but its second part was not added"),
      "\(run.errors)")
    #expect(
      run.errors.contains(
        "tt add --task-id 42 --start 2026-03-01T23:15:00+01:00 --end 2026-03-02T00:30:00+01:00 --notes 'a b'"),
      "\(run.errors)")
  }

  @Test("time on a project alone keeps its project, planned time stays planned, and what is lost is said")
  func kinds() throws {
    let ghost = try cli(Self.entry(more: #","task_type":"GHOST","is_billed":true,"custom_fields":{"PO":"7"}"#))
    let run = ghost.run("split", "6401", "23:00")
    #expect(run.code == 0)
    #expect(writes(ghost)[1]["project_id"] == "5201" && writes(ghost)[1]["task_id"] == nil)
    #expect(run.errors.contains("no custom fields: PO") && run.errors.contains("not marked as billed"))
    let planned = try cli(Self.entry().replacing("WORK", with: "NOT_LOGGED"))
    #expect(planned.run("split", "6401", "23:00").code == 0)
    #expect(writes(planned)[1]["event_type"] == "NOT_LOGGED")
  }

  @Test("an entry of another zone is split by its own clock")
  func zone() throws {
    let cli = try cli(Self.entry().replacing("GMT+01:00", with: "GMT-05:00"))
    cli.now.seconds += 86_400
    #expect(cli.run("split", "6401", "23:00").code == 0)
    #expect(writes(cli).map { $0["timezone"] } == ["GMT-05:00", "GMT-05:00"])
    #expect(writes(cli)[0]["end"] == "2026-03-01 23:00:00" && writes(cli)[1]["end"] == "2026-03-02 00:30:00")
  }
}
