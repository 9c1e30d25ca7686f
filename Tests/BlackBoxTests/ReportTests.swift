import Foundation
import Sandbox
import Testing

@Suite("tt report against sums calculated by other means") struct ReportTests {
  @Test("the days of a week with a clock change are those Python calculates", arguments: ReportWeek.all)
  func daysOfAWeek(_ week: ReportWeek) async throws {
    try await SandboxFixture.run(try week.workspace()) { fixture in
      // The machine's zone is another one, so that only the account's can be right.
      let run = try await fixture.tt(
        "report", "--by", "day", "--from", week.from, "--to", week.to, "--json", env: ["TZ": "Asia/Kolkata"])
      #expect(run.exit == 0)
      let report = try run.json()
      let total = try week.workspace().events.all.reduce(0) { $0 + $1.duration }
      #expect(report["total"]?["seconds"]?.int == total)
      let python = try await fixture.run(
        "/usr/bin/env", ["python3", "-c", ReportWeek.python, week.zone] + week.lines())
      try #require(python.exit == 0, "\(python.errors)")
      var days: [String: JSON] = [:]
      for group in report["groups"]?.array ?? [] { days[group["key"]?.string ?? "?"] = group["seconds"] }
      #expect(JSON.object(days) == (try JSON(python.out)))
    }
  }

  @Test("any two levels give the total of the week's entries")
  func levels() async throws {
    let week = ReportWeek.all[0]
    let total = try week.workspace().events.all.reduce(0) { $0 + $1.duration }
    try await SandboxFixture.run(try week.workspace()) { fixture in
      for levels in ["project", "task,day", "week,user", "month,customer", "day,week"] {
        let run = try await fixture.tt("report", "--by", levels, "--from", week.from, "--to", week.to, "-o", "csv")
        #expect(run.exit == 0)
        let lines = run.out.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(lines.first?.joined(separator: ",") == levels + ",seconds,hours")
        #expect(lines.dropFirst().compactMap { Int($0[levels.split(separator: ",").count]) }.reduce(0, +) == total)
      }
    }
  }

  @Test("the account's zone is looked up only for reports by calendar with entries that reach another day")
  func requests() async throws {
    let week = ReportWeek.all[0]
    try await SandboxFixture.run(try week.workspace()) { fixture in
      let days = ["--from", week.from, "--to", week.to]
      let first = try await fixture.tt(["report"] + days)
      #expect(first.exit == 0)
      for (words, count) in [(["--by", "project"], 2), (["--by", "day"], 3), (["--by", "day", "--task", "8302"], 1)] {
        fixture.sandbox.clearRequests()
        let run = try await fixture.tt(["report"] + words + days)
        #expect(run.exit == 0)
        // A list takes two requests, its page and an empty one, or one if it is empty.
        let requests = fixture.lines()
        #expect(requests.count == count, "\(words): \(requests)")
      }
    }
  }

  @Test("if the policy denies looking up the account's zone, days are split by the machine's, and a note says so")
  func zoneKeptBack() async throws {
    let week = ReportWeek.all[0]
    try await SandboxFixture.run(try week.workspace()) { fixture in
      try fixture.write(#"{"version":"1","default":"deny","tools":{"list_events":{}}}"#, config: "policy.json")
      let run = try await fixture.tt(
        "report", "--by", "day", "--from", week.from, "--to", week.to, env: ["TZ": week.zone])
      #expect(run.exit == 0)
      #expect(try run.errorLine().contains(week.zone))
      #expect(run.out.hasPrefix("DAY "))
    }
  }

  @Test("a rounded report has tracked and rounded durations in text and JSON")
  func rounding() async throws {
    try await SandboxFixture.run(ReportWeek.plain) { fixture in
      let words = ["report", "--from", "2026-03-02", "--to", "2026-03-08", "--round", "15m:up"]
      let json = try await fixture.tt(words + ["--round-per", "group", "--json"]).json()
      #expect(json["total"]?["seconds"]?.int == 4530 + 1800 + 600)
      #expect(json["groups"]?.array?.map { $0["rounded_seconds"]?.int } == [7200])
      #expect(try await fixture.tt(words + ["--json"]).json()["total"]?["rounded_seconds"]?.int == 5400 + 1800 + 900)
      let text = try await fixture.tt(words).out
      #expect(text.contains("ROUNDED"))
      #expect(
        text.split(separator: "\n").last?.split(separator: " ").joined(separator: " ") == "TOTAL 1:55:30 2:15 2.25 100%"
      )
    }
  }

