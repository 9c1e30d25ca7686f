import Basics
import Testing

@testable import TTCommands

@Suite("Resolving names to IDs") struct ReferenceResolutionTests {
  private let tasks: [JSONValue] = [
    ["id": 1, "name": "Report"], ["id": 2, "name": "report"], ["id": 3, "name": "Report 2026"],
    ["id": 4, "name": "Älter"],
    ["id": 5, "name": "Plan"], ["id": 6, "name": "Plan", "project": "Website"],
  ]

  @Test(
    "a name matches exactly, else in any case, else as a prefix",
    arguments: [
      ("Report", [1]), ("report", [2]), ("REPORT", [1, 2]), ("Report 2", [3]), ("report 2", [3]), ("Rep", [1, 2, 3]),
      ("älter", [4]),
      ("Plan", [5, 6]), ("x", []),
    ] as [(String, [Int])])
  func matches(word: String, ids: [Int]) {
    #expect(Resolver.matches(for: word, in: tasks, kind: .task).compactMap { $0["id"]?.int } == ids)
  }

  @Test("a user is found by full name, first name or e-mail address")
  func people() {
    let users: [JSONValue] = [
      ["id": 9001, "name": "Ada", "surname": "Example", "email": "ada@example.test"], ["id": 9002, "name": "Bob"],
    ]
    for word in ["Ada Example", "ada", "ada@example.test", "ADA@"] {
      #expect(Resolver.matches(for: word, in: users, kind: .user).compactMap { $0["id"]?.int } == [9001])
    }
  }

  @Test(
    "blank words and numbers, even invalid ones, are not names",
    arguments: [
      ("Report", true), ("42nd", true), ("@last", true), ("4,2", true), ("42", false), ("-1", false), ("+1", false),
      ("4.5", false), ("", false),
      (" ", false), ("-x", true), ("1e3", true),
    ])
  func looksLikeName(word: String, isName: Bool) {
    #expect(ReferenceSyntax.looksLikeName(word) == isName)
  }

  @Test("a name is looked up with the list tool of its kind, and the call uses its ID")
  func resolved() throws {
    let list = "GET /7/tasks?filter=ALL&page=0&page_size=100"
    let stop = "POST /7/tasks/stop/42?date=2026-03-02%2009%3A00%3A00&timezone=GMT%2B01%3A00"
    let cli = try CLIFixture(answers: [
      list: #"[{"id":42,"name":"Write report"}]"#, stop: #"{"task_id":42,"task":"Write report"}"#,
    ])
    let run = cli.run("stop", "write")
    #expect(run.code == 0)
    #expect(cli.transport?.sent == [list, stop])
  }

  @Test("a name that matches none or several exits with 5 and lists the candidates")
  func unresolved() throws {
    let list = "GET /7/tasks?filter=ALL&page=0&page_size=100"
    let cli = try CLIFixture(answers: [list: #"[{"id":1,"name":"Plan"},{"id":2,"name":"Plan","project":"Website"}]"#])
    let several = cli.run("stop", "Plan")
    #expect(several.code == 5)
    #expect(several.errors.contains("matches several tasks: 1 Plan, 2 Plan (Website)"))
    let none = cli.run("stop", "Plam")
    #expect(none.code == 5)
    #expect(none.errors.contains("did you mean Plan?"))
  }
}
