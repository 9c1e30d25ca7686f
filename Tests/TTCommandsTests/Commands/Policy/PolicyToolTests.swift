import Basics
import Foundation
import Testing

@testable import TTCommands

/// `tt policy test`, `check --lint`, `check --explain` and `init`.
@Suite("tt policy test, check and init") struct PolicyToolTests {
  private static let cases = """
    [{"name":"one a minute","policy":{"version":"1","default":"deny","tools":{"t":{"rate_limit":{"max":1,"window":60}}}},
      "calls":[{"tool":"t","args":{},"grant":"g","at":"2026-05-04T10:00:00Z"},{"tool":"t","at":"2026-05-04T10:00:59Z"},
               {"tool":"t","grant":"g","at":"2026-05-04T10:00:59Z"}],
      "expect":[{"decision":"allow","rule":""},{"decision":"allow"},{"decision":"deny","rule":"/tools/t/rate_limit"}]},
     {"name":"refused","policy":{"version":"2"},"calls":[],"expect":[{"decision":"invalid","rule":null}]}]
    """

  @Test("policy test prints a line for each case and exits with 0 if all are as expected")
  func cases() throws {
    let cli = try CLIFixture(answers: [:])
    let file = try cli.write("cases.json", Self.cases)
    let run = cli.run("policy", "test", file)
    #expect(run.code == 0)
    #expect(run.output == "ok      one a minute\nok      refused\n")
    let json = try cli.run("policy", "test", file, "--json").json()
    #expect(json.array?.map { $0["ok"]?.bool } == [true, true])
    let got = json.array?.first?["got"]?.array
    #expect(got?.map { $0["decision"]?.string } == ["allow", "allow", "limit"])
    #expect(got?.last?["rule"] == "/tools/t/rate_limit")
    #expect(cli.files(below: ".local") == [])
    #expect(cli.transport?.sent == [])
  }

  @Test("policy test says so if there are no cases")
  func noCases() throws {
    let cli = try CLIFixture(answers: [:])
    let run = cli.run("policy", "test", try cli.write("cases.json", "[]"))
    #expect(run.code == 0 && run.output == "")
    #expect(run.errors.contains("cases.json contains no cases"))
  }

