import Foundation
import TestSupport
import Testing

@Suite("tt serve behind a real sshd", .serialized, .enabled(if: SSHGate.isInstalled)) struct ServeSSHTests {
  private func withGate(
    policy: String = SandboxFixture.samplePolicy, _ test: (SandboxFixture, SSHGate) async throws -> Void
  ) async throws {
    try await SandboxFixture.run { fixture in
      let gate = try await SSHGate(fixture, policy: policy)
      do { try await test(fixture, gate) } catch {
        await gate.stop()
        throw error
      }
      await gate.stop()
    }
  }

  @Test("commands run with their exit codes and streams, and nothing but commands of tt")
  func commands() async throws {
    try await withGate { fixture, gate in
      let track = try await gate.ssh("track 42 --json")
      #expect(track.exit == 0, "\(track.errors)")
      #expect(try track.json()["changed"]?.bool == true)
      let sent = fixture.requests().count
      for (line, code) in [
        ("policy approve X", 3), ("call get_me --arguments /etc/passwd", 2), ("track 42; id", 2), ("stop", 3),
        ("config list", 3), ("policy log --grant other", 3), ("sh -c id", 2), ("track 42 --policy /dev/stdin", 3),
      ] as [(String, Int32)] {
        let run = try await gate.ssh(line)
        #expect(run.exit == code, "\(line): \(run.errors)")
        #expect(run.out.isEmpty && !run.errors.contains("uid=") && !run.errors.contains("root:"), "\(line): \(run.out)")
      }
      #expect(fixture.requests().count == sent)
      let elsewhere = try await gate.ssh(
        "policy", "check", "--", "track", "42",
        options: ["-T", "-o", "SendEnv=*"],
        env: ["XDG_CONFIG_HOME": "/elsewhere", "TT_POLICY": "/etc/passwd", "TT_GRANT": "other"])
      #expect(elsewhere.exit == 0, "\(elsewhere.errors)")
      #expect(try await gate.ssh("-s", "sftp").exit != 0)
      let forward = try await gate.ssh(
        "--version", options: ["-T", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1"])
      #expect(forward.exit == 255, "\(forward.errors)")
      let log = try #require(fixture.read(fixture.folder + "/home/.local/state/tt/audit.jsonl"))
      #expect(log.contains(#""grant":"claude""#) && !log.contains(#""grant":"other""#))
      let terminal = try await gate.ssh("status", options: ["-tt"])
      #expect(terminal.errors.isEmpty || terminal.exit != 255, "\(terminal.errors)")
    }
  }

  @Test("the official MCP client lists, tracks and is denied through ssh as over a pipe, and nobody approves there")
  func client() async throws {
    _ = try await PythonEnvironment.mcp.python()
    try await withGate(policy: MCPSDKTests.policy) { fixture, gate in
      let program = try fixture.write(
        "#!/bin/sh\nexec /usr/bin/ssh -T \(gate.client.joined(separator: " "))\n", to: fixture.folder + "/gate",
        mode: 0o700)
      let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/Support/mcp_client.py"
      let run = try await fixture.run(
        try await PythonEnvironment.mcp.python(), [script, program, "auto", "everyday"],
        env: ["PYTHONDONTWRITEBYTECODE": "1"])
      #expect(run.exit == 0, "\(run.errors)")
      let found = try run.json()
      #expect(found["tools"]?.array?.count == 27)
      #expect(found["me"]?["object"]?["id"]?.int == 9001)
      #expect(found["track"]?["object"]?["changed"]?.bool == true)
      #expect(found["denied"]?["text"]?.string?.hasPrefix("[POLICY DENIED] ") == true)
      #expect(found["yes"]?["isError"]?.bool == true)
      #expect(found["questions"]?.array?.isEmpty == true)
      #expect(fixture.requests().allSatisfy { !$0.path.contains("/tasks/stop") })
      let rush = try await fixture.run(
        try await PythonEnvironment.mcp.python(), [script, program, "auto", "rush"],
        env: ["PYTHONDONTWRITEBYTECODE": "1"])
      #expect(rush.exit == 0, "\(rush.errors)")
      #expect(try rush.json()["done"]?.int == 29)
      #expect(try rush.json()["denied"]?.array?.allSatisfy { $0.string?.hasPrefix("[POLICY DENIED] ") == true } == true)
    }
  }

  @Test(
    "the account of the agent opens no file of the gate",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")))
  func trace() async throws {
    try await withGate { fixture, gate in
      let trace = fixture.folder + "/trace"
      let run = try await fixture.run(
        "/usr/bin/timeout",
        ["20", "/usr/bin/strace", "-f", "-qq", "-e", "trace=file", "-o", trace, "/usr/bin/ssh", "-T"] + gate.client
          + ["track", "42"])
      #expect(run.exit == 0, "\(run.errors)")
      let seen = fixture.read(trace) ?? ""
      #expect(seen.contains("/agent"))
      for folder in ["/home/.config", "/home/.local", "/home/.cache"] {
        #expect(!seen.contains(fixture.folder + folder))
      }
    }
  }
}
