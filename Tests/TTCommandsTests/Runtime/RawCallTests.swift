import Basics
import Testing

@testable import TTCommands

/// `tt call`, and writes by whatever command that a policy denies.
@Suite("Raw calls and denied writes") struct RawCallTests {
  @Test(
    "under the sample policy none of the writes is sent",
    arguments: [
      ["add", "42", "--start", "2026-03-02 09:00", "--end", "2026-03-02 10:15", "--notes", "ä & b"],
      ["add", "Call", "--project-name", "Site", "--start", "2026-03-02 09:00", "--duration", "20m"],
      ["edit", "6401", "--notes", "new"],
      ["create", "task", "New & shiny", "--project-id", "5201"],
      ["update", "task", "42", "--due-date", "2026-12-01"],
      ["create", "project", "Nova"],
      ["update", "project", "5201", "--color", "3"],
      ["create", "customer", "Wayne"],
      ["update", "customer", "3101", "--notes", ""],
      ["call", "create_customer", "name=a=b"],
      ["call", "create_project", "name=5"],
    ])
  func denied(_ words: [String]) throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(CLIFixture.samplePolicy, config: "policy.json")
    let run = cli.run(words + ["--json"])
    #expect(run.code == 3)
    #expect(try run.error()["rule"] == "(default deny)")
    #expect(cli.lines == [])
  }

  @Test(
    "an invalid raw call is a usage error that names the argument",
    arguments: [
      (["nope"], "nope"), (["get_ne"], "get_me"), (["track_task"], "task ID"), (["track_task", "task=42"], "task"),
      (["track_task", "task_id=x"], "task_id"), (["track_task", "task_id"], "task_id"),
      (["track_task", "task_id=42", "task_id=43"], "twice"),
      (["track_task", "task_id=42", "app_password=geheim"], "TT_APP_PASSWORD"),
      (["list_tasks", "filter=NOPE"], "ARCHIVED"), (["create_customer"], "name"), ([], "TOOL"),
    ])
  func wrongCalls(_ words: [String], _ fragment: String) throws {
    let cli = try CLIFixture(answers: [:])
    let run = cli.run(["call"] + words)
    #expect(run.code == 2)
    let line = try run.errorLine()
    #expect(line.contains(fragment))
    #expect(!line.contains("geheim"))
    #expect(cli.lines == [])
  }

  @Test("a raw call can read its arguments from a file")
  func argumentsFile() throws {
    let cli = try CLIFixture(answers: ["POST /7/tasks/track/?": CLIFixture.entry])
    let file = try cli.write("a.json", #"{"task_name": "x & y", "project_id": 5201}"#)
    #expect(cli.run("call", "track_task", "--arguments", file).code == 0)
    let requests = try #require(cli.transport?.requests)
    #expect(requests.map { $0.parameters["task_name"] } == ["x & y"])
    #expect(requests.map { $0.parameters["project_id"] } == ["5201"])
  }
}
