import Foundation
import Sandbox
import Testing

/// `password_command`: a program that tells the app password, run by the real binary.
@Suite struct AuthCommandTests {
  private func configure(_ house: SandboxFixture, _ command: String) throws {
    try house.write("{\"password_command\": \(command)}", config: "config.json")
  }

  @Test(
    "a line for the shell, or a program with its arguments",
    arguments: [
      #""printf 'sandbox\\nsecond line\\n'""#, #"["printf", "%s\\n", "sandbox"]"#,
    ])
  func forms(command: String) async throws {
    try await SandboxFixture.run { house in
      try configure(house, command)
      #expect(try await house.tt("track", "42", env: AuthTests.bare).exit == 0)
      #expect(await house.lines() == ["POST /700001/tasks/track/42"])
    }
  }

  @Test("it is run only when its turn comes: not for a denied call, not when the environment tells, and once")
  func lazily() async throws {
    try await SandboxFixture.run { house in
      let mark = house.folder + "/tmp/mark"
      try configure(house, "\"echo x >> '\(mark)'; echo sandbox\"")
      #expect(try await house.tt("track", "42").exit == 0)
      #expect(try await house.tt("auth", "status", "--offline", env: AuthTests.bare).exit == 0)
      try house.write(#"{"version":"1","default":"deny"}"#, config: "policy.json")
      #expect(try await house.tt("track", "42", env: AuthTests.bare).exit == 3)
      #expect(house.read(mark) == nil)
      try FileManager.default.removeItem(atPath: house.config + "/policy.json")
      #expect(try await house.tt("show", "task", "Write report", env: AuthTests.bare).exit == 0)
      #expect(house.read(mark) == "x\n", "looking a name up and showing it are two calls")
    }
  }

  @Test(
    "its errors pass through; when it fails, nothing is sent and nothing is used up",
    arguments: [
      ("echo locked >&2; echo sandbox; exit 3", "exit code 3"), ("true", "exit code 0"), ("kill -9 $$", "signal 9"),
      ("no-such-program-here", "exit code 127"),
    ])
  func failing(line: String, words: String) async throws {
    try await SandboxFixture.run { house in
      try configure(house, "\"\(line)\"")
      let run = try await house.tt("track", "42", env: AuthTests.bare)
      #expect(run.exit == 4)
      #expect(run.errors.contains("tt: password_command") && run.errors.contains(words))
      #expect(run.errors.contains("locked") == line.contains("locked"))
      #expect(!run.errors.contains("sandbox"))
      #expect(await house.isSilent())
      #expect(try house.used() == 0)
    }
  }

  @Test("its end is seen even by a tt that was started with SIGCHLD ignored")
  func ignoredChildren() async throws {
    try await SandboxFixture.run { house in
      try configure(house, "\"echo sandbox; exit 3\"")
      let line = "trap '' CHLD; exec \"$0\" track 42"
      let run = try await house.run("/bin/sh", ["-c", line, Products.tt], env: AuthTests.bare)
      #expect(run.exit == 4 && run.errors.contains("exit code 3"))
    }
  }

  @Test("its standard input is empty when there is no terminal")
  func input() async throws {
    try await SandboxFixture.run { house in
      try configure(house, "\"cat; echo sandbox\"")
      let line = "echo wr0ng | exec \"$0\" track 42"
      #expect(try await house.run("/bin/sh", ["-c", line, Products.tt], env: AuthTests.bare).exit == 0)
    }
  }
}
