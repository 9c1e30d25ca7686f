import Foundation
import Sandbox
import Testing

/// The hidden prompt of `tt auth login`, at a real terminal.
@Suite("tt auth login at a terminal") struct AuthPromptTests {
  private func login(_ fixture: SandboxFixture, _ words: String..., steps: [AuthTerminal.Step]) async throws
    -> AuthTerminal.Result
  {
    try await AuthTerminal.run(fixture, ["auth", "login"] + words, env: AuthTests.bare, steps)
  }

  private let prompt = AuthTerminal.Step.wait("App password: ")

  @Test("typed text is not shown, and the echo is restored afterwards")
  func hidden() async throws {
    try await SandboxFixture.run { fixture in
      let result = try await login(fixture, steps: [prompt, .echo(false), .type("sandbox\n"), .wait("Logged in")])
      #expect(result.stuck == nil && result.end == 0)
      #expect(result.screen.hasPrefix("App password: \r\nLogged in as Ada Example (ada@example.test);"))
      #expect(!result.screen.contains("sandbox\r"))
      #expect(fixture.mode(fixture.config + "/credentials.json") == 0o600)
    }
  }

  @Test("with an e-mail address, its password is requested")
  func email() async throws {
    try await SandboxFixture.run { fixture in
      let result = try await login(
        fixture, "--email", "ada@example.test",
        steps: [.wait("Password of ada@example.test: "), .echo(false), .type("sandbox-password\n")])
      #expect(result.stuck == nil && result.end == 0)
      #expect(!result.screen.contains("sandbox-password"))
    }
  }

  @Test("a signal ends the prompt and restores the echo", arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func signals(number: Int32) async throws {
    try await SandboxFixture.run { fixture in
      let result = try await login(fixture, steps: [prompt, .echo(false), .signal(number), .echo(true)])
      #expect(result.stuck == nil)
      #expect(result.end == -Int(number))
      #expect(fixture.isSilent())
    }
  }

  @Test("Ctrl-C is SIGINT; Ctrl-D and an empty line are no password")
  func keys() async throws {
    try await SandboxFixture.run { fixture in
      #expect(try await login(fixture, steps: [prompt, .echo(false), .type("abc\u{3}")]).end == -Int(SIGINT))
      for key in ["\u{4}", "\n"] {
        let result = try await login(fixture, steps: [prompt, .echo(false), .type(key)])
        #expect(result.end == 2 && result.screen.contains("no password entered"))
      }
      #expect(fixture.isSilent())
      #expect(fixture.files(below: fixture.config) == [])
    }
  }

  @Test("a stop signal that has no effect leaves the echo off")
  func orphan() async throws {
    try await SandboxFixture.run { fixture in
      let result = try await login(
        fixture, steps: [prompt, .echo(false), .signal(SIGTSTP), .wait("\n"), .echo(false), .type("sandbox\n")])
      #expect(result.stuck == nil && result.end == 0)
    }
  }

  @Test("--with-password at a terminal is an error at once, and typed text is not shown")
  func flagAtTerminal() async throws {
    try await SandboxFixture.run { fixture in
      let result = try await login(
        fixture, "--with-password", steps: [.wait("standard input is a terminal"), .echo(false), .type("sandbox\n")])
      #expect(result.stuck == nil && result.end == 0)
    }
  }

  @Test(
    "--no-input disables the prompt at a terminal", arguments: [["--no-input"], ["--no-input", "--with-password"]])
  func noInput(words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      let result = try await AuthTerminal.run(fixture, ["auth", "login"] + words, env: AuthTests.bare, [])
      #expect(result.end == 2 && result.screen.contains("--with-password"))
    }
  }

  @Test("without a terminal, a usage error names the flag instead of prompting", arguments: [[], ["--json"]])
  func noTerminal(words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(["auth", "login"] + words, env: AuthTests.bare)
      #expect(run.exit == 2 && run.errors.contains("--with-password"))
    }
  }
}
