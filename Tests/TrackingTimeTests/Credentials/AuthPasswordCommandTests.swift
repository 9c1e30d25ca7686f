import Basics
import TestSupport
import Testing

@testable import TrackingTime

@Suite("password_command") struct AuthPasswordCommandTests {
  private func password(_ ending: Subprocess.Ending, _ output: String) throws -> String {
    try PasswordCommand.shell("x").password { _ throws(SystemError) in
      Subprocess.Outcome(ending, output: Array(output.utf8))
    }
  }

  @Test("a string is a line for the shell, a list is a program and its arguments")
  func forms() {
    #expect(PasswordCommand("pass show tt")?.words == ["/bin/sh", "-c", "pass show tt"])
    #expect(PasswordCommand(["pass", "show", "tt tt", ""])?.words == ["pass", "show", "tt tt", ""])
  }

  @Test(
    "anything else is not a command",
    arguments: ["", [], [""], ["pass", 7], 7, nil, true, ["a": "b"], "a\u{0}b", ["a", "\u{0}"]] as [JSONValue])
  func refused(value: JSONValue) {
    #expect(PasswordCommand(value) == nil)
  }

  @Test(
    "the password is the first line, including blanks",
    arguments: [
      ("s3cret", "s3cret"), ("s3cret\n", "s3cret"), ("s3cret\r\nuser: ada\n", "s3cret"), (" a b \nx", " a b "),
      ("pä\n\n", "pä"),
    ])
  func firstLine(output: String, expected: String) throws {
    #expect(try password(.exit(0), output) == expected)
  }

  @Test(
    "a program that fails, prints nothing or times out is an authentication error",
    arguments: [
      (.exit(3), "s3cret", "exit code 3"), (.exit(127), "", "exit code 127"), (.signal(9), "s3cret", "signal 9"),
      (.timedOut, "s3cret", "within 60 s"), (.exit(0), "", "exit code 0"), (.exit(0), "\ns3cret\n", "first line"),
    ] as [(Subprocess.Ending, String, String)])
  func failures(ending: Subprocess.Ending, output: String, words: String) throws {
    let error = try failure { _ = try password(ending, output) }
    #expect(error.failure == .auth)
    #expect(error.message.contains(words))
    #expect(!"\(error)".contains("s3cret"), "what it printed is never told")
  }

  @Test("a program that cannot be started is an authentication error with the system's reason")
  func missing() throws {
    let error = try failure {
      _ = try PasswordCommand.program(["nope"]).password { words throws(SystemError) in
        throw SystemError(words[0], ENOENT)
      }
    }
    #expect(error.failure == .auth)
    #expect(error.message == "password_command cannot be started (nope: No such file or directory)")
  }
}
