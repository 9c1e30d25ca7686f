import Basics
import Testing

@testable import TTCommands

/// `tt edit` with `--longer` and `--shorter`, and of several entries.
@Suite("tt edit") struct EditCommandTests {
  private static func entry(_ id: Int, _ start: String, _ end: String, _ seconds: Int, _ zone: String = "GMT+01:00")
    -> String
  {
    #"{"id":\#(id),"event_type":"WORK","task_id":42,"task":"Write report","start":"\#(start)","end":"\#(end)","#
      + #""duration":\#(seconds),"timezone":"\#(zone)","user_id":9001}"#
  }

  private func cli(_ first: String, running: String = "[]") throws -> CLIFixture {
    let second = Self.entry(6402, "2026-03-01 11:00:00", "2026-03-01 12:00:00", 3600)
    return try CLIFixture(answers: [
      "GET /me": CLIFixture.me, "GET /7/events/6401": first, "GET /7/events/6402": second,
      "GET /7/users/9001/tasks/tracking?": running, "GET /7/events?": "[]",
      "GET /7/events/update/6401?": first, "GET /7/events/update/6402?": second,
    ])
  }

  private func writes(_ cli: CLIFixture) -> [[String: String]] {
    (cli.transport?.requests ?? []).filter { $0.url.contains("/update/") }.map(\.parameters)
  }

  private static let morning = entry(6401, "2026-03-01 09:00:00", "2026-03-01 10:00:00", 3600)

  @Test(
    "--longer and --shorter move the end by time that passes, also over a change of the clocks",
    arguments: [
      (morning, ["--longer", "15m"], "2026-03-01 10:15:00", "4500"),
      (morning, ["--shorter", "59m"], "2026-03-01 09:01:00", "60"),
      // The night back to winter time: an hour after 02:30 summer time is 02:30 winter time.
      (
        entry(6401, "2025-10-26 01:30:00", "2025-10-26 02:30:00", 3600, "GMT+02:00"), ["--longer", "1h"],
        "2025-10-26 02:30:00", "7200"
      ),
      // The night to summer time: an hour after 01:30 is 03:30.
      (
        entry(6401, "2025-03-30 01:00:00", "2025-03-30 01:30:00", 1800), ["--longer", "1h"],
        "2025-03-30 03:30:00", "5400"
      ),
    ])
  func shift(entry: String, words: [String], end: String, duration: String) throws {
    let cli = try cli(entry)
    let run = cli.run(["edit", "6401"] + words)
    #expect(run.code == 0, "\(run.errors)")
    #expect(writes(cli).map { $0["end"] } == [end] && writes(cli)[0]["duration"] == duration)
  }

  @Test("--no-look does without the review, but the end is moved from where it is")
  func noLook() throws {
    let cli = try cli(Self.morning)
    #expect(cli.run("edit", "6401", "--longer", "15m", "--no-look").code == 0)
    #expect(writes(cli)[0]["end"] == "2026-03-01 10:15:00")
  }

  @Test(
    "an end that would not follow the start, lies ahead or is given as well is refused, and nothing is written",
    arguments: [
      ["--shorter", "1h"], ["--shorter", "2h"], ["--longer", "30h"], ["--longer", "15"], ["--longer", "0m"],
      ["--longer", "15m", "--end", "11:00"], ["--longer", "15m", "--start", "08:00"],
      ["--longer", "15m", "--duration", "2h"], ["--longer", "15m", "--shorter", "15m"],
    ])
  func refused(_ words: [String]) throws {
    let cli = try cli(Self.morning)
    #expect(cli.run(["edit", "6401"] + words).code == 2)
    #expect(writes(cli).isEmpty)
  }

  @Test("the running entry has no end to move")
  func running() throws {
    let cli = try cli(
      Self.morning, running: #"[{"id":42,"name":"x","tracking":true,"tracking_event":\#(Self.morning)}]"#)
    let run = cli.run("edit", "6401", "--longer", "15m")
    #expect(run.code == 2 && run.errors.contains("running"))
    #expect(writes(cli).isEmpty)
  }

  @Test("several entries are changed alike, in order, and answered as a list")
  func several() throws {
    let cli = try cli(Self.morning)
    let run = cli.run("edit", "6401", "6402", "--task-id", "43", "--json")
    #expect(run.code == 0, "\(run.errors)")
    #expect(try run.json().array?.map { $0["id"] } == [6401, 6402])
    #expect(writes(cli).map { $0["task_id"] } == ["43", "43"])
    #expect(cli.run("edit", "6401", "6402", "--task-id", "43", "-q").output == "6401\n6402\n")
    #expect(try cli.run("edit", "6401", "--task-id", "43", "--json").json()["id"] == 6401)
    #expect(cli.run("edit", "6401", "--notes", "n").output.hasPrefix("Updated Write report, 2026-03-01 09:00:00 to "))
  }

  @Test("an entry given twice is changed once")
  func twice() throws {
    let cli = try cli(Self.morning)
    let run = cli.run("edit", "6401", "6401", "--longer", "15m", "-q")
    #expect(run.code == 0 && run.output == "6401\n", "\(run.errors)")
    #expect(writes(cli).count == 1)
  }

  @Test("of several entries none is changed if one call is invalid, denied or more than a limit leaves")
  func allOrNothing() throws {
    let limits = [
      #""limits":[{"counter":"n","window":"day","max":1}]"#,
      #""deny_if":[{"path":"args.event_id","op":"eq","value":6402}]"#,
    ]
    for rules in limits {
      let cli = try cli(Self.morning)
      try cli.write(
        #"{"version":"1","default":"allow","tools":{"update_event":{\#(rules)}}}"#, config: "policy.json")
      #expect([3, 9].contains(cli.run("edit", "6401", "6402", "--notes", "x").code))
      #expect(writes(cli).isEmpty)
    }
    let cli = try cli(Self.morning)
    #expect(cli.run("edit", "6401", "x", "--notes", "x").code == 2)
    #expect(cli.run("edit", "--notes", "x").errors.hasPrefix("tt edit: missing required argument EVENT"))
    #expect(writes(cli).isEmpty)
  }

  @Test("a dry run shows every call")
  func dryRun() throws {
    let cli = try cli(Self.morning)
    let value = try cli.run("edit", "6401", "6402", "--longer", "15m", "--dry-run", "--json").json()
    #expect(value.array?.map { $0["arguments"]?["event_id"] } == [6401, 6402])
    #expect(cli.lines == [])
  }
}
