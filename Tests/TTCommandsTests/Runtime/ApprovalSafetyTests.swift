import Basics
import Foundation
import Testing

@testable import TTCommands

/// Approvals with locked configurations, shadow mode and damaged files.
@Suite("Approvals that must not be bypassed") struct ApprovalSafetyTests {
  @Test("a configuration locked to a grant cannot approve its calls")
  func locked() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    let file = try cli.write(ApprovalTests.policy, config: "policy.json")
    try cli.write(#"{"grants":{"agent":{"policy":"\#(file)"}},"grant_lock":"agent"}"#, config: "config.json")
    let id = try cli.pendingApproval(["track", "42"])
    let own = cli.run("policy", "approve", "--yes", id, "--json")
    #expect(own.code == 3)
    #expect(try own.error()["rule"] == "(grant lock)")
    #expect(try cli.pendingApproval(["track", "42"]) == id)
    try cli.write("person/tt/config.json", "{}")
    let person = cli.run("policy", "approve", "--yes", id, with: ["XDG_CONFIG_HOME": cli.home + "/person"])
    #expect(person.code == 0)
    #expect(cli.run("track", "42").code == 0)
  }

  @Test("in shadow mode no approval is requested and nothing is queued")
  func shadow() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    let file = try cli.write(ApprovalTests.policy, config: "policy.json")
    try cli.write(#"{"grants":{"default":{"policy":"\#(file)","enforce":false}}}"#, config: "config.json")
    let check = cli.run("policy", "check", "--json", "--", "track", "42")
    #expect(check.code == 0)
    #expect(try check.json()["enforced"] == false && check.json()["decision"] == "approval")
    let run = cli.run("track", "42")
    #expect(run.code == 0)
    #expect(run.errors.contains("not enforced"))
    #expect(cli.openApprovals() == [])
  }

  @Test("an unreliable approvals file refuses the call with exit 11", arguments: ["garbage", "link", "folder"])
  func damaged(kind: String) throws {
    let cli = try CLIFixture(answers: CLIFixture.service)
    try cli.write(ApprovalTests.policy, config: "policy.json")
    let path = CLIFixture.state + "/approvals.json"
    switch kind {
    case "garbage": try cli.write("{\"version\":1}", state: "approvals.json")
    case "folder": try cli.makeFolder(path)
    default:
      let elsewhere = try cli.write("elsewhere", #"{"version":1,"clock":0,"approvals":[]}"#)
      try cli.makeFolder(CLIFixture.state)
      try FileManager.default.createSymbolicLink(atPath: cli.home + "/" + path, withDestinationPath: elsewhere)
    }
    for words in [["track", "42"], ["policy", "approvals"], ["policy", "check", "--", "track", "42"]] {
      let run = cli.run(words)
      #expect(run.code == 11)
      #expect(run.errors.contains("approvals.json"))
    }
    #expect(cli.transport?.sent == [])
    #expect(cli.run("list", "tasks").code == 0)
  }
}
