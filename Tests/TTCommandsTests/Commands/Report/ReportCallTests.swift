import Basics
import Testing

@testable import TTCommands

/// `tt report` as a call: its policy, a range without entries, invalid flags.
@Suite("Calls made by tt report") struct ReportCallTests {
  private static let noEvents = CLIFixture.service.merging(["GET /7/events?": "[]"]) { $1 }

  @Test("the policy evaluates it as list_events, and a denied report sends nothing")
  func denied() throws {
    let cli = try CLIFixture(answers: Self.noEvents)
    try cli.write(#"{"version":"1","default":"deny","tools":{"list_events":{}}}"#, config: "policy.json")
    #expect(cli.run("report").code == 0)
    #expect(try cli.auditRecords().last?["tool"] == "list_events")
    let before = cli.lines
    let run = cli.run("report", "--company", "--json")
    #expect(run.code == 3)
    #expect(try run.error()["rule"] == "(default deny)")
    #expect(cli.lines == before)
  }

  @Test("a range without entries exits with 0 and a note on stderr")
  func empty() throws {
    let cli = try CLIFixture(answers: Self.noEvents)
    let text = cli.run("report", "--from", "2019-01-01", "--to", "2019-01-31")
    #expect(text.code == 0)
    #expect(text.output.isEmpty)
    #expect(try text.errorLine().contains("2019-01-01"))
    let json = cli.run("report", "--from", "2019-01-01", "--to", "2019-01-31", "--json")
    #expect(json.errors.isEmpty)
    #expect(try json.json()["total"]?["seconds"] == 0)
  }

  @Test(
    "an invalid flag is a usage error, and nothing is sent",
    arguments: [["--by", "moth"], ["--round", "1"], ["--min", "5m"]])
  func usage(_ words: [String]) throws {
    let cli = try CLIFixture(answers: [:])
    #expect(cli.run(["report"] + words).code == 2)
    #expect(cli.lines == [])
  }
}
