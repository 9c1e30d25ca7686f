import Foundation
import Sandbox
import Testing

/// `tt policy log --verify`, with a log written by another program from the description of the format.
@Suite("tt policy log --verify") struct PolicyVerifyTests {
  @Test("one changed byte in 2,000 lines is reported with its line and no other")
  func oneByte() async throws {
    try await SandboxFixture.run { fixture in
      let path = fixture.state + "/audit.jsonl"
      try await fixture.writeLog(records: 2_000)
      let whole = try await fixture.tt("policy", "log", "--verify")
      #expect(whole.exit == 0)
      #expect(whole.out.hasPrefix("2000 records, chain intact"))
      let bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
      let ends = bytes.indices.filter { bytes[$0] == 0x0A }
      for line in [2, 1999] {
        let (start, end) = (ends[line - 2] + 1, ends[line - 1])
        // In the number, the time, a name, prev, the hash and the last brace.
        for place in [start + 8, start + 25, (start + end) / 2, end - 100, end - 20, end - 1] {
          var changed = bytes
          changed[place] = changed[place] == 0x37 ? 0x38 : 0x37
          try Data(changed).write(to: URL(fileURLWithPath: path))
          let run = try await fixture.tt("policy", "log", "--verify")
          #expect(run.exit == 1)
          let found = run.out.split(separator: "\n")
          #expect(
            found.count == 1 && found.first?.hasPrefix("\(path):\(line): ") == true, "\(line) \(place): \(run.out)")
        }
      }
    }
  }

  @Test(
    "tampering with a log is reported in text and in JSON",
    arguments: [
      ("removed", ":2: ", "missing"), ("swapped", ":2: ", "missing"), ("cut", ":6: ", "truncated"),
      ("short", ": ", "missing"),
      ("gone", ": ", "missing"), ("repeated", ":3: ", "out_of_order"), ("crlf", ":1: ", "line_end"),
    ])
  func tampered(_ how: String, _ place: String, _ kind: String) async throws {
    try await SandboxFixture.run { fixture in
      for _ in 1...3 { _ = try await fixture.tt("status") }
      let path = fixture.state + "/audit.jsonl"
      #expect(try await fixture.tt("policy", "log", "--verify").out == "6 records, chain intact\n")
      let text = try #require(fixture.read(path))
      var lines = text.split(separator: "\n").map { String($0) + "\n" }
      switch how {
      case "removed": lines.remove(at: 1)
      case "swapped": lines.swapAt(1, 2)
      case "cut": lines[5] = String(lines[5].dropLast(30))
      case "short": lines.removeLast()
      case "gone": break
      case "repeated": lines.insert(lines[1], at: 2)
      default: lines = lines.map { $0.dropLast() + "\r\n" }
      }
      try fixture.write(lines.joined(), to: path)
      if how == "gone" { try FileManager.default.removeItem(atPath: path) }
      let run = try await fixture.tt("policy", "log", "--verify")
      #expect(run.exit == 1 && run.errors == "")
      #expect(run.out.hasPrefix(path + place), "\(run.out)")
      let json = try await fixture.tt("policy", "log", "--verify", "--json")
      #expect(json.exit == 1)
      let report = try json.json()
      #expect(report["ok"]?.bool == false)
      let finding = try #require(report["findings"]?.array?.first)
      #expect(finding["kind"]?.string == kind && finding["file"]?.string == path)
      #expect(report["findings"]?.array?.count == run.out.split(separator: "\n").count)
    }
  }

  @Test("an intact log is reported as one line, or one object")
  func whole() async throws {
    try await SandboxFixture.run { fixture in
      _ = try await fixture.tt("status")
      let run = try await fixture.tt("policy", "log", "--verify")
      #expect(run.exit == 0 && run.out == "2 records, chain intact\n" && run.errors == "")
      let report = try await fixture.tt("policy", "log", "--verify", "--json").json()
      #expect(report["ok"]?.bool == true && report["records"]?.int == 2 && report["findings"]?.array == [])
    }
  }

  @Test("an unreadable log is exit 11")
  func unreadable() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.makeFolder(fixture.state + "/audit.jsonl")
      for words in [["--verify"], []] {
        #expect(try await fixture.tt(["policy", "log"] + words).exit == 11)
      }
    }
  }

  @Test("concurrent processes rotate a full log once, and lose nothing")
  func rotation() async throws {
    try await SandboxFixture.run { fixture in
      _ = try await fixture.tt("status")
      let path = fixture.state + "/audit.jsonl"
      let lines = try #require(fixture.read(path)).split(separator: "\n").map { $0 + "\n" }
      // Only the first and last lines are read. Between them is a hole of 64 MiB.
      let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
      try file.truncate(atOffset: UInt64(lines[0].utf8.count))
      try file.seek(toOffset: 64 << 20)
      try file.write(contentsOf: Data(("\n" + lines[1]).utf8))
      try file.close()
      try await withThrowingTaskGroup(of: TTRun.self) { group in
        for _ in 1...20 { group.addTask { try await fixture.tt("list", "projects") } }
        for try await run in group { #expect(run.exit == 0) }
      }
      #expect(
        fixture.files(below: fixture.state).filter { $0.contains("audit-") } == [fixture.state + "/audit-1.jsonl"])
      let report = try await fixture.tt("policy", "log", "--verify", "--json").json()
      #expect(report["records"]?.int == 42)
      // The hole is not a record, and is the only issue.
      #expect(report["findings"]?.array?.map { $0["line"]?.int } == [2])
      let rest = try #require(fixture.read(path)).split(separator: "\n").map { try JSON(String($0)) }
      #expect(rest.map { $0["seq"]?.int } == Array(3...42))
    }
  }
}
