import Basics
import Testing

@testable import TTCommands

@Suite("tt policy check") struct PolicyCheckTests {
  private let trackOnly = """
    {"version":"1","default":"deny","tools":{"track_task":{"limits":[
      {"counter":"track_task_rate","window":"minute","max":30,"scope":"grant"}]}}}
    """

  private func cli(_ policy: String? = nil) throws -> CLIFixture {
    let cli = try CLIFixture()
    if let policy { try cli.write(".config/tt/policy.json", policy) }
    return cli
  }

  /// Runs a check and makes sure that it wrote nothing.
  private func check(_ words: String..., in cli: CLIFixture) throws -> CLIFixture.Run {
    let run = cli.run(["policy", "check"] + words)
    #expect(!cli.exists(".local") && !cli.exists(".cache"), "a check writes nothing")
    return run
  }

  @Test("without a file the policy in force is shown")
  func inForce() throws {
    #expect(try check(in: cli()).output == "built-in: valid (32 tools listed, default deny)\n")
    let own = try cli(trackOnly)
    #expect(try check(in: own).output == "\(own.home)/.config/tt/policy.json: valid (1 tool listed, default deny)\n")
    #expect(try check("--grant", "claude", in: cli()).output == "No policy; all calls are denied.\n")
  }

  @Test("a file is valid, or exits with 11 and all its problems")
  func files() throws {
    let cli = try cli()
    try cli.write("good.json", trackOnly)
    try cli.write("bad.json", "{\"version\":\"1\",\n\"default\":\"deny\",\"tool\":{},\"hide\":[7]}")
    let good = try check(cli.home + "/good.json", "--json", in: cli)
    #expect(good.code == 0)
    let value = try JSONValue.parse(good.output)
    #expect(value["valid"] == true && value["tools"] == 1 && value["default"] == "deny")
    let bad = try check(cli.home + "/bad.json", in: cli)
    #expect(bad.code == 11 && bad.output.isEmpty)
    let lines = bad.errors.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines.first?.contains("bad.json:2:18: /tool: unknown key \"tool\"; did you mean \"tools\"?") == true)
    #expect(lines.last?.contains("bad.json:2:36: /hide/0: ") == true)
    let missing = try check(cli.home + "/none.json", "--json", in: cli)
    #expect(missing.code == 11)
    #expect(try JSONValue.parse(missing.errors)["error"]?["class"] == "config")
  }

  @Test(
    "the verdict for a command line needs no credentials",
    arguments: [
      ["--", "track", "--task-id", "42"], ["--", "track", "42"], ["track_task", "task_id=42"],
      ["--grant", "default", "--", "track", "42"],
    ])
  func allowed(words: [String]) throws {
    let cli = try cli(trackOnly)
    let run = cli.run(["policy", "check", "--json"] + words)
    #expect(run.code == 0 && run.errors.isEmpty)
    let value = try JSONValue.parse(run.output)
    #expect(value["decision"] == "allow" && value["rule"] == "" && value["exit"] == 0 && value["tool"] == "track_task")
    let limit = try #require(value["limits"]?.array?.first)
    #expect(limit["rule"] == "/tools/track_task/limits/track_task_rate" && limit["window"] == "minute")
    #expect(limit["max"] == 30 && limit["used"] == 0 && limit["left"] == 30 && limit["resets_in"] == 60)
    #expect(!cli.exists(".local"))
  }

  @Test("a denied call exits with 3 and names the rule")
  func denied() throws {
    let run = try check("--json", "--", "stop", "42", in: cli(trackOnly))
    #expect(run.code == 3 && run.errors.isEmpty)
    let value = try JSONValue.parse(run.output)
    #expect(value["decision"] == "deny" && value["rule"] == "(default deny)" && value["exit"] == 3)
    #expect(value["message"]?.string?.hasPrefix("[POLICY DENIED] ") == true)
    let people = try check("--", "stop", "42", in: cli(trackOnly))
    #expect(people.output.hasPrefix("deny: stop_task (grant default, policy "))
  }

  @Test("a limit that never allows a call exits with 9")
  func limited() throws {
    let never = try cli(
      #"{"version":"1","default":"allow","all_tools":{"limits":[{"counter":"c","window":"day","max":0}]}}"#)
    let run = try check("--json", "get_me", in: never)
    #expect(run.code == 9)
    let value = try JSONValue.parse(run.output)
    #expect(value["decision"] == "limit" && value["rule"] == "/all_tools/limits/c" && value["retry_after"] == nil)
  }

  @Test("the grant is that of the check, else that of the command line, and another grant has no policy")
  func grants() throws {
    let cli = try cli(trackOnly)
    let inner = cli.run("policy", "check", "--json", "--", "track", "42", "--grant", "claude")
    #expect(try JSONValue.parse(inner.output)["rule"] == "(no policy)")
    let outer = cli.run("policy", "check", "--grant", "claude", "--json", "--", "track", "42")
    #expect(outer.code == 3)
    #expect(try JSONValue.parse(outer.output)["grant"] == "claude")
  }

  @Test("a command line can be checked against another file")
  func otherFile() throws {
    let cli = try cli(trackOnly)
    try cli.write("open.json", #"{"version":"1","default":"allow"}"#)
    let file = cli.home + "/open.json"
    for words in [
      [file, "--", "stop", "42"], ["--policy", file, "--", "stop", "42"],
      ["--policy", file, "stop_task", "task_id=42"],
    ] {
      #expect(cli.run(["policy", "check"] + words).code == 0)
    }
  }

  @Test(
    "an invalid call exits with 2",
    arguments: [
      ["--", "track", "--task-id", "x"], ["--", "track"], ["--", "trak", "42"], ["--", "--help"], ["--"],
      ["--", "help"],
      ["track_task", "task_id=0"], ["track_task", "nope=1"], ["track_task"], ["track_task", "42"],
      ["--", "stop", "Write report"],
      ["a", "b", "--", "track", "42"], ["--", "policy", "check"], ["--", "track", "42", "43"],
    ])
  func wrong(words: [String]) throws {
    let run = try cli().run(["policy", "check"] + words)
    #expect(run.code == 2, "\(run.output)\(run.errors)")
    #expect(run.output.isEmpty)
  }
}
