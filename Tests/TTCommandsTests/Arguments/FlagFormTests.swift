import Basics
import Testing

@testable import TTCommands

/// The forms of flags, and words that are not flags.
@Suite("Forms of flags and variables") struct FlagFormTests {
  @Test(
    "flags can be anywhere, with = or with the value as the next word",
    arguments: [
      ["--task-id", "42", "track"], ["--task-id=42", "track"], ["track", "--task-id=42"],
      ["--account-id", "7", "track", "--task-id", "42"], ["track", "42", "--no-input"],
      ["track", "--no-input", "42"], ["track", "--", "42"], ["track", "--task-id", "42", "--task-id", "42"],
    ])
  func places(_ words: [String]) throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    #expect(cli.run(words).code == 0)
    #expect(cli.lines == ["POST /7/tasks/track/42"])
  }

  @Test(
    "JSON can be requested in every form",
    arguments: [
      ["--json"], ["--output", "json"], ["--output=json"], ["-o", "json"], ["-o=json"], ["-ojson"], ["-qo", "json"],
      ["-qojson"], ["--output", "csv", "--output", "json"],
    ])
  func jsonForms(_ words: [String]) throws {
    let cli = try CLIFixture(answers: ["GET /7/customers": #"[{"id":1,"name":"A"},{"id":2,"name":"B"}]"#])
    let run = cli.run(words + ["list", "customers"])
    #expect(run.code == 0)
    #expect(try run.json() == [["id": 1, "name": "A"], ["id": 2, "name": "B"]])
  }

  @Test(
    "errors are JSON in every form of requesting JSON",
    arguments: [
      ["--json"], ["--output", "json"], ["--output=json"], ["-o", "json"], ["-o=json"], ["-ojson"], ["-qo", "json"],
      ["-qojson"],
    ])
  func jsonErrors(_ words: [String]) throws {
    let cli = try CLIFixture(answers: ["GET /7/tasks?": "[]"])
    let errors = [try cli.run(words + ["track"]).error(), try cli.run(["stop", "nothing like it"] + words).error()]
    #expect(errors.map { $0["class"]?.string } == ["usage", "not_found"])
  }

  @Test(
    "a value that looks like a flag is accepted with = or if no such flag exists",
    arguments: [
      (["--task-name=--json"], "--json"), (["--task-name=-q"], "-q"), (["--task-name=--"], "--"),
      (["--task-name=a=b"], "a=b"), (["--task-name", "-5"], "-5"), (["--task-name", "-"], "-"),
    ])
  func flagLikeValues(_ words: [String], _ name: String) throws {
    let cli = try CLIFixture(answers: ["POST /7/tasks/track/?": CLIFixture.entry])
    #expect(cli.run(["track"] + words).code == 0)
    #expect(cli.transport?.requests.map { $0.parameters["task_name"] } == [name])
  }

  @Test(
    "after -- words that look like flags are operands",
    arguments: [(["--", "--weird name"], "--weird name"), (["--", "-q"], "-q"), (["--", "--"], "--"), (["-"], "-")])
  func flagLikeOperands(_ words: [String], _ name: String) throws {
    let cli = try CLIFixture(answers: [
      "GET /7/tasks?": JSONValue.array([["id": 42, "name": .string(name)]]).compact,
      "POST /7/tasks/track/42?": CLIFixture.entry,
    ])
    #expect(cli.run(["track"] + words).code == 0)
  }

  @Test(
    "a tool's own switch can be turned off",
    arguments: [
      (["--return-task"], "true"), (["--return-task=true"], "true"), (["--return-task=false"], "false"),
    ])
  func switches(_ words: [String], _ value: String) throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    #expect(cli.run(["track", "42"] + words).code == 0)
    #expect(cli.transport?.requests.map { $0.parameters["return_task"] } == [value])
  }

  @Test(
    "invalid variables are usage errors that name them",
    arguments: [("TT_ACCOUNT_ID", "acme"), ("TT_GRANT", "a b")])
  func variables(_ name: String, _ value: String) throws {
    let cli = try CLIFixture(answers: [:])
    let run = cli.run(["track", "42"], with: [name: value])
    #expect(run.code == 2)
    #expect(try run.errorLine().contains(value))
    #expect(cli.lines == [])
  }

  @Test(
    "help and version go to stdout, exit with 0 and need nothing",
    arguments: [
      (["--version"], "tt "), (["track", "--version"], "tt "), (["--help"], "Usage: tt"), (["-h"], "Usage: tt"),
      ([], "Usage: tt"), (["help"], "Usage: tt"), (["track", "-h"], "Usage: tt track"),
      (["-h", "track"], "Usage: tt track"), (["track", "42", "--help"], "Usage: tt track"),
      (["track", "--task-id", "42", "-qh"], "Usage: tt track"), (["help", "track"], "Usage: tt track"),
      (["policy", "check", "--help"], "Usage: tt policy check"), (["help", "exit-codes"], "rate_limited"),
      (["help", "list"], "list tasks"), (["track", "--nonsense", "--help"], "Usage: tt track"),
    ])
  func help(_ words: [String], _ fragment: String) throws {
    let run = try CLIFixture().run(words, with: ["HOME": nil, "TT_API_URL": "nonsense"])
    #expect(run.code == 0)
    #expect(run.output.contains(fragment))
    #expect(run.errors == "")
  }

  @Test("help for an unknown topic is a usage error")
  func helpForNothing() throws {
    let run = try CLIFixture().run("help", "trakc")
    #expect(run.code == 2)
    #expect(try run.errorLine().contains("tt help track"))
  }
}
