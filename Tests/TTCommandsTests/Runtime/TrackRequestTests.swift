import Basics
import Testing

@testable import TTCommands

/// The fields and the workspace of the request of `tt track`.
@Suite("Fields of tt track's request") struct TrackRequestTests {
  @Test(
    "each form of reference is sent in its own fields",
    arguments: [
      (["42"], "/42", [:]),
      (["--task-name", "Write report"], "/", ["task_name": "Write report"]),
      (
        ["--task-name", "Write report", "--project-name", "Website"], "/",
        ["task_name": "Write report", "project_name": "Website"]
      ),
      (["--project-id", "5201"], "/", ["project_id": "5201"]),
      (["--project-name", "Website"], "/", ["project_name": "Website"]),
      (
        ["--service", "trello", "--service-task-id", "c 1", "--service-project-id", "b/2"], "/",
        ["service": "trello", "service_task_id": "c 1", "service_project_id": "b/2"]
      ),
      (["42", "--return-task"], "/42", ["return_task": "true"]),
      (["42", "--notes", "a & b"], "/42", ["notes": "a & b"]),
      (["42", "--tags", #"[{"n":"x y"}]"#], "/42", ["tags": #"[{"n":"x y"}]"#]),
    ] as [([String], String, [String: String])])
  func references(_ words: [String], _ path: String, _ fields: [String: String]) throws {
    let cli = try CLIFixture(answers: ["POST /7/tasks/track\(path)?": CLIFixture.entry])
    #expect(cli.run(["track"] + words).code == 0)
    #expect(cli.lines == ["POST /7/tasks/track" + path])
    let times = ["date": "2026-03-02 09:00:00", "timezone": "GMT+01:00"]
    #expect(cli.transport?.requests.map(\.parameters) == [fields.merging(times) { $1 }])
  }

  @Test(
    "the workspace is the flag's, else the environment's, else the configured one, else left out",
    arguments: [
      (["--account-id", "7"], "1", "", "/7"), ([], "7", #"{"account_id": 1}"#, "/7"),
      ([], nil, #"{"account_id": 7}"#, "/7"), ([], nil, "", ""),
    ] as [([String], String?, String, String)])
  func account(_ words: [String], _ variable: String?, _ config: String, _ segment: String) throws {
    let cli = try CLIFixture(answers: [
      "POST \(segment)/tasks/track/42?": CLIFixture.entry, "POST \(segment)/tasks/stop/42?": CLIFixture.entry,
      "GET /me": CLIFixture.me,
    ])
    cli.environment["TT_ACCOUNT_ID"] = variable
    if !config.isEmpty { try cli.write(config, config: "config.json") }
    #expect(cli.run(["track", "42"] + words).code == 0)
    // Without a choice tt makes sure, once, that there is only one workspace to choose.
    let lookUps = segment.isEmpty ? ["GET /me"] : []
    #expect(cli.lines == lookUps + ["POST \(segment)/tasks/track/42"])
    #expect(cli.run(["stop", "42"] + words).code == 0)
    #expect(cli.lines == lookUps + ["POST \(segment)/tasks/track/42", "POST \(segment)/tasks/stop/42"])
  }
}
