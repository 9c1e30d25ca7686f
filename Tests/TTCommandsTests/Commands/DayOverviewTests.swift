import Basics
import Testing

@testable import TTCommands

/// `tt today` and `tt week` on Monday, 2 March 2026, 09:00 in Berlin.
@Suite("tt today and tt week") struct DayOverviewTests {
  static func row(
    _ id: Int, _ start: String, _ end: String, _ seconds: Int, task: String = "Write report", more: String = ""
  ) -> String {
    #"{"id":\#(id),"event_type":"WORK","start":"\#(start)","end":"\#(end)","duration":\#(seconds),"#
      + #""timezone":"GMT+01:00","task_id":42,"task":"\#(task)","project":"Website","project_id":5201,"#
      + #""user_id":9001,"notes":null\#(more)}"#
  }

  private static let night = row(6400, "2026-03-01 23:00:00", "2026-03-02 00:30:00", 5400)
  private static let morning = row(6401, "2026-03-02 07:00:00", "2026-03-02 08:00:00", 3600)
  private static let overlapping = row(6402, "2026-03-02 07:45:00", "2026-03-02 08:15:00", 1800, task: "Call")

  private func cli(_ rows: [String], running: String = "[]") throws -> CLIFixture {
    try CLIFixture(answers: [
      "GET /me": CLIFixture.me, "GET /7/events?": "[\(rows.joined(separator: ","))]",
      "GET /7/users/9001/tasks/tracking?": running,
    ])
  }

  private static func timer(_ id: Int, since start: String) -> String {
    #"[{"id":42,"name":"Write report","project":"Website","tracking":true,"tracking_event":"#
      + row(id, start, start, 0) + "}]"
  }

