import Foundation
import Sandbox
import Testing

/// `tt policy log`: what is shown of the audit log.
@Suite("tt policy log") struct PolicyLogTests {
  /// Two tracks of one grant, a denial of another, and a wrong call.
  static func someCalls(_ house: SandboxFixture) async throws {
    try house.write(SandboxFixture.samplePolicy, config: "policy.json")
    _ = try await house.tt("track", "42")
    _ = try await house.tt("list", "tasks")
    _ = try await house.tt("track", "42", "--grant", "claude")
    _ = try await house.tt("track")
  }

  /// The members `event`, `grant` and `decision` of each record that is shown.
  private func shown(_ house: SandboxFixture, _ words: String..., env: [String: String?] = [:]) async throws -> [String]
  {
    let run = try await house.tt(["policy", "log", "--json"] + words, env: env)
    #expect(run.exit == 0 && run.errors == "")
    return try #require(try run.json().array).map { record in
      [record["event"], record["grant"], record["decision"]].map { $0?.string ?? "-" }.joined(separator: " ")
    }
  }

  @Test("the records are shown from the oldest on, as they are in the file, and nothing is sent or written")
  func records() async throws {
    try await SandboxFixture.run { house in
      try await Self.someCalls(house)
      let before = house.read(house.state + "/audit.jsonl")
      let requests = await house.requests().count
      let run = try await house.tt("policy", "log", "--output", "jsonl")
      #expect(run.exit == 0)
      #expect(run.out == before)
      #expect(
        try await shown(house) == [
          "call default allow", "result default -", "call default deny", "call claude deny", "call default invalid",
        ])
      #expect(house.read(house.state + "/audit.jsonl") == before)
      #expect(await house.requests().count == requests)
    }
  }

  @Test("filters by grant, tool, verdict and number choose records; several of one kind mean any of them")
  func filters() async throws {
    try await SandboxFixture.run { house in
      try await Self.someCalls(house)
      #expect(try await shown(house, "--grant", "claude") == ["call claude deny"])
      #expect(try await shown(house, "--tool", "list_tasks") == ["call default deny"])
      #expect(try await shown(house, "--tool", "LIST_TASKS") == [])
      #expect(try await shown(house, "--verdict", "invalid") == ["call default invalid"])
      #expect(
        try await shown(house, "--verdict", "deny", "--verdict", "invalid") == [
          "call default deny", "call claude deny", "call default invalid",
        ])
      #expect(try await shown(house, "-n", "1") == ["call default invalid"])
      #expect(try await shown(house, "-n2", "--verdict=deny") == ["call default deny", "call claude deny"])
      #expect(try await shown(house, "-n", "0") == [])
      #expect(try await shown(house, "-n", "99").count == 5)
    }
  }

  @Test("TT_GRANT and grant_lock neither choose records nor refuse the log; only --grant does")
  func lock() async throws {
    try await SandboxFixture.run { house in
      try await Self.someCalls(house)
      try house.write(#"{"grant_lock":"claude"}"#, config: "config.json")
      #expect(try await shown(house).count == 5)
      #expect(try await shown(house, env: ["TT_GRANT": "claude"]).count == 5)
      #expect(try await shown(house, "--grant", "default").count == 4)
    }
  }

  @Test("times are taken as everywhere, a day to its end, in the zone of the machine")
  func times() async throws {
    try await SandboxFixture.run { house in
      let lines = (0..<48).map { hour in
        "{\"seq\":\(hour + 1),\"time\":\"2026-03-0\(2 + hour / 24)T\(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00Z\"}\n"
      }
      try house.write(lines.joined(), to: house.state + "/audit.jsonl")
      func count(_ words: String..., zone: String = "UTC") async throws -> Int {
        let run = try await house.tt(["policy", "log", "-o", "jsonl"] + words, env: ["TZ": zone])
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
        let run = try await house.tt(["policy", "log"] + words)
        #expect(run.exit == 2 && run.out == "")
      }
    }
  }

  @Test("every format has every record, and an empty answer is whole in each")
  func formats() async throws {
    try await SandboxFixture.run { house in
      try await Self.someCalls(house)
      let table = try await house.tt("policy", "log").out.split(separator: "\n")
      #expect(table.count == 6)
      #expect(table[0].hasPrefix("TIME ") && table[0].contains("VERDICT"))
      #expect(table[3].hasSuffix("(default deny)"))
      let csv = try await house.tt("policy", "log", "-o", "csv").out.split(separator: "\r\n")
      #expect(csv.count == 6)
      #expect(csv[0].hasPrefix("seq,time,event,id,grant,tool,keys,decision,rule,"))
      #expect(try await house.tt("policy", "log", "-o", "tsv").out.split(separator: "\n").count == 6)
      #expect(try await house.tt("policy", "log", "-q").out.split(separator: "\n").allSatisfy { $0.count == 16 })
      let fields = ["--fields", "decision,tool"]
      let picked = try await house.tt(["policy", "log", "-o", "csv", "-n", "4"] + fields).out
      #expect(picked.hasPrefix("decision,tool\r\n,track_task\r\ndeny,list_tasks\r\n"))
      #expect(
        try await house.tt(["policy", "log", "--json", "-n", "1"] + fields).json().array?.first?.keys == [
          "decision", "tool",
        ])
      #expect(try await house.tt("policy", "log", "--fields", "decisoin").exit == 2)

      for (format, text) in [
        ("json", "[]\n"), ("jsonl", ""), ("tsv", csv[0].replacingOccurrences(of: ",", with: "\t") + "\n"),
        ("table", ""),
      ] {
        let run = try await house.tt("policy", "log", "--grant", "nobody", "-o", format)
        #expect(run.exit == 0 && run.out == text)
        #expect(run.errors == (format == "table" ? "tt: no matching records\n" : ""))
      }
    }
  }

  @Test("a log of more than a block of records is one JSON list")
  func longList() async throws {
    try await SandboxFixture.run { house in
      try await house.writeLog(records: 2000)
      let run = try await house.tt("policy", "log", "--json", "--tool", "track_task")
      let records = try #require(try run.json().array)
      #expect(records.count == 1000)
      #expect(records.last?["seq"]?.int == 1998)
      let last = try await house.tt("policy", "log", "--json", "--tool", "track_task", "-n", "1000")
      #expect(run.out == last.out)
    }
  }

  @Test("lines that are no records, and one that is being written, are left out and said")
  func damaged() async throws {
    try await SandboxFixture.run { house in
      try await Self.someCalls(house)
      let path = house.state + "/audit.jsonl"
      let text = try #require(house.read(path))
      try house.write("garbage\n" + text + "{\"seq\":6,\"time\":\"20", to: path)
      let run = try await house.tt("policy", "log", "-o", "jsonl")
      #expect(run.exit == 0)
      #expect(run.out == text)
      #expect(try run.errorLine() == "tt: 1 line is not a valid record; see: tt policy log --verify")
    }
  }

  @Test(
    "what makes no sense together is refused",
    arguments: [
      ["--verify", "--follow"], ["--verify", "-n", "3"], ["--verify", "--grant", "x"], ["--follow", "--json"],
      ["--follow", "--until", "-1d"], ["-n", "-1"], ["-n", "x"], ["--verdict", "maybe"],
    ])
  func refused(_ words: [String]) async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt(["policy", "log"] + words)
      #expect(run.exit == 2 && run.out == "")
    }
  }

  @Test("without a log there is nothing to show and nothing is made")
  func none() async throws {
    try await SandboxFixture.run { house in
      let list = try await house.tt("policy", "log", "--json")
      #expect(list.out == "[]\n")
      let report = try await house.tt("policy", "log", "--verify")
      #expect(report.out == "0 records, chain intact\n")
      #expect(house.files(below: house.state) == [])
    }
  }
}

