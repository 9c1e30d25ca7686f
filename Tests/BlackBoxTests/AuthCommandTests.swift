import Foundation
import Sandbox
import Testing

/// `password_command`: a program that prints the app password, run by the real binary.
@Suite("password_command as a process") struct AuthCommandTests {
  private func configure(_ fixture: SandboxFixture, _ command: String) throws {
    try fixture.write("{\"password_command\": \(command)}", config: "config.json")
  }

  @Test(
    "a password command is a line for the shell, or a program with its arguments",
    arguments: [
      #""printf 'sandbox\\nsecond line\\n'""#, #"["printf", "%s\\n", "sandbox"]"#,
    ])
  func forms(command: String) async throws {
    try await SandboxFixture.run { fixture in
      try configure(fixture, command)
      #expect(try await fixture.tt("track", "42", env: AuthTests.bare).exit == 0)
      #expect(fixture.lines() == ["POST /700001/tasks/track/42"])
    }
  }

  @Test("a password command runs once, and not for a denied call or with credentials in the environment")
  func lazily() async throws {
    try await SandboxFixture.run { fixture in
      let mark = fixture.folder + "/tmp/mark"
      try configure(fixture, "\"echo x >> '\(mark)'; echo sandbox\"")
      #expect(try await fixture.tt("track", "42").exit == 0)
      #expect(try await fixture.tt("auth", "status", "--offline", env: AuthTests.bare).exit == 0)
      try fixture.write(#"{"version":"1","default":"deny"}"#, config: "policy.json")
      #expect(try await fixture.tt("track", "42", env: AuthTests.bare).exit == 3)
      #expect(fixture.read(mark) == nil)
      try FileManager.default.removeItem(atPath: fixture.config + "/policy.json")
      #expect(try await fixture.tt("show", "task", "Write report", env: AuthTests.bare).exit == 0)
      #expect(fixture.read(mark) == "x\n", "looking a name up and showing it are two calls")
    }
  }

  @Test(
    "the standard error of a password command is shown; if it fails, nothing is sent or counted",
    arguments: [
      ("echo locked >&2; echo sandbox; exit 3", "exit code 3"), ("true", "exit code 0"), ("kill -9 $$", "signal 9"),
      ("no-such-program-here", "exit code 127"),
    ])
  func failing(line: String, words: String) async throws {
    try await SandboxFixture.run { fixture in
      try configure(fixture, "\"\(line)\"")
      let run = try await fixture.tt("track", "42", env: AuthTests.bare)
      #expect(run.exit == 4)
      #expect(run.errors.contains("tt: password_command") && run.errors.contains(words))
      #expect(run.errors.contains("locked") == line.contains("locked"))
      #expect(!run.errors.contains("sandbox"))
      #expect(fixture.isSilent())
      #expect(try fixture.used() == 0)
    }
  }

  @Test("the end of a password command is noticed even if SIGCHLD is ignored")
  func ignoredChildren() async throws {
    try await SandboxFixture.run { fixture in
      try configure(fixture, "\"echo sandbox; exit 3\"")
      let line = "trap '' CHLD; exec \"$0\" track 42"
      let run = try await fixture.run("/bin/sh", ["-c", line, Products.tt], env: AuthTests.bare)
      #expect(run.exit == 4 && run.errors.contains("exit code 3"))
    }
  }

  @Test("the standard input of a password command is empty without a terminal")
  func input() async throws {
    try await SandboxFixture.run { fixture in
      try configure(fixture, "\"cat; echo sandbox\"")
      let line = "echo wr0ng | exec \"$0\" track 42"
      #expect(try await fixture.run("/bin/sh", ["-c", line, Products.tt], env: AuthTests.bare).exit == 0)
    }
  }
}
