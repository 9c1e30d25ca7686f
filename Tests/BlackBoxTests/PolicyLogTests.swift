import Foundation
import Sandbox
import Testing

/// `tt policy log` shows the audit log.
@Suite("tt policy log") struct PolicyLogTests {
  /// Two tracks of one grant, a denial of another, and an invalid call.
  static func someCalls(_ fixture: SandboxFixture) async throws {
    try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
    _ = try await fixture.tt("track", "42")
    _ = try await fixture.tt("list", "tasks")
    _ = try await fixture.tt("track", "42", "--grant", "claude")
    _ = try await fixture.tt("track")
  }

  /// The members `event`, `grant` and `decision` of each record shown.
  private func shown(_ fixture: SandboxFixture, _ words: String..., env: [String: String?] = [:]) async throws
    -> [String]
  {
    let run = try await fixture.tt(["policy", "log", "--json"] + words, env: env)
    #expect(run.exit == 0 && run.errors == "")
    return try #require(try run.json().array).map { record in
      [record["event"], record["grant"], record["decision"]].map { $0?.string ?? "-" }.joined(separator: " ")
    }
  }

  @Test("records are shown oldest first, as in the file, and nothing is sent or written")
  func records() async throws {
    try await SandboxFixture.run { fixture in
      try await Self.someCalls(fixture)
      let before = fixture.read(fixture.state + "/audit.jsonl")
      let requests = await fixture.requests().count
      let run = try await fixture.tt("policy", "log", "--output", "jsonl")
      #expect(run.exit == 0)
      #expect(run.out == before)
      #expect(
        try await shown(fixture) == [
          "call default allow", "result default -", "call default deny", "call claude deny", "call default invalid",
        ])
      #expect(fixture.read(fixture.state + "/audit.jsonl") == before)
      #expect(await fixture.requests().count == requests)
    }
  }

  @Test("records can be filtered by grant, tool, verdict and number; several filters of a kind match any of them")
  func filters() async throws {
    try await SandboxFixture.run { fixture in
      try await Self.someCalls(fixture)
      #expect(try await shown(fixture, "--grant", "claude") == ["call claude deny"])
      #expect(try await shown(fixture, "--tool", "list_tasks") == ["call default deny"])
      #expect(try await shown(fixture, "--tool", "LIST_TASKS") == [])
      #expect(try await shown(fixture, "--verdict", "invalid") == ["call default invalid"])
      #expect(
        try await shown(fixture, "--verdict", "deny", "--verdict", "invalid") == [
          "call default deny", "call claude deny", "call default invalid",
        ])
      #expect(try await shown(fixture, "-n", "1") == ["call default invalid"])
      #expect(try await shown(fixture, "-n2", "--verdict=deny") == ["call default deny", "call claude deny"])
      #expect(try await shown(fixture, "-n", "0") == [])
      #expect(try await shown(fixture, "-n", "99").count == 5)
    }
  }

  @Test("TT_GRANT and grant_lock neither filter records nor deny the log; only --grant filters")
  func lock() async throws {
    try await SandboxFixture.run { fixture in
      try await Self.someCalls(fixture)
      try fixture.write(#"{"grant_lock":"claude"}"#, config: "config.json")
      #expect(try await shown(fixture).count == 5)
      #expect(try await shown(fixture, env: ["TT_GRANT": "claude"]).count == 5)
      #expect(try await shown(fixture, "--grant", "default").count == 4)
    }
  }

  @Test("times have the usual forms, a day includes its end, in the machine's time zone")
  func times() async throws {
    try await SandboxFixture.run { fixture in
      let lines = (0..<48).map { hour in
        "{\"seq\":\(hour + 1),\"time\":\"2026-03-0\(2 + hour / 24)T\(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00Z\"}\n"
      }
      try fixture.write(lines.joined(), to: fixture.state + "/audit.jsonl")
      func count(_ words: String..., zone: String = "UTC") async throws -> Int {
        let run = try await fixture.tt(["policy", "log", "-o", "jsonl"] + words, env: ["TZ": zone])
        #expect(run.exit == 0)
        return run.out.split(separator: "\n").count
      }
      #expect(try await count("--since", "2026-03-03") == 24)
      #expect(try await count("--until", "2026-03-02") == 24)
      #expect(try await count("--since", "2026-03-02", "--until", "2026-03-03") == 48)
      #expect(try await count("--since", "2026-03-03 06:00", "--until", "2026-03-03 08:00:00") == 3)
      #expect(try await count("--since", "2026-03-03T06:00:00+02:00") == 20)
      #expect(try await count("--since=-1h") == 0)
      #expect(try await count("--until", "-1h") == 48)
      // In Berlin, in winter, the day begins an hour earlier.
      #expect(try await count("--since", "2026-03-03", zone: "Europe/Berlin") == 25)
      for words in [["--since", "yesterday"], ["--until", "2026-02-30"], ["--since", "-5m", "--until", "-1d"]] {
        let run = try await fixture.tt(["policy", "log"] + words)
        #expect(run.exit == 2 && run.out == "")
      }
    }
  }

  @Test("every format has every record, and an empty result is valid in each")
  func formats() async throws {
    try await SandboxFixture.run { fixture in
      try await Self.someCalls(fixture)
      let table = try await fixture.tt("policy", "log").out.split(separator: "\n")
      #expect(table.count == 6)
      #expect(table[0].hasPrefix("TIME ") && table[0].contains("VERDICT"))
      #expect(table[3].hasSuffix("(default deny)"))
      let csv = try await fixture.tt("policy", "log", "-o", "csv").out.split(separator: "\r\n")
      #expect(csv.count == 6)
      #expect(csv[0].hasPrefix("seq,time,event,id,grant,tool,keys,decision,rule,"))
      #expect(try await fixture.tt("policy", "log", "-o", "tsv").out.split(separator: "\n").count == 6)
      #expect(try await fixture.tt("policy", "log", "-q").out.split(separator: "\n").allSatisfy { $0.count == 16 })
      let fields = ["--fields", "decision,tool"]
      let picked = try await fixture.tt(["policy", "log", "-o", "csv", "-n", "4"] + fields).out
      #expect(picked.hasPrefix("decision,tool\r\n,track_task\r\ndeny,list_tasks\r\n"))
      #expect(
        try await fixture.tt(["policy", "log", "--json", "-n", "1"] + fields).json().array?.first?.keys == [
          "decision", "tool",
        ])
      #expect(try await fixture.tt("policy", "log", "--fields", "decisoin").exit == 2)

      for (format, text) in [
        ("json", "[]\n"), ("jsonl", ""), ("tsv", csv[0].replacingOccurrences(of: ",", with: "\t") + "\n"),
        ("table", ""),
      ] {
        let run = try await fixture.tt("policy", "log", "--grant", "nobody", "-o", format)
        #expect(run.exit == 0 && run.out == text)
        #expect(run.errors == (format == "table" ? "tt: no matching records\n" : ""))
      }
    }
  }

  @Test("a log of more than a block of records is one JSON list")
  func longList() async throws {
    try await SandboxFixture.run { fixture in
      try await fixture.writeLog(records: 2000)
      let run = try await fixture.tt("policy", "log", "--json", "--tool", "track_task")
      let records = try #require(try run.json().array)
      #expect(records.count == 1000)
      #expect(records.last?["seq"]?.int == 1998)
      let last = try await fixture.tt("policy", "log", "--json", "--tool", "track_task", "-n", "1000")
      #expect(run.out == last.out)
    }
  }

  @Test("lines that are not records, and one being written, are skipped with a note")
  func damaged() async throws {
    try await SandboxFixture.run { fixture in
      try await Self.someCalls(fixture)
      let path = fixture.state + "/audit.jsonl"
      let text = try #require(fixture.read(path))
      try fixture.write("garbage\n" + text + "{\"seq\":6,\"time\":\"20", to: path)
      let run = try await fixture.tt("policy", "log", "-o", "jsonl")
      #expect(run.exit == 0)
      #expect(run.out == text)
      #expect(try run.errorLine() == "tt: 1 line is not a valid record; see: tt policy log --verify")
    }
  }

  @Test(
    "invalid combinations of flags are errors",
    arguments: [
      ["--verify", "--follow"], ["--verify", "-n", "3"], ["--verify", "--grant", "x"], ["--follow", "--json"],
      ["--follow", "--until", "-1d"], ["-n", "-1"], ["-n", "x"], ["--verdict", "maybe"],
    ])
  func refused(_ words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(["policy", "log"] + words)
      #expect(run.exit == 2 && run.out == "")
    }
  }

  @Test("without a log nothing is shown or created")
  func none() async throws {
    try await SandboxFixture.run { fixture in
      let list = try await fixture.tt("policy", "log", "--json")
      #expect(list.out == "[]\n")
      let report = try await fixture.tt("policy", "log", "--verify")
      #expect(report.out == "0 records, chain intact\n")
      #expect(fixture.files(below: fixture.state) == [])
    }
  }
}

extension SandboxFixture {
  private static let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/Support/audit_log.py"

  /// Creates an audit log with another program, written from the description of the format.
  func writeLog(records: Int) async throws {
    let run = try await run("/usr/bin/python3", [Self.script, String(records)])
    #expect(run.exit == 0)
    try write(run.out, to: state + "/audit.jsonl")
  }
}
