import Basics
import TestSupport
import Testing
import TrackingTime

@testable import TTCommands

@Suite("tt auth login") struct AuthLoginTests {
  static let me = #"{"id": 9001, "name": "Ada", "surname": "Example", "email": "ada@example.test", "token": "t0ken"}"#

  /// A fixture with a service that knows the user, and no credentials.
  static func cli(_ environment: [String: String] = [:]) throws -> CLIFixture {
    let cli = try CLIFixture(answers: ["GET /me": me])
    cli.environment["TT_APP_PASSWORD"] = nil
    cli.environment.merge(environment) { $1 }
    return cli
  }

  private let path = ".config/tt/credentials.json"

  private func request(_ words: String...) throws -> AuthLogin.Request {
    try AuthLogin.parse(try parsed(["auth", "login"] + words))
  }

  @Test("the flags select where the password comes from")
  func parse() throws {
    #expect(try request() == AuthLogin.Request())
    #expect(try request("--with-password", "--no-input") == .init(email: nil, readsInput: true, mayPrompt: false))
    #expect(try request("--email", "a@b.test") == .init(email: "a@b.test"))
  }

  @Test("an invalid e-mail address is a usage error", arguments: ["", "ada", "a@b:c"])
  func address(email: String) throws {
    #expect(try failure { _ = try request("--email", email) }.failure == .usage)
  }

  @Test(
    "a password on the command line is an error that does not repeat it",
    arguments: [
      ["s3cret"], ["--", "s3cret"], ["--with-password=s3cret"], ["--with-password", "s3cret"], ["-ps3cret"],
      ["--password=s3cret"], ["--password", "s3cret"],
    ])
  func secretWord(words: [String]) throws {
    let error = try refused(["auth", "login"] + words)
    #expect(error.failure == .usage)
    #expect(!"\(error)".contains("s3cret"))
  }

  @Test("the first line of standard input is checked, saved and not shown")
  func fromInput() throws {
    let cli = try Self.cli()
    cli.input = "s3cret\nmore\n"
    let run = cli.run("auth", "login", "--with-password", "--json")
    #expect(run.code == 0)
    #expect(!(run.output + run.errors).contains("s3cret") && !run.output.contains("t0ken"))
    let answer = try JSONValue.parse(run.output)
    #expect(answer["changed"] == true && answer["method"] == "app_password")
    #expect(answer["user"] == ["id": 9001, "name": "Ada Example", "email": "ada@example.test"])
    #expect(cli.transport?.sent == ["GET /me"])
    let file = CredentialsFile(folder: cli.home + "/.config/tt")
    #expect(try file.read()?.secret == .appPassword("s3cret"))
    #expect(Files.status(file.path)?.mode == 0o600)
    #expect(Files.status(cli.home + "/.config/tt")?.mode == 0o700)
    #expect(try JSONValue.parse(cli.run("auth", "login", "--with-password", "--json").output)["changed"] == false)
  }

  @Test("at a terminal the password is prompted for, with a prompt of its own for an e-mail address")
  func asked() throws {
    let cli = try Self.cli()
    var prompts: [String] = []
    cli.adjust = { context in
      context.inputIsTerminal = true
      context.askSecret = { prompt throws(SystemError) in
        prompts.append(prompt)
        return "pw"
      }
      context.readInput = { () throws(SystemError) in
        Issue.record("the standard input is read")
        return []
      }
    }
    #expect(cli.run("auth", "login").code == 0)
    #expect(cli.run("auth", "login", "--email", "a@b.test").code == 0)
    #expect(prompts == ["App password: ", "Password of a@b.test: "])
    let file = CredentialsFile(folder: cli.home + "/.config/tt")
    #expect(try file.read()?.secret == .account(email: "a@b.test", password: "pw"))
    let run = cli.run("auth", "login", "--with-password")
    #expect(run.code == 0)
    #expect(run.errors.contains("standard input is a terminal"))
    #expect(cli.run("auth", "login", "--no-input").code == 2)
    cli.environment["TT_NO_INPUT"] = "1"
    let refused = cli.run("auth", "login", "--with-password")
    #expect(refused.code == 2 && prompts.count == 3)
    #expect(refused.errors.contains("which is a terminal"))
  }

  @Test("without a prompt, the error says how to pass the password", arguments: [[], ["--no-input"]])
  func notAsked(words: [String]) throws {
    let cli = try Self.cli()
    let run = cli.run(["auth", "login"] + words)
    #expect(run.code == 2)
    #expect(run.errors.contains("--with-password"))
    #expect(cli.transport?.sent == [])
  }

  @Test("an empty password is a usage error", arguments: ["", "\n", "\r\nx"])
  func empty(input: String) throws {
    let cli = try Self.cli()
    cli.input = input
    #expect(cli.run("auth", "login", "--with-password").code == 2)
    #expect(cli.transport?.sent == [] && !cli.exists(path))
  }

  @Test("a policy that denies get_me denies the login, and nothing is saved")
  func denied() throws {
    let cli = try Self.cli()
    try cli.write(".config/tt/policy.json", #"{"version":"1","default":"deny","tools":{"track_task":{}}}"#)
    cli.input = "s3cret"
    #expect(cli.run("auth", "login", "--with-password").code == 3)
    #expect(cli.transport?.sent == [] && !cli.exists(path))
  }

  @Test("a source that overrides the saved password is named")
  func overridden() throws {
    let cli = try Self.cli(["TT_APP_PASSWORD": "other"])
    cli.input = "s3cret"
    let run = cli.run("auth", "login", "--with-password")
    #expect(run.code == 0)
    #expect(run.errors == "tt: TT_APP_PASSWORD is set and overrides the saved password\n")
  }
}
