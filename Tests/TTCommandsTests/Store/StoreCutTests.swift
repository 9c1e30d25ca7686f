import Foundation
import TestSupport
import Testing

@testable import TTCommands

@Suite(
  "A connection to a shared store that is cut", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"),
  .timeLimit(.minutes(5)))
struct StoreCutTests {
  /// The bytes between two cuts; `TT_STORE_CUTS=1` cuts behind each byte.
  private static let step = Int(ProcessInfo.processInfo.environment["TT_STORE_CUTS"] ?? "") ?? 97

  @Test("behind any byte, from the login to the outcome: the call is made and recorded, once")
  func call() throws {
    let proxy = try CuttingProxy(.shared())
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write(#"{"version":"1","default":"allow","tools":{}}"#, config: "policy.json")
    let database = try PostgresServer.shared().database(cli.run("policy", "store", "--sql").output)
    let role = try database.server.login("machine").role
    try database.sql(cli.run("policy", "store", "--role", role, "--grant", "default").output)
    cli.environment["TT_STORE"] = proxy.url(database, role)
    #expect(cli.run("track", "42").code == 0)
    let most = proxy.count
    #expect(most > 500)
    var runs = 1
    for count in stride(from: 0, to: most - 20, by: Self.step) {
      proxy.cut(after: count)
      let run = cli.run("track", "42")
      #expect(run.code == 0 && run.errors.isEmpty, "cut after \(count) bytes: \(run.errors)")
      #expect(proxy.hasCut, "after \(count) bytes")
      runs += 1
      #expect(cli.lines.count == runs)
    }
    let log =
      "SELECT count(*), count(DISTINCT line::json->>'id'), count(*) FILTER (WHERE decision = 'allow') FROM tt.log"
    #expect(try database.sql(log) == "\(2 * runs)|\(runs)|\(runs)")
  }
}
