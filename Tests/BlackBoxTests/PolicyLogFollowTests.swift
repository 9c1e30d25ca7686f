import Foundation
import Sandbox
import Testing

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

  @Test("follow starts with the last ten records, prints new ones, survives a rotation and ends by a signal")
  func rotation() async throws {
    try await SandboxFixture.run { fixture in
      let path = fixture.state + "/audit.jsonl"
      try await fixture.writeLog(records: 20)
      // A hole makes the file full: the next call puts it away.
      let records = try #require(fixture.read(path)).split(separator: "\n").map { $0 + "\n" }
      let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
      try file.truncate(atOffset: UInt64(records[0].utf8.count))
      try file.seek(toOffset: 64 << 20)
      try file.write(contentsOf: Data(("\n" + records[10...].joined()).utf8))
      try file.close()
      let running = try fixture.start(
        Products.tt, ["policy", "log", "-f", "-o", "jsonl", "--fields", "seq,tool"].map { Array($0.utf8) })
      #expect(try await lines(running, 10).first == #"{"seq":11,"tool":"stop_task"}"#)
      _ = try await fixture.tt("status")
      #expect(fixture.files(below: fixture.state).contains(fixture.state + "/audit-1.jsonl"))
      #expect(try await lines(running, 12).count == 12)
      _ = try await fixture.tt("list", "projects")
      #expect(try await lines(running, 14).last == #"{"seq":24,"tool":"list_projects"}"#)
      running.kill(SIGINT)
      let run = await running.end()
      #expect(run.ending == .signal(SIGINT))
      #expect(run.errors == "" && run.out.hasSuffix("\n"))
    }
  }

  @Test("follow waits for a missing log, filters, and prints a table row by row")
  func fromNothing() async throws {
    try await SandboxFixture.run { fixture in
      let running = try fixture.start(
        Products.tt, ["policy", "log", "--follow", "--verdict", "deny"].map { Array($0.utf8) })
      try await Task.sleep(for: .milliseconds(50))
      _ = try await fixture.tt("status")
      _ = try await fixture.tt("status", "--grant", "claude")
      _ = try await fixture.tt("list", "tasks", "--grant", "x")
      let table = try await lines(running, 3)
      #expect(table[0].hasPrefix("TIME") && table[1].contains("claude") && table[2].contains(" x "))
      let column = table.compactMap { $0.range(of: "list_")?.lowerBound.utf16Offset(in: $0) }
      #expect(Set(column).count == 1)
      running.kill(SIGTERM)
      #expect(await running.end().ending == .signal(SIGTERM))
    }
  }

  @Test("follow ends by SIGPIPE when its pipe is closed")
  func pipe() async throws {
    try await SandboxFixture.run { fixture in
      let running = try fixture.start(
        "/bin/sh", ["-c", "\"$0\" policy log -f -o jsonl | head -n 1", Products.tt].map { Array($0.utf8) })
      async let ended = running.end()
      // Records that come together are written together, so some have to come later.
      for _ in 1...8 {
        _ = try await fixture.tt("status")
        try await Task.sleep(for: .milliseconds(250))
      }
      let run = await ended
      #expect(run.out.split(separator: "\n").count == 1)
      #expect(run.errors == "")
    }
  }
}
