import Basics
import Testing

@testable import TTCommands

/// A person approves what they have seen.
@Suite("tt policy approve") struct PolicyApproveTests {
  private func fixture() throws -> (cli: CLIFixture, id: String) {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write(ApprovalTests.policy, config: "policy.json")
    return (cli, try cli.pendingApproval(["track", "42", "--notes", "all of it\u{2060}, to the end"]))
  }

  /// A terminal at which a question fails the test.
  private func refuseQuestions(_ cli: CLIFixture) {
    cli.isTerminal = true
    cli.adjust = { context in
      context.inputIsTerminal = true
      context.askLine = { _ in
        Issue.record("a question is asked")
        return "y"
      }
    }
  }

  @Test("at a terminal the whole call is shown, and only y or yes approves it", arguments: ["y", "YES", "n", "", nil])
  func asked(answer: String?) throws {
    let (cli, id) = try fixture()
    cli.isTerminal = true
    cli.adjust = { context in
      context.inputIsTerminal = true
      context.askLine = { question in
        #expect(question == "Approve \(id)? [y/N] ")
        return answer
      }
    }
    let run = cli.run("policy", "approve", id)
    #expect(run.code == (answer?.lowercased().hasPrefix("y") == true ? 0 : 1))
    #expect(run.errors.contains(#""task_id":42"#) && run.errors.contains(#"all of it\u{2060}, to the end"#))
    let isApproved = answer?.lowercased().hasPrefix("y") == true
    #expect(run.output.hasPrefix(isApproved ? "Approved: track_task" : "Not approved: \(id) stays pending"))
    #expect(
      try cli.run("policy", "approvals", "--json").json().array?.first?["state"] == (isApproved ? "granted" : "pending")
    )
  }

  @Test("without a terminal, approving requires --yes, and the call is shown whole")
  func scripted() throws {
    let (cli, id) = try fixture()
    let run = cli.run("policy", "approve", id)
    #expect(run.code == 2)
    #expect(run.errors.contains("requires --yes") && run.errors.contains("to the end"))
    #expect(cli.run("policy", "approve", "--all").code == 2)
    #expect(cli.run("policy", "approve", id, "--yes").code == 0)
    #expect(cli.run("track", "42", "--notes", "all of it\u{2060}, to the end").code == 0)
  }

  @Test("a locked grant approves nothing, at a terminal or with --yes, of whichever grant the call is")
  func locked() throws {
    let (cli, id) = try fixture()
    try cli.write(#"{"grant_lock":"agent"}"#, config: "config.json")
    refuseQuestions(cli)
    for words in [[id], [id, "--yes"], ["--all", "--yes"]] {
      let run = cli.run(["policy", "approve", "--json"] + words)
      #expect(run.code == 3)
      #expect(try run.error()["rule"] == "(grant lock)")
    }
    #expect(cli.run("policy", "deny", id).code == 0)
  }

  @Test("under grant_lock nobody is asked at the terminal: the call waits")
  func promptOfLockedGrant() throws {
    let cli = try CLIFixture(answers: [:])
    let file = try cli.write(ApprovalTests.policy, config: "agent.json")
    try cli.write(#"{"grant_lock":"agent","grants":{"agent":{"policy":"\#(file)"}}}"#, config: "config.json")
    refuseQuestions(cli)
    #expect(cli.run("track", "42").code == 10)
    #expect(cli.transport?.sent == [])
  }
}
