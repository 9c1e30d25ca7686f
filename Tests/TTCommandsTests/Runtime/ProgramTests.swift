import Basics
import Testing

@testable import TTCommands

@Suite("The program") struct ProgramTests {
  @Test(
    "help and version go to stdout, exit with 0, and touch nothing",
    arguments: [
      (["--version"], "tt "), (["--help"], "tt "), ([], "tt "), (["track", "--help"], "Start a timer"),
      (["help"], "tt "), (["help", "track"], "Start a timer"), (["help", "exit-codes"], "Exit codes"),
      (["help", "tools"], "The 26 tools"), (["help", "environment"], "Flags override"),
      (["help", "list"], "Usage: tt list"),
      (["help", "track_task"], "Start the timer"),
    ])
  func help(words: [String], start: String) throws {
    let cli = try CLIFixture()
    cli.environment = [:]
    let run = cli.run(words)
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.output.hasPrefix(start))
    #expect(run.output.hasSuffix("\n") && !run.output.contains("\u{1B}"))
  }

  @Test("the version is one line")
  func version() throws {
    #expect(try CLIFixture().run("--version").output == "tt \(Version.number)\n")
  }

  @Test("help for something unknown is a usage error")
  func unknownHelp() throws {
    let run = try CLIFixture().run("help", "trak")
    #expect(run.code == 2 && run.output.isEmpty)
    #expect(run.errors == "tt: unknown command or topic \"trak\"; did you mean tt help track?\n")
  }

  @Test("help for a topic with its own man page names the page")
  func manualHelp() throws {
    let run = try CLIFixture().run("help", "guard")
    #expect(run.code == 2 && run.output.isEmpty)
    #expect(run.errors.contains("see: man tt-guard"))
  }

  @Test("a usage error is one line on stderr and exits with 2")
  func usage() throws {
    let run = try CLIFixture().run("trak")
    #expect(run.code == 2 && run.output.isEmpty)
    #expect(run.errors == "tt: unknown command \"trak\"; did you mean tt track?\n")
  }

  @Test(
    "however JSON is requested, a usage error is one object on stderr",
    arguments: [
      ["--json", "trak"], ["trak", "--json"], ["trak", "--output", "json"], ["trak", "--output=json"],
      ["trak", "-o", "json"],
      ["trak", "-ojson"], ["trak", "-qojson"], ["track", "42", "--nonsense", "--json"], ["track", "--json", "--notes"],
      ["track", "--json"], ["track", "x", "y", "--json"],
    ])
  func usageAsJSON(words: [String]) throws {
    let run = try CLIFixture().run(words)
    #expect(run.code == 2 && run.output.isEmpty)
    let error = try JSONValue.parse(run.errors)
    #expect(error["error"]?["class"] == "usage" && error["error"]?["exit"] == 2)
    #expect(run.errors.hasSuffix("}}\n"))
  }

  @Test(
    "a value that looks like --json does not request JSON",
    arguments: [["trak", "--", "--json"], ["trak", "--notes=--json"]])
  func noJSON(words: [String]) throws {
    #expect(try CLIFixture().run(words).errors.hasPrefix("tt: "))
  }

  @Test("track without a reference is an error, and nothing is sent")
  func noReference() throws {
    for words in [["track"], ["track", "--notes", "n"], ["track", "--stop-running-task"]] {
      let run = try CLIFixture().run(words)
      #expect(run.code == 2)
      #expect(run.errors.contains("nothing to track: expected a task ID"))
    }
  }

  @Test(
    "an invalid environment variable is named",
    arguments: [
      ("TT_ACCOUNT_ID", "x", 2), ("TT_ACCOUNT_ID", "007", 2), ("TT_GRANT", "a b", 2),
      ("TT_API_URL", "http://example.org", 11),
      ("TT_POLICY", "/does/not/exist.json", 11),
    ])
  func environment(name: String, value: String, code: Int32) throws {
    let run = try CLIFixture([name: value]).run("track", "42")
    #expect(run.code == code)
    #expect(run.errors.contains(name == "TT_GRANT" ? "grant" : name == "TT_POLICY" ? value : name))
  }

  @Test("an unknown time zone is named, and nothing is counted")
  func zone() throws {
    let cli = try CLIFixture(["TZ": "Nowhere,X"])
    let run = cli.run("track", "42")
    #expect(run.code == 2)
    #expect(run.errors.contains("invalid value \"Nowhere,X\" for TZ"))
    #expect(!cli.exists(".local/state/tt/limits.json"))
  }

  @Test("an invalid timeout is an error", arguments: ["0", "-1", "x", "inf", "nan", "1e9", ""])
  func timeouts(value: String) throws {
    let run = try CLIFixture().run("list", "customers", "--timeout=\(value)")
    #expect(run.code == 2)
    #expect(run.errors.contains("invalid value \"\(value)\" for --timeout: expected seconds"))
  }

  @Test("without credentials the exit code is 4, and nothing is sent or counted")
  func noCredentials() throws {
    let cli = try CLIFixture()
    let run = cli.run("track", "42", "--json")
    #expect(run.code == 4)
    #expect(try JSONValue.parse(run.errors)["error"]?["class"] == "auth")
    #expect(!cli.exists(".local/state/tt/limits.json"))
  }

  @Test("a result that cannot be written is an error")
  func brokenOutput() throws {
    let cli = try CLIFixture()
    var context = cli.context(["--version"])
    context.output = .init(isTerminal: false, columns: nil) { _ in false }
    #expect(Program.run(context) == 1)
  }

  @Test("a command line makes its call, prints the result and writes its state")
  func whole() throws {
    let track = "POST /7/tasks/track/42?date=2026-03-02%2009%3A00%3A00&timezone=GMT%2B01%3A00"
    let entry = #"{"id":6401,"task_id":42,"task":"Write report","start":"2026-03-02 09:00:00","timezone":"GMT+01:00"}"#
    let cli = try CLIFixture(answers: [track: entry])
    let run = cli.run("track", "42")
    #expect(run.code == 0)
    #expect(run.output == "Tracking Write report since 2026-03-02 09:00:00.\n")
    #expect(run.errors.isEmpty)
    #expect(cli.transport?.sent == [track])
    #expect(cli.exists(".local/state/tt/audit.jsonl") && cli.exists(".local/state/tt/limits.json"))
  }

  @Test("a list is printed in every format, an empty one with a note on stderr")
  func lists() throws {
    let cli = try CLIFixture(answers: ["GET /7/customers": #"[{"id":3101,"name":"Acme, \"Ltd\""}]"#])
    #expect(cli.run("list", "customers", "-q").output == "3101\n")
    #expect(
      cli.run("list", "customers", "-o", "csv", "--fields", "id,name").output
        == "id,name\r\n3101,\"Acme, \"\"Ltd\"\"\"\r\n")
    #expect(
      try JSONValue.parse(cli.run("list", "customers", "--json").output) == [["id": 3101, "name": "Acme, \"Ltd\""]])
    let empty = try CLIFixture(answers: ["GET /7/customers": "[]"])
    let run = empty.run("list", "customers")
    #expect(run.code == 0 && run.output.isEmpty)
    #expect(run.errors == "tt: no customers found\n")
    #expect(empty.run("list", "customers", "--json").output == "[]\n")
  }
}
