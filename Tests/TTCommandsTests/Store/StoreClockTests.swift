import Basics
import Foundation
import Policy
import TestSupport
import Testing

@testable import TTCommands

/// Machines whose clocks are a day slow, right, and a day fast.
@Suite("Machines whose clocks differ", .enabled(if: PostgresServer.isWanted, "\(PostgresServer.absence)"))
struct StoreClockTests {
  /// The machines, and the login of a person for whichever of them.
  ///
  /// - Parameter rules: the members of the rules for `track_task`.
  private func machines(_ rules: String) throws -> (machines: [CLIFixture], person: String) {
    let server = try PostgresServer.shared()
    let setup = try CLIFixture()
    let database = try server.database(setup.run("policy", "store", "--sql").output)
    let logins = try ["machine", "person"].map { try server.login($0).role }
    for (role, more) in zip(logins, [[], ["--answer"]]) {
      try database.sql(setup.run(["policy", "store", "--role", role, "--grant", "default"] + more).output)
    }
    let machines = try [-86_400, 0, 86_400].map { offset in
      let machine = try CLIFixture(["TT_STORE": database.socketURL(logins[0])], answers: CLIFixture.tracking)
      machine.now = Instant(seconds: Int(time(nil)) + offset)
      try machine.write(#"{"version":"1","default":"allow","tools":{"track_task":{\#(rules)}}}"#, config: "policy.json")
      return machine
    }
    return (machines, database.socketURL(logins[1]))
  }

  @Test("share one window: the store's clock decides, and says how long it lasts")
  func limits() throws {
    let (machines, _) = try machines(#""limits":[{"counter":"c","window":"day","max":4}]"#)
    let runs = (machines + machines).map { $0.run("track", "42") }
    #expect(runs.map(\.code) == [0, 0, 0, 0, 9, 9], "\(runs[0].errors)")
    let left = 86_400 - Int(time(nil)) % 86_400
    for machine in machines {
      let status = try machine.run("policy", "status", "--json").json()
      let limit = try #require(status.array?.first)
      #expect(limit["used"] == 4 && limit["left"] == 0)
      let seconds = try #require(limit["resets_in"]?.int)
      #expect((left - 60...left + 60).contains(seconds), "\(seconds) instead of \(left)")
    }
  }

  @Test("agree on how long an approval lasts")
  func approvals() throws {
    let (machines, person) = try machines(#""action":"require_approval""#)
    let lifetime = Gate.defaultApprovalLifetime
    let id = try machines[0].pendingApproval(["track", "42"])
    for machine in machines {
      machine.environment["TT_STORE"] = person
      let approval = try #require(machine.run("policy", "approvals", "--json").json().array?.first)
      let seconds = try #require(approval["expires_in"]?.int)
      #expect((lifetime - 60...lifetime + 1).contains(seconds), "\(seconds) instead of \(lifetime)")
    }
    let given = try machines[2].run("policy", "approve", id, "--yes", "--json").json()["expires_in"]?.int
    #expect(given.map { (lifetime - 60...lifetime + 1).contains($0) } == true, "\(given ?? 0)")
  }
}
