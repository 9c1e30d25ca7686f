import Basics
import Testing

@testable import TTCommands

/// `tt policy log` shows the audit log.
@Suite("tt policy log") struct PolicyLogTests {
  /// A fixture after two records of a track of one grant, a denial of it and of another, and an invalid call.
  private func afterSomeCalls() throws -> CLIFixture {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write(CLIFixture.samplePolicy, config: "policy.json")
    #expect(cli.run("track", "42").code == 0)
    #expect(cli.run("list", "tasks").code == 3)
    #expect(cli.run("track", "42", "--grant", "claude").code == 3)
    #expect(cli.run("track").code == 2)
    return cli
  }

  /// The members `event`, `grant` and `decision` of each record shown.
  private func shown(_ cli: CLIFixture, _ words: String..., with changes: [String: String?] = [:]) throws -> [String] {
    let run = cli.run(["policy", "log", "--json"] + words, with: changes)
    #expect(run.code == 0 && run.errors == "")
    return try #require(try run.json().array).map { record in
      [record["event"], record["grant"], record["decision"]].map { $0?.string ?? "-" }.joined(separator: " ")
    }
  }

  @Test("records are shown oldest first, as in the file, and nothing is sent or written")
  func records() throws {
    let cli = try afterSomeCalls()
    let before = cli.read(CLIFixture.state + "/audit.jsonl")
    let run = cli.run("policy", "log", "--output", "jsonl")
    #expect(run.code == 0)
    #expect(run.output == before)
    #expect(
      try shown(cli) == [
        "call default allow", "result default -", "call default deny", "call claude deny", "call default invalid",
      ])
    #expect(cli.read(CLIFixture.state + "/audit.jsonl") == before)
    #expect(cli.lines == ["POST /7/tasks/track/42"])
  }

  @Test("records can be filtered by grant, tool, verdict and number; several filters of a kind match any of them")
  func filters() throws {
    let cli = try afterSomeCalls()
    #expect(try shown(cli, "--grant", "claude") == ["call claude deny"])
    #expect(try shown(cli, "--tool", "list_tasks") == ["call default deny"])
    #expect(try shown(cli, "--tool", "LIST_TASKS") == [])
    #expect(try shown(cli, "--verdict", "invalid") == ["call default invalid"])
    #expect(
      try shown(cli, "--verdict", "deny", "--verdict", "invalid") == [
        "call default deny", "call claude deny", "call default invalid",
      ])
    #expect(try shown(cli, "-n", "1") == ["call default invalid"])
    #expect(try shown(cli, "-n2", "--verdict=deny") == ["call default deny", "call claude deny"])
    #expect(try shown(cli, "-n", "0") == [])
    #expect(try shown(cli, "-n", "99").count == 5)
  }

  @Test("TT_GRANT and grant_lock neither filter records nor deny the log; only --grant filters")
  func lock() throws {
    let cli = try afterSomeCalls()
    try cli.write(#"{"grant_lock":"claude"}"#, config: "config.json")
    #expect(try shown(cli).count == 5)
    #expect(try shown(cli, with: ["TT_GRANT": "claude"]).count == 5)
    #expect(try shown(cli, "--grant", "default").count == 4)
  }

  @Test("times have the usual forms, a day includes its end, in the machine's time zone")
  func times() throws {
    let cli = try CLIFixture(answers: [:])
    cli.readsZoneFiles = true
    cli.now = Instant(seconds: 1_772_438_400 + 10 * 86_400)
    let lines = (0..<48).map { hour in
      "{\"seq\":\(hour + 1),\"time\":\"2026-03-0\(2 + hour / 24)T\(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00Z\"}\n"
    }
    try cli.write(lines.joined(), state: "audit.jsonl")
    func count(_ words: String..., zone: String = "UTC") -> Int {
      let run = cli.run(["policy", "log", "-o", "jsonl"] + words, with: ["TZ": zone])
      #expect(run.code == 0)
      return run.output.split(separator: "\n").count
    }
    #expect(count("--since", "2026-03-03") == 24)
    #expect(count("--until", "2026-03-02") == 24)
    #expect(count("--since", "2026-03-02", "--until", "2026-03-03") == 48)
    #expect(count("--since", "2026-03-03 06:00", "--until", "2026-03-03 08:00:00") == 3)
    #expect(count("--since", "2026-03-03T06:00:00+02:00") == 20)
    #expect(count("--since=-1h") == 0)
    #expect(count("--until", "-1h") == 48)
    // In Berlin, in winter, the day begins an hour earlier.
    #expect(count("--since", "2026-03-03", zone: "Europe/Berlin") == 25)
    // A duration is counted back from the clock, to the second: it is 08:00 on the second day.
    cli.now = Instant(seconds: 1_772_438_400 + 86_400)
    #expect(count("--since=-1h") == 17)
    #expect(count("--until", "-1h") == 32)
    for words in [["--since", "gestern"], ["--until", "2026-02-30"], ["--since", "-5m", "--until", "-1d"]] {
      let run = cli.run(["policy", "log"] + words)
      #expect(run.code == 2 && run.output == "")
    }
  }

  @Test("every format has every record, and an empty result is valid in each")
  func formats() throws {
    let cli = try afterSomeCalls()
    let table = cli.run("policy", "log").output.split(separator: "\n")
    #expect(table.count == 6)
    #expect(table[0].hasPrefix("TIME ") && table[0].contains("VERDICT"))
    #expect(table[3].hasSuffix("(default deny)"))
    let csv = cli.run("policy", "log", "-o", "csv").output.split(separator: "\r\n")
    #expect(csv.count == 6)
    #expect(csv[0].hasPrefix("seq,time,event,id,grant,tool,keys,decision,rule,"))
    #expect(cli.run("policy", "log", "-o", "tsv").output.split(separator: "\n").count == 6)
    #expect(cli.run("policy", "log", "-q").output.split(separator: "\n").allSatisfy { $0.count == 16 })
    let fields = ["--fields", "decision,tool"]
    let picked = cli.run(["policy", "log", "-o", "csv", "-n", "4"] + fields).output
    #expect(picked.hasPrefix("decision,tool\r\n,track_task\r\ndeny,list_tasks\r\n"))
    let last = try cli.run(["policy", "log", "--json", "-n", "1"] + fields).json()
    #expect(last.array?.first?.object?.keys == ["decision", "tool"])
    #expect(cli.run("policy", "log", "--fields", "decisoin").code == 2)

    for (format, text) in [
      ("json", "[]\n"), ("jsonl", ""), ("tsv", csv[0].split(separator: ",").joined(separator: "\t") + "\n"),
      ("table", ""),
    ] {
      let run = cli.run("policy", "log", "--grant", "nobody", "-o", format)
      #expect(run.code == 0 && run.output == text)
      #expect(run.errors == (format == "table" ? "tt: no matching records\n" : ""))
    }
  }

  @Test("lines that are not records, and one being written, are skipped with a note")
  func damaged() throws {
    let cli = try afterSomeCalls()
    let text = try #require(cli.read(CLIFixture.state + "/audit.jsonl"))
    try cli.write("garbage\n" + text + "{\"seq\":6,\"time\":\"20", state: "audit.jsonl")
    let run = cli.run("policy", "log", "-o", "jsonl")
    #expect(run.code == 0)
    #expect(run.output == text)
    #expect(try run.errorLine() == "tt: 1 line is not a valid record; see: tt policy log --verify")
  }

  @Test(
    "invalid combinations of flags are errors",
    arguments: [
      ["--verify", "--follow"], ["--verify", "-n", "3"], ["--verify", "--grant", "x"], ["--follow", "--json"],
      ["--follow", "--until", "-1d"], ["-n", "-1"], ["-n", "x"], ["--verdict", "maybe"],
    ])
  func refused(_ words: [String]) throws {
    let run = try CLIFixture(answers: [:]).run(["policy", "log"] + words)
    #expect(run.code == 2 && run.output == "")
  }

  @Test("without a log nothing is shown or created")
  func none() throws {
    let cli = try CLIFixture(answers: [:])
    #expect(cli.run("policy", "log", "--json").output == "[]\n")
    #expect(cli.run("policy", "log", "--verify").output == "0 records, chain intact\n")
    #expect(cli.files(below: ".local") == [])
  }
}
