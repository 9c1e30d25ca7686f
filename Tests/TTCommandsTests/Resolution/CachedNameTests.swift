import Basics
import Testing

@testable import TTCommands

@Suite("Names from the cache") struct CachedNameTests {
  private static let rows = """
    [{"id":42,"name":"Write report"},{"id":8306,"name":"Planning"},{"id":8307,"name":"Planning"}]
    """

  /// A fixture in which all tasks have been listed.
  private func listed() throws -> CLIFixture {
    let cli = try CLIFixture(answers: [
      "GET /7/tasks?": Self.rows, "GET /8/tasks?": Self.rows,
      "POST /7/tasks/track/42?": #"{"id":42,"name":"Write report"}"#,
      "POST /8/tasks/track/42?": #"{"id":42,"name":"Write report"}"#, "GET /me": #"{"id":9001}"#,
      "GET /7/users/9001/tasks/tracking": "[]", "GET /8/users/9001/tasks/tracking": "[]",
    ])
    #expect(cli.run("list", "tasks").code == 0)
    return cli
  }

  /// True if a command line looks tasks up.
  private func looksUp(_ cli: CLIFixture, _ words: String..., with changes: [String: String?] = [:]) -> Bool {
    let before = cli.transport?.sent.count ?? 0
    _ = cli.run(words, with: changes)
    return cli.transport?.sent.dropFirst(before).contains { $0.contains("/tasks?") } == true
  }

  @Test("a name that one listed task has is taken without a request, for an hour")
  func fresh() throws {
    let cli = try listed()
    #expect(!looksUp(cli, "track", "Write report"))
    #expect(cli.transport?.sent.contains { $0.contains("/tasks/track/42") } == true)
    cli.now = Instant(seconds: cli.now.seconds + 3601)
    #expect(looksUp(cli, "track", "Write report"))
  }

  @Test("a name that several have, that differs in case, or of another workspace or account, is looked up")
  func uncertain() throws {
    let cli = try listed()
    #expect(looksUp(cli, "track", "Planning"))
    #expect(looksUp(cli, "track", "write report"))
    #expect(looksUp(try listed(), "track", "Write report", with: ["TT_ACCOUNT_ID": "8"]))
    #expect(looksUp(try listed(), "track", "Write report", with: ["TT_APP_PASSWORD": "other"]))
  }

  @Test("a cached name is judged as its look-up: what may not be listed is not taken from the cache")
  func judged() throws {
    let cli = try listed()
    try cli.write(".config/tt/policy.json", #"{"version":"1","default":"deny","tools":{"track_task":{}}}"#)
    let run = cli.run("track", "Write report")
    #expect(run.code == 3)
    #expect(cli.transport?.sent.contains { $0.hasPrefix("POST") } == false)
  }
}
