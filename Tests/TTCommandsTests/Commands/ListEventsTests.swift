import Basics
import Testing

@testable import TTCommands

/// `tt list events`: days on a terminal, one line for each row, and the running entry.
@Suite("Lists of time entries") struct ListEventsTests {
  private static func entry(_ id: Int, _ start: String, _ end: String?, _ seconds: Int, user: Int = 9001) -> String {
    #"{"id":\#(id),"s":"\#(start)","e":\#(end.map { "\"\($0)\"" } ?? "null"),"d":\#(seconds),"tz":"GMT+01:00","#
      + #""t":"Write report about everything","tid":42,"p":"Website of the customer","pid":5201,"#
      + #""u":"Ada Example","uid":\#(user),"n":"a note that nobody needs to read to its end","ety":"WORK"}"#
  }

  private static let finished = [
    entry(6401, "2026-03-01 22:15:00", "2026-03-02 00:30:00", 8100),
    entry(6402, "2026-03-02 07:00:00", "2026-03-02 07:20:20", 1220),
  ]
  /// The entry of a timer that the web application has updated since: it has an end, and is running.
  private static let synced = entry(6403, "2026-03-02 08:00:00", "2026-03-02 08:58:00", 3480)
  private static let timer =
    #"[{"id":42,"name":"Write report","tracking":true,"tracking_event":"#
    + #"{"id":6403,"task_id":42,"start":"2026-03-02 08:00:00","timezone":"GMT+01:00"}}]"#

  private func cli(_ entries: [String], timer: String = "[]", columns: Int? = nil) throws -> CLIFixture {
    let answers = [
      "GET /me": CLIFixture.me, "GET /7/events?": "[" + entries.joined(separator: ",") + "]",
      "GET /7/users/9001/tasks/tracking?": timer,
    ]
    let cli = try CLIFixture(answers: answers)
    cli.isTerminal = columns != nil
    cli.columns = columns
    cli.environment["NO_COLOR"] = "1"
    return cli
  }

  @Test("on a terminal, entries stand by day with its total, and times are hours and minutes")
  func days() throws {
    let run = try cli(Self.finished + [Self.synced], timer: Self.timer, columns: 100).run("list", "events")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 6)
    #expect(lines[0].hasPrefix("  ID  START  END"))
    #expect(lines[1] == "Sun 2026-03-01  2:15:00")
    #expect(lines[2].hasPrefix("6401  22:15  00:30 +1   2:15:00  Write"))
    #expect(lines[3] == "Mon 2026-03-02  1:20:20")
    #expect(lines[4].hasPrefix("6402  07:00  07:20      0:20:20  "))
    #expect(lines[5].hasPrefix("6403  08:00  – running  1:00:00  "))
  }

  @Test("the USER column is there only with several users")
  func users() throws {
    #expect(try !cli(Self.finished, columns: 200).run("list", "events").output.contains("USER"))
    let two = Self.finished + [Self.entry(6404, "2026-03-02 07:00:00", "2026-03-02 08:00:00", 3600, user: 9002)]
    #expect(try cli(two, columns: 200).run("list", "events").output.contains("USER"))
  }

  @Test("rows are one line, and no time, ID or duration is cut", arguments: [30, 40, 60, 80, 100])
  func narrow(_ columns: Int) throws {
    let run = try cli(Self.finished + [Self.synced], timer: Self.timer, columns: columns).run("list", "events")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 6)
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= max(columns, 36) })
    for (line, parts) in [
      (2, ["6401", "22:15", "00:30 +1", "2:15:00"]), (4, ["6402", "07:00", "07:20", "0:20:20"]),
      (5, ["6403", "08:00", "– running", "1:00:00"]),
    ] {
      for part in parts { #expect(lines[line].contains(part), "\(columns)") }
    }
  }

  @Test("without a terminal, the whole start and all columns are shown")
  func piped() throws {
    let lines = try cli(Self.finished).run("list", "events").output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].contains("USER"))
    #expect(lines[1].hasPrefix("6401  2026-03-01 22:15  2026-03-02 00:30  2:15:00  "))
  }

  @Test("the running entry is known by the timer: JSON and CSV give it no end, whatever the service says")
  func running() throws {
    let cli = try cli(Self.finished + [Self.synced], timer: Self.timer)
    let rows = try #require(try cli.run("list", "events", "--today", "--json").json().array)
    #expect(rows.map { $0["running"] } == [nil, nil, true])
    #expect(rows[2]["end"] == .null && rows[2]["end_rfc3339"] == .null && rows[2]["duration"] == 3600)
    #expect(rows[1]["end"] == "2026-03-02 07:20:20")
    let csv = try DelimitedReader.csv(cli.run("list", "events", "-o", "csv", "--fields", "id,end,duration").output)
    #expect(csv.last == ["6403", "", "3600"])
  }

  @Test("the timer is read only where the running entry may be among the rows, and its end is shown")
  func reads() throws {
    let timers = "GET /7/users/9001/tasks/tracking"
    for (words, isRead) in [
      (["--today"], true), ([], true), (["--user", "@current"], true), (["--project", "5201"], true),
      (["--yesterday"], false), (["--from", "2026-02-01", "--to", "2026-02-28"], false), (["--today", "-q"], false),
    ] {
      let cli = try cli(Self.finished)
      #expect(cli.run(["list", "events"] + words).code == 0)
      #expect(cli.lines.contains(timers) == isRead, "\(words)")
    }
    let cli = try cli(Self.finished)
    #expect(cli.run("show", "me").code == 0)
    #expect(cli.run("list", "events", "--user", "9002").code == 0)
    #expect(!cli.lines.contains(timers), "entries of another user")
  }

  @Test("a policy that denies reading the timer leaves the list as it is, and nothing is recorded as denied")
  func denied() throws {
    let cli = try cli(Self.finished + [Self.synced], timer: Self.timer)
    try cli.write(#"{"version":"1","default":"deny","tools":{"list_events":{}}}"#, config: "policy.json")
    let run = cli.run("list", "events", "--json")
    #expect(run.code == 0)
    #expect(try run.json().array?.last?["end"] == "2026-03-02 08:58:00")
    #expect(try cli.auditRecords().allSatisfy { $0["tool"] == "list_events" })
    try cli.write(#"{"version":"1","default":"deny","tools":{"list_user_tasks":{}}}"#, config: "policy.json")
    let before = cli.lines
    #expect(cli.run("list", "events").code == 3)
    #expect(cli.lines == before, "a denied list sends nothing, not even for the timer")
  }
}
