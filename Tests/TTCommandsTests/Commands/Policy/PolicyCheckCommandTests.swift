import Basics
import Testing

@testable import TTCommands

/// `tt policy check`: the verdict without the call, and reports on policy files.
@Suite("Verdicts and reports of tt policy check") struct PolicyCheckCommandTests {
  private static let check = ["policy", "check", "--json", "--", "track", "--task-id", "42"]

  /// A fixture with credentials in which nothing may be sent, with the sample policy or another one.
  private func cli(_ policy: String? = CLIFixture.samplePolicy) throws -> CLIFixture {
    let cli = try CLIFixture(answers: [:])
    if let policy { try cli.write(policy, config: "policy.json") }
    return cli
  }

  @Test("the verdict needs neither credentials nor a service")
  func needsNothing() throws {
    let cli = try cli(nil)
    let run = cli.run(Self.check, with: ["TT_APP_PASSWORD": nil, "TT_API_URL": nil, "TT_ACCOUNT_ID": nil])
    #expect(run.code == 0)
    #expect(run.errors == "")
    #expect(cli.transport?.sent == [])
  }

  @Test(
    "both ways to write the call give its verdict",
    arguments: [
      (["--", "track", "--task-id", "42"], 0, "allow", ""),
      (["track_task", "task_id=42"], 0, "allow", ""),
      (["--", "list", "tasks"], 3, "deny", "(default deny)"), (["list_tasks"], 3, "deny", "(default deny)"),
      (["--", "status"], 3, "deny", "(default deny)"), (["--", "stop"], 3, "deny", "(default deny)"),
      (["--grant", "claude", "--", "track", "42"], 3, "deny", "(no policy)"),
      (["--", "track", "42", "--grant", "claude"], 3, "deny", "(no policy)"),
      (["track_task", "task_id=42", "--grant", "claude"], 3, "deny", "(no policy)"),
    ] as [([String], Int32, String, String)])
  func verdicts(_ words: [String], _ code: Int32, _ decision: String, _ rule: String) throws {
    let cli = try cli()
    let run = cli.run(["policy", "check", "--json"] + words)
    #expect(run.code == code)
    let verdict = try run.json()
    #expect(verdict["decision"]?.string == decision)
    #expect(verdict["rule"]?.string == rule)
    let text = cli.run(["policy", "check"] + words)
    #expect(text.code == code)
    #expect(text.output.contains(rule.isEmpty ? "allow" : rule))
    #expect(cli.transport?.sent == [])
    #expect(cli.files(below: ".local") == [])
  }

  @Test("a check of a reached limit is exit 9 and says when to try again")
  func limited() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    cli.now = Instant(seconds: 1_772_438_400 + 1234)
    try cli.write(
      #"{"version":"1","default":"deny","tools":{"track_task":{"limits":[{"counter":"c","window":"hour","max":1}]}}}"#,
      config: "policy.json")
    #expect(cli.run("track", "42").code == 0)
    let run = cli.run(Self.check)
    #expect(try cli.used("/tools/track_task/limits/c") == 1)
    #expect(try cli.auditRecords().count == 2)
    #expect(run.code == 9)
    let verdict = try run.json()
    #expect(verdict["decision"] == "limit")
    #expect(verdict["rule"] == "/tools/track_task/limits/c")
    #expect(verdict["retry_after"] == 2366)
  }

  @Test(
    "an invalid call is exit 2",
    arguments: [
      ["--", "track"], ["--", "trakc"], ["--", "track", "--task-id", "x"], ["track_tsk", "task_id=42"],
      ["track_task", "task_id=x"], ["track_task", "task=42"], ["track_task"], ["--", "help"], ["--"],
      ["track_task", "app_password=geheim", "task_id=42"],
    ])
  func wrongCalls(_ words: [String]) throws {
    let run = try cli(nil).run(["policy", "check"] + words)
    #expect(run.code == 2)
    #expect(try run.errorLine().hasPrefix("tt"))
    #expect(!run.errors.contains("geheim"))
  }

  @Test("a valid file is exit 0 and is named")
  func validFile() throws {
    let cli = try cli(nil)
    let file = try cli.write("some policy.json", CLIFixture.samplePolicy)
    let run = cli.run("policy", "check", file)
    #expect(run.code == 0)
    #expect(run.output.contains(file) && run.output.contains("valid"))
    #expect(try cli.run("policy", "check", file, "--json").json()["valid"] == true)
  }

  @Test(
    "an invalid file is exit 11 with the position of each problem",
    arguments: [
      ("{\"version\":\"1\",\"default\":\"deny\",\n\"tols\":{}}", ":2:1: /tols"),
      ("{\"version\":1,\"default\":\"deny\"}", ":1:2: /version"),
      ("{\"version\":\"1\"}", "default"), ("", ":1:1"), ("{\"version\":\"1\",}", ":1:16"), ("[]", ":1:1"),
      ("{\"version\":\"1\",\"default\":\"deny\",\"hide\":[\" \"]}", "/hide/0"),
      ("{\"version\":\"1\",\"default\":\"deny\",\"hide\":[\"a\",\"a\"]}", "/hide/1"),
      ("{\"version\":\"1\",\"version\":\"1\",\"default\":\"deny\"}", "version"),
      (limit(#""max":-1"#), "/max"), (limit(#""max":1.5"#), "/max"), (limit(#""max":"1""#), "/max"),
      (limit(#""max":1,"window":"week""#), "/window"), (limit(#""max":1,"scope":"user""#), "/scope"),
      (limit(#""max":1},{"counter":"c","window":"minute","max":2"#), "/counter"),
    ])
  func invalidFile(_ text: String, _ fragment: String) throws {
    let cli = try cli(nil)
    let file = try cli.write("p.json", text)
    let run = cli.run("policy", "check", file)
    #expect(run.code == 11)
    #expect(run.errors.contains(file + ":"))
    #expect(run.errors.contains(fragment), "\(fragment) is missing in: \(run.errors)")
    #expect(try cli.run("policy", "check", file, "--json").error()["class"] == "config")
  }

  @Test("a missing file is exit 11")
  func noFile() throws {
    let cli = try cli(nil)
    let run = cli.run("policy", "check", cli.home + "/none.json")
    #expect(run.code == 11)
    #expect(try run.errorLine().contains("none.json"))
  }

  private static func limit(_ rest: String) -> String {
    let window = rest.hasPrefix("\"max\":1,\"window\"") ? "" : "\"window\":\"minute\","
    return
      "{\"version\":\"1\",\"default\":\"deny\",\"tools\":{\"track_task\":{\"limits\":[{\"counter\":\"c\",\(window)\(rest)}]}}}"
  }
}