  @Test("policy test exits with 1 and shows the difference if a case is not as expected")
  func difference() throws {
    let cli = try CLIFixture(answers: [:])
    let file = try cli.write(
      "cases.json", Self.cases.replacingOccurrences(of: #""decision":"deny""#, with: #""decision":"allow""#))
    let run = cli.run("policy", "test", file)
    #expect(run.code == 1)
    #expect(run.output.hasPrefix("not ok  one a minute: call 3 (t): expected allow"))
    #expect(run.output.hasSuffix("\nok      refused\n"))
    #expect(
      try cli.run("policy", "test", file, "--json").json().array?.map { $0["ok"]?.bool } == [false, true])
  }

  @Test(
    "policy test exits with 2 for an invalid list of cases, and names the position",
    arguments: [
      ("{", ":1:2: "), ("{}", ":1:1: "), ("[{}]", ":1:2: /0: "),
      (#"[{"name":"n","policy":null,"calls":[7],"expect":[]}]"#, "/0/calls/0"),
    ])
  func malformed(_ text: String, _ place: String) throws {
    let cli = try CLIFixture(answers: [:])
    let file = try cli.write("cases.json", text)
    let run = cli.run("policy", "test", file)
    #expect(run.code == 2)
    #expect(run.output == "")
    #expect(run.errors.contains(file) && run.errors.contains(place), "\(run.errors)")
    #expect(try cli.run("policy", "test", file, "--json").error()["class"] == "usage")
    let missing = cli.run("policy", "test", cli.home + "/none.json")
    #expect(missing.code == 2)
  }

  @Test("check --lint warns with the position and exits with 0, or with 1 if --strict is given")
  func lint() throws {
    let cli = try CLIFixture(answers: [:])
    let file = try cli.write(
      "p.json",
      "{\"version\":\"1\",\"default\":\"deny\",\n\"tools\":{\"track_tsk\":{},\n"
        + #""create_event":{"deny_if":[{"path":"args.project_id","op":"gt","value":5}]}}}"#)
    let run = cli.run("policy", "check", "--lint", file)
    #expect(run.code == 0)
    #expect(
      run.output.contains(file + ":2:10: /tools/track_tsk: unknown tool \"track_tsk\"; did you mean \"track_task\"?")
    )
    #expect(run.output.contains("/tools/create_event/deny_if/0: args.project_id-gt does not match"))
    let strict = cli.run("policy", "check", "--lint", "--strict", file, "--json")
    #expect(strict.code == 1)
    #expect(try strict.json()["warnings"]?.array?.count == 2)
    #expect(try strict.json()["warnings"]?.array?.first?["pointer"] == "/tools/track_tsk")
    let clean = cli.run("policy", "check", "--lint", "--strict")
    #expect(clean.code == 0)
    for words in [["--strict", file], ["--lint", "--", "track", "42"], ["--explain", file]] {
      let wrong = cli.run(["policy", "check"] + words)
      #expect(wrong.code == 2)
    }
  }

  @Test("check --explain shows every evaluated rule, with types of values but never values")
  func explain() throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(
      #"{"version":"1","default":"deny","tools":{"track_task":{"require":[{"path":"args.notes","op":"exists","value":true}],"#
        + #""deny_if":[{"path":"args.notes","op":"contains","value":"x"}],"rate_limit":{"max":5,"window":3600}}}}"#,
      config: "policy.json")
    let call = ["policy", "check", "--explain", "--", "track", "42", "--notes", "geheim"]
    let run = cli.run(call)
    #expect(run.code == 0)
    #expect(
      run.output.contains(
        "  passes  /tools/track_task/require/args.notes-exists: args.notes-exists saw text: satisfied\n")
    )
    #expect(run.output.contains("  counts  /tools/track_task/rate_limit\n"))
    #expect(!run.output.contains("geheim"))
    let json = try cli.run(Array(call.prefix(3)) + ["--json"] + Array(call.dropFirst(3))).json()
    let steps = json["explain"]?.array
    #expect(
      steps?.map { $0["rule"]?.string } == [
        "(hidden)", "(default deny)", "/tools/track_task/require/args.notes-exists",
        "/tools/track_task/deny_if/args.notes-contains", "/tools/track_task/rate_limit",
      ])
    #expect(steps?[2]["conditions"]?.array?.first?["saw"] == "text")
    #expect(steps?[3]["conditions"]?.array?.first?["holds"] == false)
  }

  @Test(
    "init prints valid policies without lint warnings", arguments: ["read-only", "careful", "agent"])
  func starters(_ kind: String) throws {
    let cli = try CLIFixture(answers: [:])
    let printed = cli.run("policy", "init", kind)
    #expect(printed.code == 0)
    let file = try cli.write("p.json", printed.output)
    let check = cli.run("policy", "check", "--lint", "--strict", file)
    #expect(check.code == 0, "\(check.output)")
    #expect(try printed.json()["tools"]?.object?.count == 32)
    let read = cli.run("policy", "check", "list_tasks", "--policy", file)
    #expect(read.code == 0)
    let update = cli.run("policy", "check", "update_task", "task_id=42", "name=x", "--policy", file)
    #expect(update.code == (kind == "careful" ? 10 : 3))
    let delete = cli.run("policy", "check", "delete_event", "event_id=6401", "--policy", file)
    #expect(delete.code == (kind == "careful" ? 10 : 3))
    let track = cli.run("policy", "check", "track_task", "task_id=42", "--policy", file)
    #expect(track.code == (kind == "read-only" ? 3 : 0))
  }

  @Test("init without a kind prints the careful policy, with an unknown one it is exit 2")
  func starterWords() throws {
    let cli = try CLIFixture(answers: [:])
    let (plain, careful) = (cli.run("policy", "init"), cli.run("policy", "init", "careful"))
    #expect(plain.output == careful.output)
    let wrong = cli.run("policy", "init", "carefull")
    #expect(wrong.code == 2)
    #expect(wrong.errors.contains("did you mean careful?"))
  }
}
