import Basics
import Testing

@testable import TTCommands

/// What a person at a terminal is asked where a script gets an error.
@Suite("Questions at a terminal") struct TerminalQuestionTests {
  private static let tasks =
    #"[{"id":42,"name":"Write report","project":"Website"},{"id":1,"name":"Plan","project":"A"},{"id":2,"name":"Plan","project":"B"}]"#

  /// A fixture with a person who gives the answers, in order.
  private func cli(_ replies: [String?], answers: [String: String] = [:]) throws -> (CLIFixture, () -> [String]) {
    let known = [
      "GET /7/tasks?": Self.tasks, "POST /7/tasks/track/42?": CLIFixture.entry,
      "POST /7/tasks/track/2?": CLIFixture.entry,
      "POST /7/tasks/track/?": CLIFixture.entry, "GET /me": CLIFixture.me,
    ]
    let cli = try CLIFixture(answers: known.merging(answers) { $1 })
    var replies = replies
    var questions: [String] = []
    cli.isTerminal = true
    cli.adjust = { context in
      context.inputIsTerminal = true
      context.askLine = { question in
        questions.append(question)
        return replies.isEmpty ? nil : replies.removeFirst()
      }
    }
    return (cli, { questions })
  }

  @Test("a name that nothing has is made only after a yes")
  func creation() throws {
    let (cli, questions) = try cli(["y"])
    #expect(cli.run("track", "Wriet report").code == 0)
    #expect(
      questions() == [
        #"There is no task named "Wriet report". Did you mean 42 Write report (Website)? Make it? [y/N] "#
      ])
    #expect(cli.transport?.requests.last?.parameters["task_name"] == "Wriet report")
    for reply in ["n", "", nil] {
      let (cli, _) = try self.cli([reply])
      #expect(cli.run("track", "Wriet report").code == 5)
      #expect(cli.lines == ["GET /7/tasks"])
    }
  }

  @Test("of several things of one name one can be chosen")
  func choice() throws {
    let (cli, questions) = try cli(["2"])
    let run = cli.run("track", "Plan")
    #expect(run.code == 0)
    #expect(questions() == ["Which task (1-2)? "])
    #expect(run.errors.contains("1  1 Plan (A)\n2  2 Plan (B)\n"))
    #expect(cli.lines.last == "POST /7/tasks/track/2")
    let (none, _) = try self.cli(["9"])
    #expect(none.run("track", "Plan").code == 5)
  }

  @Test("users of a task are given by name, e-mail address or ID")
  func users() throws {
    let people = #"[{"id":9001,"name":"Ada"},{"id":9002,"name":"Bob","email":"bob@example.test"}]"#
    let (cli, _) = try cli([], answers: ["GET /7/users?": people, "POST /7/tasks/update/42": #"{"id":42}"#])
    #expect(cli.run("update", "task", "42", "--users", "bob,ada,77").code == 0)
    #expect(cli.transport?.requests.last?.parameters["users"] == #"[{"id":9002},{"id":9001},{"id":77}]"#)
    #expect(cli.run("update", "task", "42", "--users", "carl").code == 5)
    #expect(cli.run("update", "task", "42", "--users", "[5]").code == 2)
  }

  @Test("--no-input asks nothing")
  func noInput() throws {
    let (cli, questions) = try cli(["y"])
    #expect(cli.run("track", "Wriet report", "--no-input").code == 5)
    #expect(cli.run("track", "Plan", "--no-input").code == 5)
    #expect(questions().isEmpty)
  }
}
