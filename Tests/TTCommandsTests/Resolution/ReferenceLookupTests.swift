import Basics
import Testing

@testable import TTCommands

/// Names where the service requires an ID.
@Suite("Names and IDs on the command line") struct ReferenceLookupTests {
  private static let tasks = [
    (42, "Write report", "Website"), (8301, "Design review", "Website"), (8305, "Move content", "Website"),
    (8306, "Planning", "Website"), (8307, "Planning", "Internal"), (8308, "Recherche & Überblick", "Mobile app"),
  ]

  /// A service with some tasks, projects and users, that takes no writes.
  private static let answers: [String: String] = {
    var answers = [
      "GET /7/users?": #"[{"id":9001,"name":"Ada","surname":"Example","email":"ada@example.test"},"#
        + #"{"id":9002,"name":"Bob","surname":"Sample","email":"bob@example.test"}]"#,
      "GET /7/users/9002?": #"{"id":9002,"name":"Bob"}"#,
      "GET /7/projects?": #"[{"id":5201,"name":"Website"},{"id":5202,"name":"Internal"}]"#,
    ]
    let rows = tasks.map { #"{"id":\#($0.0),"name":"\#($0.1)","project":"\#($0.2)"}"# }
    // Archived tasks are found too.
    answers["GET /7/tasks?filter=ALL&page=0&page_size=100"] = "[" + rows.joined(separator: ",") + "]"
    for (task, row) in zip(tasks, rows) { answers["GET /7/tasks/\(task.0)?"] = row }
    return answers
  }()

  @Test(
    "a name matches exactly, else in another case, else as a prefix",
    arguments: [
      (["show", "task", "Write report"], 42), (["show", "task", "WRITE REPORT"], 42), (["show", "task", "writ"], 42),
      (["show", "task", "recherche & ü"], 8308), (["show", "task", "42"], 42), (["show", "user", "bob"], 9002),
      (["show", "user", "Bob Sample"], 9002), (["show", "user", "bob@example.test"], 9002),
      (["show", "task", "Move content"], 8305),
    ])
  func found(_ words: [String], _ id: Int) throws {
    let cli = try CLIFixture(answers: Self.answers)
    let run = cli.run(words + ["--json"])
    #expect(run.code == 0)
    #expect(try run.json()["id"]?.int == id)
    #expect(cli.lines.last == "GET /7/\(words[1])s/\(id)")
  }

  @Test(
    "a name that matches several is exit 5 with the candidates, as is one that matches none",
    arguments: [
      (["show", "task", "Planning"], ["8306", "8307"]), (["stop", "plan"], ["8306", "8307"]),
      (["show", "task", "Write reprot"], ["Write report"]),
      (["update", "project", "Webside", "--color", "3"], ["Website"]),
      (["stop", "nothing like it"], []), (["show", "task", "report"], []),
    ])
  func notFound(_ words: [String], _ candidates: [String]) throws {
    let cli = try CLIFixture(answers: Self.answers)
    let error = try cli.run(words + ["--json"]).error()
    #expect(error["class"] == "not_found")
    #expect(error["exit"] == 5)
    let text = (error["message"]?.string ?? "") + (error["hint"]?.string ?? "")
    for candidate in candidates { #expect(text.contains(candidate)) }
    #expect(cli.lines.count == 1 && cli.lines.allSatisfy { $0.hasPrefix("GET ") })
  }

  @Test("a look-up is a call of the list tool, with its own verdict and record")
  func judged() throws {
    let cli = try CLIFixture(answers: ["POST /7/tasks/stop/42?": CLIFixture.entry])
    try cli.write(
      #"{"version":"1","default":"deny","tools":{"stop_task":{},"track_task":{}}}"#, config: "policy.json")
    let error = try cli.run("stop", "Write report", "--json").error()
    #expect(error["rule"] == "(default deny)")
    #expect(try cli.auditRecords().map { $0["tool"]?.string } == ["list_tasks"])
    #expect(cli.lines == [])
    #expect(cli.run("stop", "42").code == 0)
  }

  @Test(
    "a policy check does not resolve names",
    arguments: [["stop", "Write report"], ["show", "task", "@current"], ["continue"]])
  func checked(_ words: [String]) throws {
    let cli = try CLIFixture(answers: [:])
    #expect(cli.run(["policy", "check", "--"] + words).code == 2)
    #expect(cli.lines == [])
    #expect(cli.files(below: ".local") == [])
  }
}