/// `tt policy log --follow`.
@Suite("tt policy log --follow") struct PolicyLogFollowTests {
  /// Waits until a program has written so many lines.
  private func lines(_ running: SandboxFixture.Running, _ count: Int) async throws -> [String] {
    for _ in 0..<1500 {
      let lines = running.output().split(separator: "\n").map(String.init)
      if lines.count >= count { return lines }
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("\(count) lines did not come: \(running.output())")
    return []
  }

  @Test("follow begins with the last ten, prints what is appended, survives a rotation, and ends by the signal")
  func rotation() async throws {
    try await SandboxFixture.run { house in
      let path = house.state + "/audit.jsonl"
      try await house.writeLog(records: 20)
      // A hole makes the file full: the next call puts it away.
      let records = try #require(house.read(path)).split(separator: "\n").map { $0 + "\n" }
      let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
      try file.truncate(atOffset: UInt64(records[0].utf8.count))
      try file.seek(toOffset: 64 << 20)
      try file.write(contentsOf: Data(("\n" + records[10...].joined()).utf8))
      try file.close()
      let running = try house.start(
        Products.tt, ["policy", "log", "-f", "-o", "jsonl", "--fields", "seq,tool"].map { Array($0.utf8) })
      #expect(try await lines(running, 10).first == #"{"seq":11,"tool":"stop_task"}"#)
      _ = try await house.tt("status")
      #expect(house.files(below: house.state).contains(house.state + "/audit-1.jsonl"))
      #expect(try await lines(running, 12).count == 12)
      _ = try await house.tt("list", "projects")
      #expect(try await lines(running, 14).last == #"{"seq":24,"tool":"list_projects"}"#)
      running.kill(SIGINT)
      let run = await running.end()
      #expect(run.ending == .signal(SIGINT))
      #expect(run.errors == "" && run.out.hasSuffix("\n"))
    }
  }

  @Test("follow waits for a log that is not there yet, filters, and prints a table row by row")
  func fromNothing() async throws {
    try await SandboxFixture.run { house in
      let running = try house.start(
        Products.tt, ["policy", "log", "--follow", "--verdict", "deny"].map { Array($0.utf8) })
      try await Task.sleep(for: .milliseconds(50))
      _ = try await house.tt("status")
      _ = try await house.tt("status", "--grant", "claude")
      _ = try await house.tt("list", "tasks", "--grant", "x")
      let table = try await lines(running, 3)
      #expect(table[0].hasPrefix("TIME") && table[1].contains("claude") && table[2].contains(" x "))
      let column = table.compactMap { $0.range(of: "list_")?.lowerBound.utf16Offset(in: $0) }
      #expect(Set(column).count == 1)
      running.kill(SIGTERM)
      #expect(await running.end().ending == .signal(SIGTERM))
    }
  }

  @Test("follow ends by SIGPIPE when its reader has gone")
  func pipe() async throws {
    try await SandboxFixture.run { house in
      let running = try house.start(
        "/bin/sh", ["-c", "\"$0\" policy log -f -o jsonl | head -n 1", Products.tt].map { Array($0.utf8) })
      async let ended = running.end()
      // Records that come together are written together, so some have to come later.
      for _ in 1...8 {
        _ = try await house.tt("status")
        try await Task.sleep(for: .milliseconds(250))
      }
      let run = await ended
      #expect(run.out.split(separator: "\n").count == 1)
      #expect(run.errors == "")
    }
  }
}

extension SandboxFixture {
  private static let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/Support/audit_log.py"

  /// Puts an audit log in place, written by another program after the format's description.
  func writeLog(records: Int) async throws {
    let run = try await run("/usr/bin/python3", [Self.script, String(records)])
    #expect(run.exit == 0)
    try write(run.out, to: state + "/audit.jsonl")
  }
}
