import Foundation
import Testing

/// The rotation of the audit log by many processes at once.
@Suite("Concurrent rotation of the audit log") struct AuditRotationTests {
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
