import Basics
import Testing

@testable import TTCommands

/// `date` and `timezone` in requests: local time, and its UTC offset at that instant.
@Suite("Times on the command line") struct TimeTests {
  /// Monday, 2 March 2026, 09:00 in Berlin.
  private let nine = Instant(seconds: 1_772_438_400)

  @Test(
    "a local time is sent with the offset of its time zone on that day",
    arguments: [
      ("Europe/Berlin", "2026-07-01 09:00:00", "GMT+02:00"), ("Europe/Berlin", "2026-01-15 09:00:00", "GMT+01:00"),
      ("America/St_Johns", "2026-07-01 09:00:00", "GMT-02:30"),
      ("America/St_Johns", "2026-01-15 09:00:00", "GMT-03:30"),
      ("Australia/Adelaide", "2026-07-01 09:00:00", "GMT+09:30"),
      ("Australia/Adelaide", "2026-01-15 09:00:00", "GMT+10:30"), ("Asia/Kolkata", "2026-07-01 00:00:00", "GMT+05:30"),
      ("UTC", "2026-02-28 23:59:59", "GMT+00:00"), ("Europe/Berlin", "1999-12-31 23:59:59", "GMT+01:00"),
      ("Europe/Berlin", "2090-07-01 09:00:00", "GMT+02:00"),
      ("EST5EDT,M3.2.0,M11.1.0", "2026-07-01 09:00:00", "GMT-04:00"),
      ("<+0330>-3:30", "2026-07-01 09:00:00", "GMT+03:30"), (":Europe/Berlin", "2026-07-01 09:00:00", "GMT+02:00"),
    ])
  func wallClocks(_ zone: String, _ date: String, _ offset: String) throws {
    try expectSent(["42", "--date", date], zone: zone, date: date, offset: offset)
  }

  @Test(
    "a repeated hour is its first occurrence, with a note",
    arguments: [
      ("Europe/Berlin", "2026-10-25 02:30:00", "GMT+02:00"), ("America/St_Johns", "2026-11-01 01:30:00", "GMT-02:30"),
      ("Australia/Adelaide", "2026-04-05 02:30:00", "GMT+10:30"),
    ])
  func repeatedHour(_ zone: String, _ date: String, _ offset: String) throws {
    let cli = try cli()
    let run = cli.run("track", "42", "--no-look", "--date", date, with: ["TZ": zone])
    #expect(run.code == 0)
    #expect(try run.errorLine().contains("twice"))
    #expect(try run.errorLine().contains(offset))
    #expect(cli.transport?.requests.map(\.parameters) == [["date": date, "timezone": offset]])
  }

  @Test(
    "RFC 3339 can express the second occurrence of a repeated hour",
    arguments: [
      ("2026-10-25T02:30:00+02:00", "GMT+02:00"), ("2026-10-25T02:30:00+01:00", "GMT+01:00"),
      ("2026-10-25T01:30:00Z", "GMT+01:00"),
    ])
  func exactInstant(_ date: String, _ offset: String) throws {
    try expectSent(["42", "--date", date], zone: "Europe/Berlin", date: "2026-10-25 02:30:00", offset: offset)
  }

  @Test(
    "an RFC 3339 time is converted to the machine's local time",
    arguments: [
      ("2026-07-01T09:00:00+02:00", "Asia/Kolkata", "2026-07-01 12:30:00", "GMT+05:30"),
      ("2026-07-01T09:00:00Z", "America/St_Johns", "2026-07-01 06:30:00", "GMT-02:30"),
      ("2026-07-01T23:30:00.250-05:00", "UTC", "2026-07-02 04:30:00", "GMT+00:00"),
    ])
  func conversion(_ date: String, _ zone: String, _ sent: String, _ offset: String) throws {
    try expectSent(["42", "--date", date], zone: zone, date: sent, offset: offset)
  }

