import Basics
import Foundation
import TestSupport
import Testing

@testable import TTCommands

/// The fixture fails a test whose command line touches the network.
@Suite("--dry-run") struct DryRunTests {
  private let base = AnsweringTransport.base

  private func plan(_ words: [String], exit: Int32 = 0, _ cli: CLIFixture? = nil) throws -> JSONValue {
    let cli = try cli ?? CLIFixture(["TT_ACCOUNT_ID": "7"])
    let run = cli.run(words + ["--dry-run", "--json"])
    #expect(run.code == exit, "\(run.errors)")
    return try JSONValue.parse(run.output)
  }

  @Test("the request and the verdict are printed, without a request, a record, a count or credentials")
  func tracking() throws {
    let cli = try CLIFixture(["TT_ACCOUNT_ID": "7"])
    let run = cli.run("--dry-run", "track", "42", "-v")
    #expect(run.code == 0)
    let times = "date=2026-03-02%2009%3A00%3A00&timezone=GMT%2B01%3A00"
    #expect(run.output.hasPrefix("POST \(base)/7/tasks/track/42?\(times)\nallow: track_task (grant default"))
    #expect(run.errors == "")
    #expect(!cli.exists(".local/state") && !cli.exists(".cache"))
  }

  @Test(
    "the request is the one that is sent",
    arguments: [
      ["track", "42", "--notes", "call"], ["list", "tasks"], ["call", "list_tasks", "page=2"],
      ["show", "task", "42"],
      ["create", "task", "Call"], ["call", "create_customer", "name=Acme"], ["update", "task", "42", "--name", "x"],
      ["list", "events", "--company", "--from", "2026-02-01", "--to", "2026-02-02"], ["show", "me"],
      ["list", "workspaces"],
    ])
  func same(words: [String]) throws {
    let planned = try plan(words)
    let cli = try CLIFixture(answers: [:])
    let recorder = RecordingTransport()
    cli.adjust = { $0.transport = { _, _ in recorder } }
    _ = cli.run(words)
    let sent = try #require(recorder.requests.first)
    #expect(planned["request"]?["method"]?.string == sent.method)
    #expect(planned["request"]?["url"]?.string == sent.url)
    #expect(planned["request"]?["body"]?.string == sent.body.map { String(decoding: $0, as: UTF8.self) })
  }

  @Test("the JSON has the tool, its arguments, the request, what is looked up and the verdict")
  func json() throws {
    let plan = try plan(["add", "42", "--start", "08:00", "--end", "08:30"])
    #expect(plan["dry_run"]?.bool == true)
    #expect(plan["tool"]?.string == "create_event")
    #expect(plan["arguments"]?["task_id"]?.int == 42)
    #expect(plan["request"]?["method"]?.string == "POST")
    #expect(plan["request"]?["body"]?.string?.contains("user_id={user_id}") == true)
    #expect(plan["looked_up"]?.array?.count == 2)
    #expect(plan["verdict"]?["decision"]?.string == "allow")
    #expect(plan["verdict"]?["exit"]?.int == 0)
  }

  @Test(
    "what only a look-up would tell is said",
    arguments: [
      (["stop"], "/7/tasks/stop/{task_id}?", "running timer"),
      (["status"], "/users/{user_id}/tasks/tracking", "user ID"),
      (["edit", "6401", "--start", "08:00"], "/7/events/update/6401", "the entry"),
      (["list", "events"], "id={user_id}", "user ID"), (["report"], "id={user_id}", "user ID"),
    ])
  func lookUps(words: [String], url: String, what: String) throws {
    let plan = try plan(words)
    let text = plan["looked_up"]?.array?.compactMap(\.string).joined(separator: "\n") ?? ""
    #expect(text.contains(what))
    #expect(plan["request"]?["url"]?.string?.contains(url) == true, "\(plan.compact)")
  }

  @Test("without a workspace it is said that the service takes its default")
  func workspace() throws {
    let plan = try plan(["track", "42"], CLIFixture())
    #expect(plan["request"]?["url"]?.string?.hasPrefix(base + "/tasks/track/42?") == true)
    #expect(plan["looked_up"]?.compact.contains("TT_ACCOUNT_ID") == true)
  }

  @Test("a name is taken from the cache, and refused if only a request would tell")
  func names() throws {
    let cli = try CLIFixture(answers: ["GET /7/tasks?": #"[{"id":42,"name":"Write report","project":"Website"}]"#])
    #expect(cli.run("list", "tasks").code == 0)
    #expect(try plan(["track", "Write report"], cli)["arguments"]?["task_id"]?.int == 42)
    for words in [["track", "Write"], ["continue"], ["edit", "@last", "--notes", "x"], ["track", "@current"]] {
      let run = cli.run(words + ["--dry-run"])
      #expect(run.code == 2)
      #expect(run.errors.contains("without sending a request"))
    }
  }

  @Test(
    "the exit code is that of the verdict",
    arguments: [
      (#"{"deny_if":[{"conditions":[]}]}"#, 3, "deny"),
      (#"{"deny_if":[{"conditions":[],"action":"require_approval"}]}"#, 10, "approval"),
      (#"{"limits":[{"counter":"none","max":0,"window":"day"}]}"#, 9, "limit"),
    ] as [(String, Int32, String)])
  func verdicts(rules: String, exit: Int32, decision: String) throws {
    let cli = try CLIFixture(["TT_ACCOUNT_ID": "7"])
    let policy = try cli.write(
      "p.json", #"{"version":"1","default":"allow","tools":{"track_task":\#(rules)}}"#)
    let plan = try plan(["track", "42", "--policy", policy], exit: exit, cli)
    #expect(plan["verdict"]?["decision"]?.string == decision)
  }

  @Test("an invalid call is exit 2, an invalid policy 11, and neither is recorded")
  func invalid() throws {
    let cli = try CLIFixture()
    #expect(cli.run("track", "42", "--date", "never", "--dry-run").code == 2)
    #expect(cli.run("call", "no_such_tool", "--dry-run").code == 2)
    let policy = try cli.write("p.json", "{")
    #expect(cli.run("track", "42", "--dry-run", "--policy", policy).code == 11)
    #expect(!cli.exists(".local/state"))
  }

  @Test("secrets at hand are blotted out of the request")
  func secrets() throws {
    let cli = try CLIFixture(["TT_ACCOUNT_ID": "7", "TT_APP_PASSWORD": "hunter22"])
    let plan = try plan(["track", "42", "--notes", "it is hunter22"], cli)
    #expect(plan["request"]?["url"]?.string?.contains("hunter22") == false)
    #expect(plan["arguments"]?.compact.contains("hunter22") == false)
  }

  @Test("a command that makes no call has no such flag", arguments: [["auth", "logout"], ["config", "list"]])
  func others(words: [String]) throws {
    #expect(try CLIFixture().run(words + ["--dry-run"]).code == 2)
  }
}
