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
    #expect(NameMatch.rows(named: word, in: tasks, kind: .task).compactMap { $0["id"]?.int } == ids)
  }

  @Test("case is Unicode's, blanks at the ends do not count, and hidden or archived tasks are not meant")
  func folding() {
    let rows: [JSONValue] = [
      ["id": 1, "name": "Straße"], ["id": 2, "name": "İzmir"], ["id": 3, "name": "Plan", "is_archived": true],
      ["id": 4, "name": "Plan"], ["id": 5, "name": "Site", "type": "GHOST"],
      ["id": 6, "name": "Old", "is_archived": true], ["id": 7, "name": "Ärger"],
    ]
    func ids(_ word: String) -> [Int] {
      NameMatch.rows(named: word, in: rows, kind: .task).compactMap { $0["id"]?.int }
    }
    #expect(ids("STRASSE") == [1] && ids("strasse") == [1] && ids("stras") == [1] && ids(" Straße ") == [1])
    #expect(ids("äRG") == [7])
    #expect(ids("plan") == [4])
    #expect(ids("Site").isEmpty)
    #expect(ids("old") == [6])
    #expect(ids(" ").isEmpty)
  }

  @Test("a user is found by full name, first name or e-mail address")
  func people() {
    let users: [JSONValue] = [
      ["id": 9001, "name": "Ada", "surname": "Example", "email": "ada@example.test"], ["id": 9002, "name": "Bob"],
    ]
    for word in ["Ada Example", "ada", "ada@example.test", "ADA@"] {
      #expect(NameMatch.rows(named: word, in: users, kind: .user).compactMap { $0["id"]?.int } == [9001])
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
      list: #"[{"id":42,"name":"Write report"}]"#, stop: CLIFixture.entry,
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
    #expect(none.errors.contains("did you mean 1 Plan or 2 Plan (Website)?"))
  }
}