  @Test(
    "--timezone is the offset of --date, whatever the machine's time zone",
    arguments: [
      ("GMT+02:00", "GMT+02:00"), ("GMT+2", "GMT+02:00"), ("+05:30", "GMT+05:30"), ("GMT-03:30", "GMT-03:30"),
      ("UTC", "GMT+00:00"),
    ])
  func givenOffset(_ zone: String, _ offset: String) throws {
    let date = "2026-03-29 02:30:00"
    try expectSent(
      ["42", "--date", date, "--timezone=\(zone)"], zone: "Europe/Berlin", date: date, offset: offset)
  }

  @Test(
    "a skipped local time is a usage error that names the next valid one",
    arguments: [
      ("Europe/Berlin", "2026-03-29 02:30:00", "2026-03-29 03:00:00"),
      ("America/St_Johns", "2026-03-08 02:30:00", "2026-03-08 03:00:00"),
      ("Australia/Adelaide", "2026-10-04 02:00:00", "2026-10-04 03:00:00"),
      ("Pacific/Apia", "2011-12-30 12:00:00", "2011-12-31 00:00:00"),
    ])
  func gap(_ zone: String, _ date: String, _ next: String) throws {
    let cli = try cli()
    let run = cli.run("track", "42", "--no-look", "--date", date, with: ["TZ": zone])
    #expect(run.code == 2)
    let line = try run.errorLine()
    #expect(line.contains(date) && line.contains(next))
    #expect(cli.transport?.sent == [])
    #expect(try cli.used() == 0)
  }

  @Test("the machine's time zone is sent as its offset at this moment")
  func kolkata() throws {
    try expectSent(
      ["--task-id", "42"], zone: "Asia/Kolkata", date: "2026-03-02 13:30:00", offset: "GMT+05:30", now: nine)
    try expectSent(["42"], zone: "Europe/Berlin", date: "2026-03-02 09:00:00", offset: "GMT+01:00", now: nine)
  }

  @Test(
    "a duration is counted back from now",
    arguments: [
      ("-15m", "2026-03-02 13:15:00"), ("-1h30m", "2026-03-02 12:00:00"), ("-90s", "2026-03-02 13:28:30"),
      ("-2d", "2026-02-28 13:30:00"), ("-1h 30m", "2026-03-02 12:00:00"),
    ])
  func ages(_ age: String, _ date: String) throws {
    try expectSent(["42", "--date", age], zone: "Asia/Kolkata", date: date, offset: "GMT+05:30", now: nine)
  }

  @Test(
    "HH:MM is today in the machine's time zone",
    arguments: [("00:05", "00:05:00"), ("0:05", "00:05:00"), ("1:29:30 am", "01:29:30")])
  func timeOfDay(_ time: String, _ sent: String) throws {
    let words = ["42", "--date", time]
    try expectSent(words, zone: "Asia/Kolkata", date: "2026-03-02 " + sent, offset: "GMT+05:30", now: nine)
    // In Kolkata it is Tuesday by then.
    let evening = Instant(seconds: nine.seconds + 12 * 3600)
    try expectSent(words, zone: "Asia/Kolkata", date: "2026-03-03 " + sent, offset: "GMT+05:30", now: evening)
  }

  /// A fixture with the machine's time zone files and a service that takes any time.
  private func cli() throws -> CLIFixture {
    let cli = try CLIFixture(answers: ["POST /7/tasks/track/42?": CLIFixture.entry])
    cli.readsZoneFiles = true
    // 2100-01-01: after all times of these tests.
    cli.now = Instant(seconds: 4_102_444_800)
    return cli
  }

  private func expectSent(
    _ words: [String], zone: String, date: String, offset: String, now: Instant? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let cli = try cli()
    if let now { cli.now = now }
    let run = cli.run(["track", "--no-look"] + words, with: ["TZ": zone])
    #expect(run.code == 0, sourceLocation: sourceLocation)
    #expect(run.errors == "", sourceLocation: sourceLocation)
    #expect(
      cli.transport?.requests.map(\.parameters) == [["date": date, "timezone": offset]], sourceLocation: sourceLocation)
  }
}
