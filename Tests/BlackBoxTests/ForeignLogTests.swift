import Foundation
import Testing

/// Logs written by a Python program from the description of the format.
@Suite("Audit logs written by another program") struct ForeignLogTests {
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
