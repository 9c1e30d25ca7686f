import Basics
import Testing

@testable import TTCommands

/// What is asked before something is deleted, closed or reopened.
@Suite("Questions before a deletion") struct ConfirmationTests {
  private static let entry =
    #"{"id":6401,"user_id":9001,"task_id":42,"task":"Write report","start":"2026-03-02 08:00:00","#
    + #""end":"2026-03-02 08:30:00","duration":1800,"timezone":"GMT+01:00"}"#

  private static let answers = [
    "GET /7/events/6401?": entry, "GET /7/events/delete/6401?": "{}", "GET /me": CLIFixture.me,
    "GET /7/tasks/42?": #"{"id":42,"name":"Write report","project":"Website","is_archived":false,"tracking":false}"#,
    "GET /7/tasks/close/42?": #"{"id":42,"name":"Write report","is_archived":true}"#,
    "POST /7/tasks/stop/42?": entry,
    "GET /7/users/9001/tasks/tracking?":
      #"[{"id":42,"name":"Write report","tracking":true,"tracking_event":\#(entry)}]"#,
  ]

  private static let commands = [
    ["delete", "6401"], ["cancel"], ["close", "task", "42"], ["reopen", "task", "42"], ["close", "project", "5201"],
    ["reopen", "project", "5201"],
  ]

  @Test("without a terminal and --yes it is exit 2, and nothing is sent", arguments: commands)
  func required(_ words: [String]) throws {
    let cli = try CLIFixture(answers: [:])
    let run = cli.run(words)
    #expect(run.code == 2 && run.errors.contains("--yes"))
    #expect(cli.transport?.sent == [])
  }

  private func terminal(_ reply: String?) throws -> (CLIFixture, () -> [String]) {
    let cli = try CLIFixture(answers: Self.answers)
    var questions: [String] = []
    cli.isTerminal = true
    cli.adjust = { context in
      context.inputIsTerminal = true
      context.askLine = { question in
        questions.append(question)
        return reply
      }
    }
    return (cli, { questions })
  }

  private static let writes = ["GET /7/events/delete/6401", "GET /7/tasks/close/42", "POST /7/tasks/stop/42"]

  @Test(
    "at a terminal it is shown and asked, and anything but a yes changes nothing",
    arguments: [
      (["delete", "6401"], "Delete this entry? [y/N] ", "Write report, 2026-03-02 08:00:00 to"),
      (["cancel"], "Stop the timer and delete its entry? [y/N] ", "Write report, since 2026-03-02 08:00:00"),
      (["close", "task", "42"], "Close this task? [y/N] ", "42 Write report (Website)"),
    ])
  func asked(_ words: [String], _ question: String, _ shown: String) throws {
    for reply in ["", "n", "yess", nil] {
      let (cli, questions) = try terminal(reply)
      let run = cli.run(words)
      #expect(run.code == 0 && run.output == "Nothing was changed.\n")
      #expect(questions() == [question] && run.errors.contains(shown))
      #expect(!cli.lines.contains(where: Self.writes.contains))
    }
    let (cli, _) = try terminal("y")
    #expect(cli.run(words).code == 0)
    #expect(cli.lines.filter(Self.writes.contains).count == (words == ["cancel"] ? 2 : 1))
  }

  @Test("cancel is denied before anything is sent if either of its calls is", arguments: ["stop_task", "delete_event"])
  func cancelDenied(_ allowed: String) throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(
      #"{"version":"1","default":"deny","tools":{"list_user_tasks":{},"\#(allowed)":{}}}"#, config: "policy.json")
    #expect(cli.run("cancel", "--yes").code == 3)
    #expect(cli.run("policy", "check", "--", "cancel").code == 3)
    #expect(cli.transport?.sent == [])
  }

  @Test("cancel whose deletion wants approval stops nothing before it has it")
  func cancelApproval() throws {
    let cli = try CLIFixture(answers: Self.answers)
    try cli.write(
      #"{"version":"1","default":"allow","tools":{"delete_event":{"action":"require_approval"}}}"#,
      config: "policy.json")
    #expect(cli.run("cancel", "--yes").code == 10)
    #expect(!cli.lines.contains("POST /7/tasks/stop/42"))
    let id = cli.run("policy", "approvals", "-q").output.split(separator: "\n").first.map(String.init) ?? ""
    #expect(cli.run("policy", "approve", id, "--yes").code == 0)
    #expect(cli.run("cancel", "--yes").code == 0)
    #expect(
      cli.lines.suffix(4) == [
        "POST /7/tasks/stop/42", "GET /7/events/6401", "GET /7/users/9001/tasks/tracking", "GET /7/events/delete/6401",
      ])
  }

  @Test("cancel without a running timer succeeds, and nothing changes")
  func idle() throws {
    let cli = try CLIFixture(answers: Self.answers.merging(["GET /7/users/9001/tasks/tracking?": "[]"]) { $1 })
    let run = cli.run("cancel", "--yes", "--json")
    #expect(run.code == 0)
    #expect(try run.json()["changed"] == false)
  }

  @Test("several entries are a list, and each is deleted once")
  func several() throws {
    let other = Self.entry.replacingText("6401", with: "6402")
    let cli = try CLIFixture(
      answers: Self.answers.merging(["GET /7/events/6402?": other, "GET /7/events/delete/6402?": "{}"]) { $1 })
    let run = cli.run("delete", "6401", "6402", "6401", "--yes", "-q")
    #expect(run.code == 0 && run.output == "6401\n6402\n", "\(run.errors)")
    #expect(cli.lines.filter { $0.contains("/delete/") } == ["GET /7/events/delete/6401", "GET /7/events/delete/6402"])
  }
}

extension String {
  fileprivate func replacingText(_ text: String, with other: String) -> String {
    split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
  }
}
