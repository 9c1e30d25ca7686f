import Foundation
import Testing

/// The program `tt-sandbox`.
@Suite struct SandboxProgramTests {
  /// Runs `tt-sandbox` in a house, whose own service it must not use.
  private func sandbox(_ house: SandboxFixture, _ words: String..., env: [String: String?] = [:]) async throws -> TTRun
  {
    try await house.run(Products.sandbox, words, env: env)
  }

  @Test("the exit code of the command is passed on", arguments: [0, 1, 3, 42, 255])
  func exitCodes(_ code: Int32) async throws {
    try await SandboxFixture.run { house in
      let run = try await sandbox(house, "sh", "-c", "exit \(code)")
      #expect(run.exit == code)
      #expect(run.out == "" && run.errors == "")
    }
  }

  @Test("a command ended by a signal is 128 and the signal")
  func signalled() async throws {
    try await SandboxFixture.run { house in
      let run = try await sandbox(house, "sh", "-c", "kill -KILL $$")
      #expect(run.exit == 137)
    }
  }

  @Test("a command that is not there is 127, one that cannot be run 126, a wrong option 2")
  func cannotRun() async throws {
    try await SandboxFixture.run { house in
      let missing = try await sandbox(house, "no-such-command-anywhere")
      #expect(missing.exit == 127)
      #expect(try missing.errorLine().contains("no-such-command-anywhere"))
      let file = try house.write("#!/bin/sh\n", to: house.folder + "/plain", mode: 0o644)
      let forbidden = try await sandbox(house, file)
      #expect(forbidden.exit == 126)
      let wrong = try await sandbox(house, "--no-such-option", "true")
      #expect(wrong.exit == 2)
    }
  }

  @Test("the tt beside it comes first in PATH and finds service, credentials and workspace")
  func path() async throws {
    try await SandboxFixture.run { house in
      try house.write("#!/bin/sh\necho wrong\n", to: house.folder + "/bin/tt", mode: 0o755)
      let path = house.folder + "/bin:/usr/bin:/bin"
      let found = try await sandbox(house, "sh", "-c", "command -v tt", env: ["PATH": path])
      #expect(found.out == Products.tt + "\n")
      let direct = try await sandbox(house, "tt", "--version", env: ["PATH": path])
      #expect(direct.out.hasPrefix("tt "))
      let run = try await sandbox(house, "tt", "track", "--task-id", "42", "--json", env: ["TT_APP_PASSWORD": nil])
      #expect(run.exit == 0)
      #expect(try run.json()["task_id"]?.int == 42)
      #expect(await house.isSilent())
    }
  }

  @Test("arguments reach the command byte by byte")
  func arguments() async throws {
    try await SandboxFixture.run { house in
      let words: [[UInt8]] = [Array("printf".utf8), Array("%s".utf8), [0x66, 0xFC, 0x72]]
      let run = try await house.start(Products.sandbox, words).end()
      #expect(run.exit == 0)
      #expect(run.outBytes == words[2])
    }
  }

  @Test("the throw-away folders are there while the command runs and gone afterwards")
  func throwAway() async throws {
    try await SandboxFixture.run { house in
      let script = """
        for d in "$XDG_CONFIG_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME"; do test -d "$d" || exit 9; echo "$d"; done
        tt track 42 >&2 && test -f "$XDG_STATE_HOME/tt/audit.jsonl"
        """
      let run = try await sandbox(house, "sh", "-c", script)
      #expect(run.exit == 0)
      let folders = run.out.split(separator: "\n").map(String.init)
      #expect(folders.count == 3)
      for folder in folders {
        #expect(!folder.hasPrefix(house.folder + "/state") && folder.hasPrefix(house.folder + "/tmp/"))
        #expect(!FileManager.default.fileExists(atPath: folder))
      }
      #expect(house.files(below: house.folder + "/tmp") == [])
      #expect(try FileManager.default.contentsOfDirectory(atPath: house.folder + "/tmp") == [])
    }
  }

  @Test("a grant or policy of the outer environment does not leak in, unless the home is kept")
  func keepHome() async throws {
    try await SandboxFixture.run { house in
      let env = ["TT_GRANT": "claude"] as [String: String?]
      let thrownAway = try await sandbox(house, "tt", "list", "tasks", env: env)
      #expect(thrownAway.exit == 0)
      #expect(house.read(house.state + "/audit.jsonl") == nil)
      let kept = try await sandbox(house, "--keep-home", "tt", "list", "tasks", env: env)
      #expect(kept.exit == 3)
      #expect(try house.auditRecords().count == 1)
    }
  }

  @Test("alone it prints export lines that work, and ends on SIGTERM", arguments: [SIGTERM, SIGINT])
  func alone(_ signal: Int32) async throws {
    try await SandboxFixture.run { house in
      let running = try house.start(Products.sandbox, [])
      while !running.output().contains("unset") { try await Task.sleep(for: .milliseconds(5)) }
      let lines = running.output()
      #expect(lines.contains("export TT_API_URL="))
      let run = try await house.run("/bin/sh", ["-c", "eval \"$1\"; \"$0\" track 42 --json", Products.tt, lines])
      #expect(run.exit == 0)
      #expect(try run.json()["task_id"]?.int == 42)
      #expect(await house.isSilent())
      running.kill(signal)
      let end = await running.end()
      #expect(end.exit == 0 || end.ending == .signal(signal))
      #expect(try FileManager.default.contentsOfDirectory(atPath: house.folder + "/tmp") == [])
    }
  }

  @Test("--fault lets something go wrong, --state keeps the data, --log writes the requests down")
  func options() async throws {
    try await SandboxFixture.run { house in
      let lost = try await sandbox(house, "--fault", "drop-after@/track/*1", "--", "tt", "track", "42", "--json")
      #expect(lost.exit == 0)
      let state = house.folder + "/world.json", log = house.folder + "/requests.jsonl"
      let first = try await sandbox(house, "--state", state, "--log", log, "tt", "track", "42")
      #expect(first.exit == 0)
      let second = try await sandbox(house, "--state", state, "tt", "status", "--json")
      #expect(try second.json()["id"]?.int == 42)
      let requests = try #require(house.read(log)).split(separator: "\n").map { try JSON(String($0)) }
      #expect(requests.count == 1)
    }
  }
}
