import Foundation
import Testing

/// The program `tt-sandbox`.
@Suite("tt-sandbox as a process") struct SandboxProgramTests {
  /// Runs `tt-sandbox` in a fixture, whose own service it must not use.
  private func sandbox(_ fixture: SandboxFixture, _ words: String..., env: [String: String?] = [:]) async throws
    -> TTRun
  {
    try await fixture.run(Products.sandbox, words, env: env)
  }

  @Test("the command's exit code is passed on", arguments: [0, 1, 3, 42, 255])
  func exitCodes(_ code: Int32) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await sandbox(fixture, "sh", "-c", "exit \(code)")
      #expect(run.exit == code)
      #expect(run.out == "" && run.errors == "")
    }
  }

  @Test("a command ended by a signal is exit 128 plus the signal")
  func signalled() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await sandbox(fixture, "sh", "-c", "kill -KILL $$")
      #expect(run.exit == 137)
    }
  }

  @Test("a missing command is exit 127, one that cannot be run 126, an invalid option 2")
  func cannotRun() async throws {
    try await SandboxFixture.run { fixture in
      let missing = try await sandbox(fixture, "no-such-command-anywhere")
      #expect(missing.exit == 127)
      #expect(try missing.errorLine().contains("no-such-command-anywhere"))
      let file = try fixture.write("#!/bin/sh\n", to: fixture.folder + "/plain", mode: 0o644)
      let forbidden = try await sandbox(fixture, file)
      #expect(forbidden.exit == 126)
      let wrong = try await sandbox(fixture, "--no-such-option", "true")
      #expect(wrong.exit == 2)
    }
  }

  @Test("the tt next to it comes first in PATH, with service, credentials and workspace set")
  func path() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write("#!/bin/sh\necho wrong\n", to: fixture.folder + "/bin/tt", mode: 0o755)
      let path = fixture.folder + "/bin:/usr/bin:/bin"
      let found = try await sandbox(fixture, "sh", "-c", "command -v tt", env: ["PATH": path])
      #expect(found.out == Products.tt + "\n")
      let direct = try await sandbox(fixture, "tt", "--version", env: ["PATH": path])
      #expect(direct.out.hasPrefix("tt "))
      let run = try await sandbox(fixture, "tt", "track", "--task-id", "42", "--json", env: ["TT_APP_PASSWORD": nil])
      #expect(run.exit == 0)
      #expect(try run.json()["task_id"]?.int == 42)
      #expect(fixture.isSilent())
    }
  }

  @Test("arguments reach the command byte for byte")
  func arguments() async throws {
    try await SandboxFixture.run { fixture in
      let words: [[UInt8]] = [Array("printf".utf8), Array("%s".utf8), [0x66, 0xFC, 0x72]]
      let run = try await fixture.start(Products.sandbox, words).end()
      #expect(run.exit == 0)
      #expect(run.outBytes == words[2])
    }
  }

  @Test("the temporary folders exist only while the command runs")
  func throwAway() async throws {
    try await SandboxFixture.run { fixture in
      let script = """
        for d in "$XDG_CONFIG_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME"; do test -d "$d" || exit 9; echo "$d"; done
        tt track 42 >&2 && test -f "$XDG_STATE_HOME/tt/audit.jsonl"
        """
      let run = try await sandbox(fixture, "sh", "-c", script)
      #expect(run.exit == 0)
      let folders = run.out.split(separator: "\n").map(String.init)
      #expect(folders.count == 3)
      for folder in folders {
        #expect(!folder.hasPrefix(fixture.folder + "/state") && folder.hasPrefix(fixture.folder + "/tmp/"))
        #expect(!FileManager.default.fileExists(atPath: folder))
      }
      #expect(fixture.files(below: fixture.folder + "/tmp") == [])
      #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder + "/tmp") == [])
    }
  }

  @Test("a grant or policy in the outer environment is not inherited, unless the home is kept")
  func keepHome() async throws {
    try await SandboxFixture.run { fixture in
      let env = ["TT_GRANT": "claude"] as [String: String?]
      let thrownAway = try await sandbox(fixture, "tt", "list", "tasks", env: env)
      #expect(thrownAway.exit == 0)
      #expect(fixture.read(fixture.state + "/audit.jsonl") == nil)
      let kept = try await sandbox(fixture, "--keep-home", "tt", "list", "tasks", env: env)
      #expect(kept.exit == 3)
      #expect(try fixture.auditRecords().count == 1)
    }
  }

  @Test("without a command it prints valid export lines and ends on SIGTERM", arguments: [SIGTERM, SIGINT])
  func alone(_ signal: Int32) async throws {
    try await SandboxFixture.run { fixture in
      let running = try fixture.start(Products.sandbox, [])
      while !running.output().contains("unset") { try await Task.sleep(for: .milliseconds(5)) }
      let lines = running.output()
      #expect(lines.contains("export TT_API_URL="))
      let run = try await fixture.run("/bin/sh", ["-c", "eval \"$1\"; \"$0\" track 42 --json", Products.tt, lines])
      #expect(run.exit == 0)
      #expect(try run.json()["task_id"]?.int == 42)
      #expect(fixture.isSilent())
      running.kill(signal)
      let end = await running.end()
      #expect(end.exit == 0 || end.ending == .signal(signal))
      #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder + "/tmp") == [])
    }
  }

  @Test("--fault causes failures, --state keeps the data, and --log records requests")
  func options() async throws {
    try await SandboxFixture.run { fixture in
      let lost = try await sandbox(fixture, "--fault", "drop-after@/track/*1", "--", "tt", "track", "42", "--json")
      #expect(lost.exit == 0)
      let state = fixture.folder + "/world.json", log = fixture.folder + "/requests.jsonl"
      let first = try await sandbox(fixture, "--state", state, "--log", log, "tt", "track", "42")
      #expect(first.exit == 0)
      let second = try await sandbox(fixture, "--state", state, "tt", "status", "--json")
      #expect(try second.json()["id"]?.int == 42)
      let requests = try #require(fixture.read(log)).split(separator: "\n").map { try JSON(String($0)) }
      #expect(requests.count == 1)
    }
  }
}