  @Test("hours and shares add up as shown, in text and CSV")
  func sums() async throws {
    var workspace = ReportWeek.plain
    for (id, task) in zip(workspace.events.ids, [42, 8301, 8303]) {
      workspace.events[id]?.duration = 1220
      workspace.events[id]?.taskID = task
    }
    try await SandboxFixture.run(workspace) { fixture in
      let words = ["report", "--by", "task", "--from", "2026-03-02", "--to", "2026-03-08"]
      let lines = try await fixture.tt(words).out.split(separator: "\n").map { $0.split(separator: " ").suffix(3) }
      let rows = lines.dropFirst().dropLast().map(Array.init)
      let csv = try await fixture.tt(words + ["-o", "csv"]).out.split(separator: "\r\n").dropFirst()
      let hours = csv.compactMap { $0.split(separator: ",").last.flatMap { Double($0) } }
      let total = try #require(lines.last.map(Array.init))
      #expect(rows.map { $0[0] } == ["0:20:20", "0:20:20", "0:20:20"] && total[0] == "1:01:00")
      #expect(abs(rows.reduce(0) { $0 + (Double($1[1]) ?? 0) } - (Double(total[1]) ?? 0)) < 0.00001)
      #expect(rows.reduce(0) { $0 + (Int($1[2].dropLast()) ?? 0) } == 100)
      #expect(abs(hours.reduce(0, +) - (Double(total[1]) ?? 0)) < 0.00001)
      #expect(total[2] == "100%")
    }
  }

  @Test("an entry that ends where it starts is not called one without an end")
  func empty() async throws {
    var workspace = ReportWeek.plain
    if let start = workspace.events[6402]?.start { workspace.events[6402]?.end = start }
    workspace.events[6402]?.duration = 0
    try await SandboxFixture.run(workspace) { fixture in
      let run = try await fixture.tt("report", "--from", "2026-03-02", "--to", "2026-03-08")
      #expect(run.errors == "tt: 1 entry of no length\n")
    }
  }

  @Test("gaps and overlaps are listed without those shorter than --min")
  func gaps() async throws {
    try await SandboxFixture.run(ReportWeek.plain) { fixture in
      let words = ["report", "--from", "2026-03-02", "--to", "2026-03-08", "--gaps"]
      let json = try await fixture.tt(words + ["--json"]).json()
      #expect(json["gaps"]?.array?.map { $0["seconds"]?.int } == [2670])
      #expect(json["gaps"]?.array?.first?["start"]?.string == "2026-03-02 10:15:30")
      #expect(json["gaps"]?.array?.first?["end_rfc3339"]?.string == "2026-03-02T11:00:00+01:00")
      #expect(json["overlaps"]?.array?.map { $0["seconds"]?.int } == [300])
      #expect(json["overlaps"]?.array?.first?["entries"]?.array?.map(\.int) == [6402, 6403])
      #expect(try await fixture.tt(words + ["--min", "1h", "--json"]).json()["gaps"]?.array == [])
      #expect(try await fixture.tt(words).out.contains("Overlaps:\nDAY"))
    }
  }

  @Test("billable time can be reported alone, as can the rest")
  func billable() async throws {
    var workspace = ReportWeek.plain
    workspace.events[6402]?.isBillable = false
    try await SandboxFixture.run(workspace) { fixture in
      for (flag, seconds) in [("--billable", 5130), ("--not-billable", 1800)] {
        let run = try await fixture.tt("report", "--from", "2026-03-02", "--to", "2026-03-08", flag, "--json")
        #expect(try run.json()["total"]?["seconds"]?.int == seconds)
      }
    }
  }

  @Test("a running timer counts up to now unless --no-running leaves it out")
  func running() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let words = ["report", "--task", "42", "--user", "9001", "--from", "2020-01-01", "--json"]
      let without = try await fixture.tt(words + ["--no-running"])
      #expect(without.errors == "tt: not counting your running timer\n")
      let with = try await fixture.tt(words)
      #expect(with.errors == "")
      let lengths = try [without, with].map { try #require(try $0.json()["total"]?["seconds"]?.int) }
      #expect((3600...3700).contains(lengths[1] - lengths[0]))
    }
  }
}
