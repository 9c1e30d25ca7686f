import Foundation
import Testing

/// `date` and `timezone` in requests: local time, and its UTC offset at that instant.
@Suite("Times on the command line") struct TimeTests {
  @Test(
    "the machine's time zone is sent as its current offset",
    arguments: [
      "Asia/Kolkata", "America/St_Johns", "Europe/Berlin", "Australia/Adelaide", "Pacific/Chatham", "UTC",
    ])
  func machineZone(_ name: String) async throws {
    let zone = try #require(TimeZone(identifier: name))
    try await SandboxFixture.run { fixture in
      let before = Date()
      let run = try await fixture.tt("track", "--task-id", "42", env: ["TZ": name])
      #expect(run.exit == 0)
      let request = try #require(await fixture.requests().first)
      let date = try wallClock(request.value("date"), in: zone)
      #expect(isBetween(date, from: before, to: Date()))
      #expect(request.value("timezone") == gmtText(zone.secondsFromGMT(for: date)))
    }
  }

  @Test("TZ=Asia/Kolkata is GMT+05:30")
  func kolkata() async throws {
    try await expectSent(["--task-id", "42"], zone: "Asia/Kolkata", date: nil, offset: "GMT+05:30")
  }

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
  func wallClocks(_ zone: String, _ date: String, _ offset: String) async throws {
    try await expectSent(["42", "--date", date], zone: zone, date: date, offset: offset)
  }

  @Test(
    "a repeated hour is its first occurrence, with a note",
    arguments: [
      ("Europe/Berlin", "2026-10-25 02:30:00", "GMT+02:00"), ("America/St_Johns", "2026-11-01 01:30:00", "GMT-02:30"),
      ("Australia/Adelaide", "2026-04-05 02:30:00", "GMT+10:30"),
    ])
  func repeatedHour(_ zone: String, _ date: String, _ offset: String) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("track", "42", "--date", date, env: ["TZ": zone])
      #expect(run.exit == 0)
      #expect(try run.errorLine().contains("twice"))
      #expect(try run.errorLine().contains(offset))
      let request = try #require(await fixture.requests().first)
      #expect(request.value("date") == date)
      #expect(request.value("timezone") == offset)
    }
  }

  @Test(
    "RFC 3339 can express the second occurrence of a repeated hour",
    arguments: [
      ("2026-10-25T02:30:00+02:00", "GMT+02:00"), ("2026-10-25T02:30:00+01:00", "GMT+01:00"),
      ("2026-10-25T01:30:00Z", "GMT+01:00"),
    ])
  func exactInstant(_ date: String, _ offset: String) async throws {
    try await expectSent(["42", "--date", date], zone: "Europe/Berlin", date: "2026-10-25 02:30:00", offset: offset)
  }

  @Test(
    "an RFC 3339 time is converted to the machine's local time",
    arguments: [
      ("2026-07-01T09:00:00+02:00", "Asia/Kolkata", "2026-07-01 12:30:00", "GMT+05:30"),
      ("2026-07-01T09:00:00Z", "America/St_Johns", "2026-07-01 06:30:00", "GMT-02:30"),
      ("2026-07-01T23:30:00.250-05:00", "UTC", "2026-07-02 04:30:00", "GMT+00:00"),
    ])
  func conversion(_ date: String, _ zone: String, _ sent: String, _ offset: String) async throws {
    try await expectSent(["42", "--date", date], zone: zone, date: sent, offset: offset)
  }

  @Test(
    "--timezone is the offset of --date, whatever the machine's time zone",
    arguments: [
      ("GMT+02:00", "GMT+02:00"), ("GMT+2", "GMT+02:00"), ("+05:30", "GMT+05:30"), ("GMT-03:30", "GMT-03:30"),
      ("UTC", "GMT+00:00"),
    ])
  func givenOffset(_ zone: String, _ offset: String) async throws {
    let date = "2026-03-29 02:30:00"
    try await expectSent(
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
  func gap(_ zone: String, _ date: String, _ next: String) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("track", "42", "--date", date, env: ["TZ": zone])
      #expect(run.exit == 2)
      let line = try run.errorLine()
      #expect(line.contains(date) && line.contains(next))
      #expect(await fixture.isSilent())
      #expect(try fixture.used() == 0)
    }
  }

  @Test(
    "a duration is counted back from now",
    arguments: [
      ("-15m", 900), ("-1h30m", 5400), ("-90s", 90), ("-2d", 172_800), ("-1h 30m", 5400),
    ])
  func ages(_ age: String, _ seconds: Double) async throws {
    let zone = try #require(TimeZone(identifier: "Asia/Kolkata"))
    try await SandboxFixture.run { fixture in
      let before = Date()
      let run = try await fixture.tt("track", "42", "--date", age, env: ["TZ": "Asia/Kolkata"])
      #expect(run.exit == 0)
      let date = try wallClock(await fixture.requests().first?.value("date"), in: zone)
      #expect(isBetween(date + seconds, from: before, to: Date()))
    }
  }

  @Test(
    "HH:MM is today in the machine's time zone",
    arguments: [("09:05", "09:05:00"), ("9:05", "09:05:00"), ("23:59:30", "23:59:30")])
  func timeOfDay(_ time: String, _ sent: String) async throws {
    let zone = try #require(TimeZone(secondsFromGMT: 5 * 3600 + 1800))
    try await SandboxFixture.run { fixture in
      let before = day(Date(), in: zone)
      let run = try await fixture.tt("track", "42", "--date", time, env: ["TZ": "Asia/Kolkata"])
      #expect(run.exit == 0)
      let date = try #require(await fixture.requests().first?.value("date"))
      #expect([before, day(Date(), in: zone)].map { "\($0) \(sent)" }.contains(date))
    }
  }

  private func expectSent(
    _ words: [String], zone: String, date: String?, offset: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(["track"] + words, env: ["TZ": zone])
      #expect(run.exit == 0, sourceLocation: sourceLocation)
      #expect(run.errors == "", sourceLocation: sourceLocation)
      let request = try #require(await fixture.requests().first, sourceLocation: sourceLocation)
      if let date { #expect(request.value("date") == date, sourceLocation: sourceLocation) }
      #expect(request.value("timezone") == offset, sourceLocation: sourceLocation)
    }
  }

  private func gmtText(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    return String(format: "GMT%@%02d:%02d", seconds < 0 ? "-" : "+", minutes / 60, minutes % 60)
  }

  private func day(_ date: Date, in zone: TimeZone) -> String {
    date.formatted(Date.ISO8601FormatStyle(timeZone: zone).year().month().day())
  }
}