  @Test("today lists the entries with the running one, gaps and overlaps where they lie, and the total")
  func text() throws {
    let cli = try cli(
      [Self.night, Self.morning, Self.overlapping, Self.row(6403, "2026-03-02 08:30:00", "2026-03-02 08:30:00", 0)],
      running: Self.timer(6403, since: "2026-03-02 08:30:00"))
    let run = cli.run("today")
    #expect(run.code == 0 && run.errors == "")
    #expect(
      run.output == """
        Mon 2026-03-02  2:30:00
        6400  00:00  00:30      0:30:00  Write report (Website)
        6401  07:00  08:00      1:00:00  Write report (Website)
              07:45  08:00      0:15:00  (overlap with 6401)
        6402  07:45  08:15      0:30:00  Call (Website)
              08:15  08:30      0:15:00  (gap)
        6403  08:30  – running  0:30:00  Write report (Website)
        Total    2:30:00

        """)
  }

  @Test("the answer in JSON has days, totals and what waits; without a target neither target nor balance")
  func json() throws {
    let cli = try cli([Self.night, Self.morning])
    let value = try cli.run("today", "--json").json()
    #expect(
      value.object?.keys == ["days", "total_seconds", "target_seconds", "balance_seconds", "waiting"])
    #expect(value["total_seconds"] == 5400 && value["target_seconds"]?.isNull == true)
    #expect(value["balance_seconds"]?.isNull == true && value["waiting"] == 0)
    let day = try #require(value["days"]?.array?.first)
    #expect(day.object?.keys == ["date", "seconds", "entries"])
    #expect(day["date"] == "2026-03-02" && day["seconds"] == 5400)
    #expect(day["entries"]?.array?.map { $0["id"] } == [6400, 6401])
    #expect(day["entries"]?.array?.map { $0["seconds"] } == [1800, 3600])
    #expect(day["entries"]?.array?.first?["duration"] == 5400)
  }

  @Test("a timer from last night is shown today, and so is one that was started days ago")
  func oldTimer() throws {
    let night = try cli(
      [Self.row(6404, "2026-03-01 22:00:00", "2026-03-01 22:00:00", 0)],
      running: Self.timer(6404, since: "2026-03-01 22:00:00"))
    #expect(try night.run("today", "--json").json()["total_seconds"] == 32_400)
    let older = try cli([], running: Self.timer(6405, since: "2026-02-20 22:00:00"))
    let value = try older.run("today", "--json").json()
    #expect(value["total_seconds"] == 32_400)
    #expect(value["days"]?.array?.first?["entries"]?.array?.first?["running"] == true)
    #expect(older.run("today").output.contains("6405  00:00  – running  9:00:00  Write report (Website)"))
  }

  @Test("a target is shown with the balance: that of Monday to Friday, or of one weekday")
  func target() throws {
    let cli = try cli([Self.morning])
    #expect(cli.run("config", "set", "target", "8h").code == 0)
    let run = cli.run("today")
    #expect(run.output.hasSuffix("Total    1:00:00\nTarget   8:00:00\nBalance  -7:00:00\n"))
    #expect(cli.run("config", "set", "target.mon", "30m").code == 0)
    let value = try cli.run("today", "--json").json()
    #expect(value["target_seconds"] == 1800 && value["balance_seconds"] == 1800)
    #expect(cli.run("today").output.hasSuffix("Balance  +0:30:00\n"))
    // Sunday to Monday: Saturday and Sunday have no target of their own.
    #expect(try cli.run("week", "2026-W09", "--json").json()["target_seconds"]?.int == 30 * 60 + 4 * 8 * 3600)
    #expect(cli.run("config", "set", "target.sat", "4h").code == 0)
    #expect(try cli.run("week", "2026-W09", "--json").json()["target_seconds"]?.int == 30 * 60 + 36 * 3600)
  }

  @Test("an invalid target is a usage error", arguments: ["8", "25h", "-1h", "never"])
  func invalidTarget(_ word: String) throws {
    #expect(try CLIFixture().run("config", "set", "target", "--", word).code == 2)
    let cli = try CLIFixture(answers: [:])
    try cli.write(#"{"target": "\#(word)"}"#, config: "config.json")
    #expect(cli.run("today").code == 11)
    #expect(cli.lines == [])
  }

  @Test("week begins as the setting week_start says, and a week of ISO 8601 on Monday")
  func week() throws {
    let cli = try cli([Self.night, Self.morning])
    #expect(cli.run("week").output.hasPrefix("Mon 2026-03-02  1:30:00\n"))
    #expect(cli.run("config", "set", "week_start", "sunday").code == 0)
    let run = cli.run("week")
    #expect(run.output.hasPrefix("Sun 2026-03-01  1:00:00\n6400  23:00  24:00  1:00:00  Write report (Website)\n"))
    #expect(run.output.hasSuffix("Total    2:30:00\n"))
    #expect(cli.transport?.requests.last { $0.url.contains("/events?") }?.parameters["from"] == "2026-02-28")
    _ = cli.run("week", "2026-W08")
    let parameters = cli.transport?.requests.last { $0.url.contains("/events?") }?.parameters
    #expect(parameters?["from"] == "2026-02-15" && parameters?["to"] == "2026-02-23")
    #expect(cli.run("week", "last").code == 2)
    #expect(cli.run("week", "2026-W60").code == 2)
  }

  @Test("on a terminal of 60 columns no line is longer, and no number is cut")
  func narrow() throws {
    let long = Self.row(
      601_234_567, "2026-03-02 07:00:00", "2026-03-02 08:00:00", 3600,
      task: "A task with a rather long name that fits no line"
    ).replacing(
      #""notes":null"#, with: #""notes":"and notes that are long, too""#)
    let cli = try cli([long, Self.overlapping])
    (cli.isTerminal, cli.columns) = (true, 60)
    #expect(cli.run("config", "set", "target", "8h").code == 0)
    let lines = cli.run("week").output.split(separator: "\n")
    #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 60 }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("601234567  07:00  08:00  1:00:00  A task") })
  }

  @Test("the policy judges it as list_events, and denied it sends nothing; a denied timer is not looked up")
  func policy() throws {
    let cli = try cli([Self.morning])
    try cli.write(#"{"version":"1","default":"deny","tools":{"list_events":{}}}"#, config: "policy.json")
    #expect(cli.run("today").code == 0)
    #expect(cli.lines == ["GET /me", "GET /7/events"])
    #expect(cli.run("policy", "check", "--", "week").output.hasPrefix("allow: list_events"))
    try cli.write(#"{"version":"1","default":"deny"}"#, config: "policy.json")
    let before = cli.lines
    #expect(cli.run("today").code == 3 && cli.run("week").code == 3)
    #expect(cli.lines == before)
    #expect(cli.run("today", "--dry-run").code == 3)
  }

  @Test("formats of one record a line have a row for each entry of each day")
  func rows() throws {
    let cli = try cli([Self.night, Self.morning])
    let csv = cli.run("today", "-o", "csv").output
    #expect(
      csv == "date,id,start,end,seconds,task,project,notes\r\n"
        + "2026-03-02,6400,2026-03-02 00:00:00,2026-03-02 00:30:00,1800,Write report,Website,\r\n"
        + "2026-03-02,6401,2026-03-02 07:00:00,2026-03-02 08:00:00,3600,Write report,Website,\r\n")
    #expect(cli.run("today", "-q").output == "6400\n6401\n")
    #expect(
      cli.run("week", "--fields", "date,seconds", "-o", "tsv").output.hasPrefix("date\tseconds\n2026-03-02\t1800\n"))
  }

  @Test("control characters of the service are shown, not obeyed")
  func hostile() throws {
    let cli = try cli([Self.row(6401, "2026-03-02 07:00:00", "2026-03-02 08:00:00", 3600, task: #"\u001b[2Jx\ny"#)])
    let run = cli.run("today")
    #expect(!run.output.contains("\u{1B}") && run.output.split(separator: "\n").count == 3)
  }
}
