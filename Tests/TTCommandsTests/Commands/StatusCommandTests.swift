import Basics
import Foundation
import Testing

@testable import TTCommands

/// `tt status`: what it caches, and which policy applies to it.
@Suite("The cache and the policy of tt status") struct StatusCommandTests {
  /// A fixture with a service for which task 42 is tracked.
  private func cli() throws -> CLIFixture {
    let timer = CLIFixture.tracking.values.first ?? ""
    let task = #"[{"id":42,"name":"Write report","project":"Website","tracking":true,"tracking_event":\#(timer)}]"#
    return try CLIFixture(
      answers: CLIFixture.service.merging(["GET /7/users/9001/tasks/tracking?": task]) { $1 })
  }

  @Test("with --max-age, a recent enough status makes no request", arguments: [["status"], ["track", "42"]])
  func cached(_ words: [String]) throws {
    let cli = try cli()
    #expect(cli.run(words).code == 0)
    let before = cli.lines
    cli.now.seconds += 3600
    let run = cli.run("status", "--max-age", "1h", "--json")
    #expect(run.code == 0)
    #expect(try run.json()["running"] == true)
    #expect(try run.json()["id"] == 42)
    #expect(cli.lines == before)
    cli.now.seconds += 1
    #expect(try cli.run("status", "--max-age", "1h", "--json").json()["id"] == 42)
    #expect(cli.lines.count > before.count, "a status that is too old is requested again")
  }

  @Test(
    "--longer-than answers as usual and exits with 20 when the timer has run longer",
    arguments: [("1h", 3600, 0), ("1h", 3601, 20), ("0m", 1, 20), ("90m", 3601, 0)])
  func longerThan(limit: String, elapsed: Int, code: Int32) throws {
    let cli = try cli()
    cli.now.seconds += elapsed
    let run = cli.run("status", "--longer-than", limit, "--json")
    #expect(run.code == code && run.errors == "")
    #expect(try run.json()["elapsed"]?.int == elapsed)
    #expect(cli.run("status", "--longer-than", limit, "--cached").code == code)
    #expect(cli.run("status", "--longer-than", "10").code == 2)
  }

  @Test("--longer-than is about a running timer only")
  func longerThanNothing() throws {
    let cli = try CLIFixture(answers: CLIFixture.service)
    #expect(cli.run("status", "--longer-than", "0m").code == 0)
    #expect(cli.run("status", "--longer-than", "0m", "--exit-code").code == 1)
  }

  @Test("deleting the cache loses nothing")
  func deleted() throws {
    let cli = try cli()
    #expect(cli.run("status").code == 0)
    try FileManager.default.removeItem(atPath: cli.home + "/" + CLIFixture.cache)
    #expect(try cli.run("status", "--max-age", "1h", "--json").json()["id"] == 42)
  }

  @Test("a cached status is subject to the policy like any other", arguments: ["--grant", "--policy"])
  func judgedCache(_ flag: String) throws {
    let cli = try cli()
    let file = try cli.write("deny.json", #"{"version":"1","default":"deny"}"#)
    #expect(cli.run("status").code == 0)
    let before = cli.lines
    let run = cli.run("status", "--max-age", "1h", flag, flag == "--grant" ? "nobody" : file)
    #expect(run.code == 3)
    #expect(run.output == "")
    #expect(cli.lines == before)
  }

  @Test("status is subject to the policy as list_user_tasks")
  func judged() throws {
    let cli = try cli()
    try cli.write(#"{"version":"1","default":"allow","hide":["list_user_tasks"]}"#, config: "policy.json")
    #expect(try cli.run("status", "--json").error()["rule"] == "(hidden)")
    #expect(cli.lines == [])
    try cli.write(#"{"version":"1","default":"deny","tools":{"list_user_tasks":{}}}"#, config: "policy.json")
    #expect(cli.run("status").code == 0)
  }
}
