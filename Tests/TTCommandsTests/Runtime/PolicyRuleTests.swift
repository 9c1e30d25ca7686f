import Basics
import Testing

@testable import TTCommands

/// `require`, `deny_if`, `action`, `rate_limit` and `increment_from`, from the command line on.
@Suite("Policy rules") struct PolicyRuleTests {
  private static func policy(_ rules: String, of tool: String = "track_task") -> String {
    #"{"version":"1","default":"deny","tools":{"\#(tool)":{\#(rules)}}}"#
  }

  @Test(
    "a call denied by a rule is exit 3 with the rule and its text, and nothing is sent",
    arguments: [
      (
        #""deny_if":[{"path":"args.task_id","op":"eq","value":42,"on_deny":"Not that."}]"#, "/deny_if/args.task_id-eq",
        "Not that."
      ),
      (#""deny_if":[{"path":"args.task_id","op":"eq","value":"42"}]"#, "/deny_if/args.task_id-eq", "The policy denies"),
      (
        #""require":[{"conditions":[{"path":"args.notes","op":"exists","value":true}],"on_deny":"Say why."}]"#,
        "/require/args.notes-exists", "Say why."
      ),
      (#""deny_if":[{"conditions":[],"on_deny":"Never."}]"#, "/deny_if/0", "Never."),
      (#""action":"deny","reason":"Closed.""#, "/action", "Closed."),
      (#""limits":[{"counter":"c","window":"day","max":9,"increment_from":"args.notes"}]"#, "/limits/c", "args.notes"),
    ])
  func denied(_ rules: String, _ rule: String, _ text: String) throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(Self.policy(rules), config: "policy.json")
    let run = cli.run("track", "42")
    #expect(run.code == 3)
    let line = try run.errorLine()
    #expect(line.hasPrefix("[POLICY DENIED] " + (text.hasPrefix("args") ? "" : text)) && line.contains(text))
    let error = try cli.run("track", "42", "--json").error()
    #expect(error["class"] == "policy_denied")
    #expect(error["rule"]?.string == "/tools/track_task" + rule)
    #expect(cli.transport?.sent == [])
    #expect(cli.read(CLIFixture.state + "/limits.json") == nil)
    #expect(try cli.auditRecords().last?["decision"] == "deny")
  }

  @Test("a call that satisfies every rule is made, and the audit log has no argument values")
  func allowed() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write(
      Self.policy(
        #""require":[{"path":"args.notes","op":"regex","value":"^PRJ-\\d+"},{"path":"args.task_id","op":"lt","value":100}],"#
          + #""deny_if":[{"path":"args.notes","op":"contains","value":"geheim"}]"#), config: "policy.json")
    let run = cli.run("track", "42", "--notes", "PRJ-7 words")
    #expect(run.code == 0)
    for notes in ["prj-7", "PRJ-7 geheim"] {
      let refused = cli.run("track", "42", "--notes", notes)
      #expect(refused.code == 3)
      #expect(!refused.errors.contains("geheim\"") && !refused.errors.contains("PRJ-7"))
    }
    #expect(cli.read(CLIFixture.state + "/audit.jsonl")?.contains("PRJ-7") == false)
    #expect(cli.lines == ["POST /7/tasks/track/42"])
  }

  @Test(
    "a call that needs approval by a rule is exit 10 with the rule, and nothing is sent or counted",
    arguments: [
      (#""action":"require_approval","reason":"Ann decides.""#, "/action"),
      (
        #""deny_if":[{"path":"args.task_id","op":"gt","value":41,"action":"require_approval","on_deny":"Ann decides."}]"#,
        "/deny_if/args.task_id-gt"
      ),
    ])
  func approval(_ rules: String, _ rule: String) throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(Self.policy(rules + #","rate_limit":{"max":5,"window":60}"#), config: "policy.json")
    let error = try cli.run("track", "42", "--json").error()
    #expect(error["class"] == "approval_required")
    #expect(error["exit"] == 10)
    #expect(error["rule"]?.string == "/tools/track_task" + rule)
    #expect(error["message"]?.string?.contains("Ann decides.") == true)
    #expect(cli.transport?.sent == [])
    #expect(try cli.used("/tools/track_task/rate_limit") == 0)
    #expect(try cli.auditRecords().last?["decision"] == "approval")
    let check = cli.run("policy", "check", "--json", "--", "track", "42")
    #expect(check.code == 10)
    #expect(try check.json()["decision"] == "approval")
  }

  @Test("rate_limit counts in the limits file and denies with its rule and exit 9")
  func rateLimit() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write(Self.policy(#""rate_limit":{"max":1,"window":1000000}"#), config: "policy.json")
    let first = cli.run("track", "42")
    #expect(first.code == 0)
    let second = cli.run("track", "42", "--json")
    #expect(second.code == 9)
    let error = try second.error()
    #expect(error["rule"] == "/tools/track_task/rate_limit")
    #expect(error["message"]?.string?.contains("1 per 1000000 seconds") == true)
    #expect(try cli.used("/tools/track_task/rate_limit") == 1)
  }

  @Test("increment_from adds up the requested amounts")
  func increment() throws {
    let cli = try CLIFixture(answers: ["GET /7/tasks/42?": #"{"id":42,"name":"Write report"}"#])
    try cli.write(
      Self.policy(
        #""limits":[{"counter":"ids","window":"day","max":100,"increment_from":"args.task_id"}]"#, of: "get_task"),
      config: "policy.json")
    let rule = "/tools/get_task/limits/ids"
    let first = cli.run("call", "get_task", "task_id=42")
    #expect(first.code == 0)
    #expect(try cli.used(rule) == 42)
    let tooMuch = cli.run("call", "get_task", "task_id=59", "--json")
    #expect(tooMuch.code == 9)
    #expect(try cli.used(rule) == 42)
    let file = try cli.write("arguments.json", #"{"task_id":"42"}"#)
    let asText = cli.run("call", "get_task", "--arguments", file, "--json")
    #expect(asText.code == 0, "a number in quotes counts as the number")
    #expect(try cli.used(rule) == 84)
  }
}
