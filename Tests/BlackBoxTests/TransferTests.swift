import Foundation
import Sandbox
import Testing

@Suite("Import and export with the real program") struct TransferTests {
  private static let timew = ["/usr/bin/timew", "/usr/local/bin/timew"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// The program's answer to what it has exported itself.
  private func again(_ fixture: SandboxFixture, _ format: String, _ week: ReportWeek, zone: String) async throws -> (
    export: TTRun, run: TTRun
  ) {
    let words = ["export", "--format", format, "--from", week.from, "--to", week.to]
    let export = try await fixture.tt(words, env: ["TZ": week.zone])
    #expect(export.exit == 0, "\(export.errors)")
    let path = fixture.folder + "/" + UUID().uuidString
    try fixture.write(export.out, to: path)
    return (export, try await fixture.tt("import", path, "--json", env: ["TZ": zone]))
  }

  @Test(
    "what is exported is all there already, over a change of the clock and in another zone", arguments: ReportWeek.all)
  func roundTrip(_ week: ReportWeek) async throws {
    try await SandboxFixture.run(try week.workspace()) { fixture in
      for format in ["csv", "ics", "timewarrior"] {
        let json = try await again(fixture, format, week, zone: "Asia/Kolkata").run.json()
        #expect(json["made"]?.int == 0 && json["present"]?.int == 32, "\(format)")
      }
      // Of the hour that happens twice, klog's local time means the first one; the export says how many entries that concerns.
      let (export, run) = try await again(fixture, "klog", week, zone: week.zone)
      let inexact = export.errors.firstMatch(of: /(\d+) entr(y|ies) cannot be read back/).flatMap { Int($0.1) } ?? 0
      let omitted = export.errors.firstMatch(of: /left out (\d+) entr/).flatMap { Int($0.1) } ?? 0
      let json = try run.json()
      #expect((json["made"]?.int ?? 99) <= inexact && inexact <= 2)
      #expect((json["made"]?.int ?? 0) + (json["present"]?.int ?? 0) == 32 - omitted && omitted <= 2)
    }
  }

  @Test("Python's csv module reads the table as it is meant")
  func csv() async throws {
    try await SandboxFixture.run(ReportWeek.plain) { fixture in
      let note = "a, \"b\"\nc"
      #expect(try await fixture.tt("edit", "6401", "--notes", note).exit == 0)
      let export = try await fixture.tt(
        "export", "--format", "csv", "--from", "2026-03-02", "--to", "2026-03-08", env: ["TZ": "Europe/Berlin"])
      let path = try fixture.write(export.out, to: fixture.folder + "/week.csv")
      let program = "import csv, json, sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline='')))))"
      let rows = try await fixture.run("/usr/bin/env", ["python3", "-c", program, path]).json().array ?? []
      #expect(rows.count == 3)
      #expect(rows.first?["notes"]?.string == note)
      #expect(rows.first?["start"]?.string == "2026-03-02 09:00:00")
      #expect(rows.first?["end_rfc3339"]?.string == "2026-03-02T10:15:30+01:00")
    }
  }

  @Test(
    "Timewarrior reads what is exported for it, and its own export is all there already", .enabled(if: timew != nil))
  func timewarrior() async throws {
    let timew = try #require(Self.timew)
    let week = ReportWeek.all[1]
    try await SandboxFixture.run(try week.workspace()) { fixture in
      let days = ["--from", week.from, "--to", week.to]
      let export = try await fixture.tt(["export", "--format", "timewarrior"] + days)
      let home = ["TIMEWARRIORDB": fixture.folder + "/timew"]
      try fixture.write("", to: fixture.folder + "/timew/timewarrior.cfg")
      // It keeps no overlapping intervals, so each is a database of its own.
      for line in export.out.split(separator: "\n").prefix(6) {
        try fixture.write(
          line + "\n",
          to: fixture.folder + "/timew/data/\(line.dropFirst(4).prefix(4))-\(line.dropFirst(8).prefix(2)).data")
        // The first run also says that it makes a database of tags.
        _ = try await fixture.run(timew, ["export"], env: home.mapValues { $0 })
        let own = try await fixture.run(timew, ["export"], env: home.mapValues { $0 })
        let path = try fixture.write(own.out, to: fixture.folder + "/own.json")
        let run = try await fixture.tt("import", path)
        #expect(run.out == "0 made, 1 there already\n", "\(line): \(own.out)\(own.errors)\(run.errors)")
      }
    }
  }

  private static let file =
    "start,end,task\n" + (10..<15).map { "2026-02-02 \($0):00,2026-02-02 \($0):30,42\n" }.joined()

  @Test("a plan, an import and a second import: what is there already is not made again")
  func repeated() async throws {
    try await SandboxFixture.run { fixture in
      let path = try fixture.write(Self.file, to: fixture.folder + "/week.csv")
      #expect(try await fixture.tt("import", path, "--dry-run").out.hasSuffix("\n5 to make, 0 there already\n"))
      #expect(try await fixture.tt("import", path).out == "5 made, 0 there already\n")
      #expect(try await fixture.tt("import", path).out == "0 made, 5 there already\n")
      let list = try await fixture.tt("list", "events", "--from", "2026-02-02", "--to", "2026-02-02", "-q")
      #expect(list.out.split(separator: "\n").count == 5)
    }
  }

  @Test("an entry whose answer is lost is looked up before the next one is sent, and none is made twice")
  func lost() async throws {
    let faults = [Fault(.dropAfter, path: "/events/add", count: 2)]
    try await SandboxFixture.run(faults: faults) { fixture in
      let path = try fixture.write(Self.file, to: fixture.folder + "/week.csv")
      #expect(try await fixture.tt("import", path).out == "5 made, 0 there already\n")
      #expect(fixture.lines().filter { $0.contains("/events/add") }.count == 5)
      #expect(try await fixture.tt("import", path).out == "0 made, 5 there already\n")
    }
  }

  @Test(
    "an entry of which it is unknown whether it arrived ends the import with exit 8, and a second run makes the rest")
  func unknown() async throws {
    try await SandboxFixture.run(faults: [Fault(.dropBefore, path: "/events/add", count: 1)]) { fixture in
      let path = try fixture.write(Self.file, to: fixture.folder + "/week.csv")
      let run = try await fixture.tt("import", path)
      #expect(run.exit == 8)
      #expect(run.errors.contains("(0 of 5 entries were made; the same command makes the rest)"))
      #expect(try await fixture.tt("import", path).out == "5 made, 0 there already\n")
    }
  }

  @Test("Ctrl-C while a limit is waited for ends the import by the signal and says how many entries were made")
  func interrupted() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(
        #"{"version":"1","default":"allow","tools":{"create_event":{"limits":[{"counter":"c","window":"day","max":2}]}}}"#,
        config: "policy.json")
      let path = try fixture.write(Self.file, to: fixture.folder + "/week.csv")
      let running = try fixture.start(Products.tt, ["import", path].map { Array($0.utf8) })
      while fixture.lines().filter({ $0.contains("/events/add") }).count < 2 {
        try await Task.sleep(for: .milliseconds(10))
      }
      running.kill(SIGINT)
      let run = await running.end()
      #expect(run.ending == .signal(SIGINT))
      #expect(run.errors == "tt: interrupted: 2 of 5 entries were made; the same command makes the rest\n")
    }
  }
}
