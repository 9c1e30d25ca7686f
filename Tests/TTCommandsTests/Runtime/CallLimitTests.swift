import Basics
import Testing

@testable import TTCommands

/// Limits of calls that are made one after another.
@Suite("Limits of successive calls") struct CallLimitTests {
  @Test("the limits file does not grow with use")
  func size() throws {
    let cli = try CLIFixture(answers: ["POST /7/tasks/track/?": CLIFixture.entry])
    var sizes: Set<Int> = []
    for number in 1...9 {
      #expect(cli.run("track", "--task-name", "task \(number)").code == 0)
      sizes.insert(try #require(cli.read(CLIFixture.state + "/limits.json")).utf8.count)
    }
    #expect(sizes.count == 1)
  }

  @Test("the limits of a call are acquired together or not at all")
  func together() throws {
    let cli = try CLIFixture(answers: ["GET /7/tasks?": "[]"])
    try cli.write(
      """
      {"version":"1","default":"deny","all_tools":{"limits":[{"counter":"all","window":"day","max":1}]},
       "tools":{"track_task":{"limits":[{"counter":"own","window":"day","max":5}]},"list_tasks":{}}}
      """, config: "policy.json")
    #expect(cli.run("list", "tasks").code == 0)
    for _ in 1...3 {
      let error = try cli.run("track", "42", "--json").error()
      #expect(error["rule"] == "/all_tools/limits/all")
    }
    #expect(try cli.used("/tools/track_task/limits/own") == 0)
    #expect(try cli.used("/all_tools/limits/all") == 1)
    #expect(cli.lines == ["GET /7/tasks"])
  }

  @Test(
    "scope server counts all grants together, scope grant each separately",
    arguments: [("server", 9), ("grant", 0)] as [(String, Int32)])
  func scopes(_ scope: String, _ second: Int32) throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    let policy = try cli.write(
      "p.json",
      #"{"version":"1","default":"deny","tools":{"track_task":{"limits":[{"counter":"c","window":"day","max":1,"scope":"\#(scope)"}]}}}"#
    )
    #expect(cli.run("track", "42", "--policy", policy, "--grant", "one").code == 0)
    #expect(cli.run("track", "42", "--policy", policy, "--grant", "two").code == second)
    #expect(cli.run("track", "42", "--policy", policy, "--grant", "one").code == 9)
  }
}
