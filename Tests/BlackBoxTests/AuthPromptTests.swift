import Foundation
import Sandbox
import Testing

/// The hidden prompt of `tt auth login`, at a real terminal.
@Suite("tt auth login at a terminal") struct AuthPromptTests {
  private func login(_ house: SandboxFixture, _ words: String..., steps: [AuthTerminal.Step]) async throws
    -> AuthTerminal.Result
  {
    try await AuthTerminal.run(house, ["auth", "login"] + words, env: AuthTests.bare, steps)
  }

  private let prompt = AuthTerminal.Step.wait("App password: ")

  @Test("what is typed is not shown, and the echo is back afterwards")
  func hidden() async throws {
    try await SandboxFixture.run { house in
      let result = try await login(house, steps: [prompt, .echo(false), .type("sandbox\n"), .wait("Logged in")])
      #expect(result.stuck == nil && result.end == 0)
      #expect(result.screen.hasPrefix("App password: \r\nLogged in as Ada Example (ada@example.test);"))
      #expect(!result.screen.contains("sandbox\r"))
      #expect(house.mode(house.config + "/credentials.json") == 0o600)
    }
  }

  @Test("the e-mail form asks for the password of that address")
  func email() async throws {
    try await SandboxFixture.run { house in
      let result = try await login(
        house, "--email", "ada@example.test",
        steps: [.wait("Password of ada@example.test: "), .echo(false), .type("sandbox-password\n")])
      #expect(result.stuck == nil && result.end == 0)
      #expect(!result.screen.contains("sandbox-password"))
    }
  }

  @Test("a signal ends it, and the terminal shows again what is typed", arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func signals(number: Int32) async throws {
    try await SandboxFixture.run { house in
      let result = try await login(house, steps: [prompt, .echo(false), .signal(number), .echo(true)])
      #expect(result.stuck == nil)
      #expect(result.end == -Int(number))
      #expect(await house.isSilent())
    }
  }

  @Test("Ctrl-C is SIGINT; Ctrl-D and an empty line give no password")
  func keys() async throws {
    try await SandboxFixture.run { house in
      #expect(try await login(house, steps: [prompt, .echo(false), .type("abc\u{3}")]).end == -Int(SIGINT))
      for key in ["\u{4}", "\n"] {
        let result = try await login(house, steps: [prompt, .echo(false), .type(key)])
        #expect(result.end == 2 && result.screen.contains("no password entered"))
      }
      #expect(await house.isSilent())
      #expect(house.files(below: house.config) == [])
    }
  }

  @Test("a stop signal that cannot stop it leaves the echo off")
  func orphan() async throws {
    try await SandboxFixture.run { house in
      let result = try await login(
        house, steps: [prompt, .echo(false), .signal(SIGTSTP), .wait("\n"), .echo(false), .type("sandbox\n")])
      #expect(result.stuck == nil && result.end == 0)
    }
  }

  @Test("--with-password at a terminal says so at once, and still hides what is typed")
  func flagAtTerminal() async throws {
    try await SandboxFixture.run { house in
      let result = try await login(
        house, "--with-password", steps: [.wait("standard input is a terminal"), .echo(false), .type("sandbox\n")])
      #expect(result.stuck == nil && result.end == 0)
    }
  }

  @Test("--no-input at a terminal asks nothing", arguments: [["--no-input"], ["--no-input", "--with-password"]])
  func noInput(words: [String]) async throws {
    try await SandboxFixture.run { house in
      let result = try await AuthTerminal.run(house, ["auth", "login"] + words, env: AuthTests.bare, [])
      #expect(result.end == 2 && result.screen.contains("--with-password"))
    }
  }

  @Test("without a terminal nobody is asked: a usage error names the flag", arguments: [[], ["--json"]])
  func noTerminal(words: [String]) async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt(["auth", "login"] + words, env: AuthTests.bare)
      #expect(run.exit == 2 && run.errors.contains("--with-password"))
    }
  }
}
