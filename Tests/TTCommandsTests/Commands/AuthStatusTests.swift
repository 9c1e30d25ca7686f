import Basics
import Testing
import TrackingTime

@testable import TTCommands

@Suite("tt auth status and logout") struct AuthStatusTests {
  private func cli(_ environment: [String: String] = [:]) throws -> CLIFixture {
    try AuthLoginTests.cli(environment)
  }

  private func status(_ cli: CLIFixture, _ words: String...) throws -> JSONValue {
    try JSONValue.parse(cli.run(["auth", "status", "--json"] + words).output)
  }

  @Test("the source in use, the unused ones and the service's answer are shown")
  func sources() throws {
    let cli = try cli(["TT_EMAIL": "ada@example.test", "TT_PASSWORD": "s3cret"])
    _ = try CredentialsFile(folder: cli.home + "/.config/tt").write(.appPassword("s3cret"), for: "api.example.test")
    let answer = try status(cli)
    #expect(answer["source"] == "TT_EMAIL and TT_PASSWORD")
    #expect(answer["method"] == "password" && answer["email"] == "ada@example.test")
    #expect(answer["unused"] == [.string(cli.home + "/.config/tt/credentials.json")])
    #expect(answer["accepted"] == true && answer["user"]?["id"] == 9001)
    let people = cli.run("auth", "status")
    #expect(people.output.hasPrefix("password of ada@example.test, from TT_EMAIL and TT_PASSWORD\n"))
    #expect(!people.output.contains("s3cret"))
  }

  @Test("with --offline nothing is sent and no program is run")
  func offline() throws {
    let cli = try cli()
    try cli.write(".config/tt/config.json", #"{"password_command": "pass show tt"}"#)
    cli.adjust = { context in
      context.runProgram = { _ throws(SystemError) in
        Issue.record("the program is run")
        throw SystemError("", EPERM)
      }
    }
    let answer = try status(cli, "--offline")
    #expect(answer == ["source": "password_command", "method": "app_password", "unused": []])
    #expect(cli.transport?.sent == [])
  }

  @Test("the password command runs once, in the given environment, and only inherits a terminal as input")
  func program() throws {
    let cli = try cli()
    try cli.write(".config/tt/config.json", #"{"password_command": ["pass", "tt"]}"#)
    var runs: [Subprocess] = []
    cli.adjust = { context in
      context.runProgram = { program throws(SystemError) in
        runs.append(program)
        return Subprocess.Outcome(.exit(0), output: Array("s3cret\n".utf8))
      }
    }
    #expect(try status(cli)["accepted"] == true)
    #expect(runs == [Subprocess(["pass", "tt"], environment: cli.environment, inheritsInput: false, timeLimit: 60)])
  }

  @Test("without credentials it exits with 4 and says how to get some")
  func none() throws {
    let cli = try cli()
    let run = cli.run("auth", "status", "--json")
    #expect(run.code == 4 && run.output == "")
    #expect(try JSONValue.parse(run.errors)["error"]?["hint"]?.string?.contains("tt auth login") == true)
  }

  @Test("logout removes the password and the cached user, and names the sources that remain")
  func logout() throws {
    let cli = try cli(["TT_APP_PASSWORD": "other"])
    let file = CredentialsFile(folder: cli.home + "/.config/tt")
    _ = try file.write(.appPassword("s3cret"), for: "api.example.test")
    try cli.write(".cache/tt/user.json", "{}")
    try cli.write(".cache/tt/timer.json", "{}")
    let run = cli.run("auth", "logout", "--json")
    #expect(run.code == 0)
    #expect(
      try JSONValue.parse(run.output) == ["changed": true, "path": .string(file.path), "still": ["TT_APP_PASSWORD"]])
    #expect(run.errors == "tt: TT_APP_PASSWORD still provides credentials\n")
    #expect(!file.exists && !cli.exists(".cache/tt/user.json") && !cli.exists(".cache/tt/timer.json"))
    cli.environment["TT_APP_PASSWORD"] = nil
    let again = cli.run("auth", "logout", "--json")
    #expect(again.code == 0 && again.errors == "")
    #expect(try JSONValue.parse(again.output)["changed"] == false)
  }

  @Test("logout works with an invalid config.json")
  func logoutAnyway() throws {
    let cli = try cli()
    _ = try CredentialsFile(folder: cli.home + "/.config/tt").write(.appPassword("s3cret"), for: "api.example.test")
    try cli.write(".config/tt/config.json", "{")
    #expect(cli.run("auth", "logout").code == 0)
    #expect(!cli.exists(".config/tt/credentials.json"))
  }
}
