import Basics
import Testing

@testable import TTCommands

/// Calls that need approval: queued for `tt policy approve`.
@Suite("Approvals of calls, through the program") struct ApprovalTests {
  static let policy =
    #"{"version":"1","default":"deny","tools":{"track_task":{"action":"require_approval","reason":"Ann decides."},"#
    + #""list_tasks":{}}}"#

  @Test("a call that needs approval is queued, listed with all details, and made once when approved")
  func whole() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write(Self.policy, config: "policy.json")
    let line = ["track", "42", "--notes", "a \u{1B}[2J note"]
    let id = try cli.pendingApproval(line)
    #expect(try cli.pendingApproval(line) == id)
    let row = try #require(try cli.run("policy", "approvals", "--json").json().array?.first)
    #expect(row["id"]?.string == id && row["state"] == "pending" && row["grant"] == "default")
    #expect(row["arguments"]?["notes"] == "a \u{1B}[2J note" && row["arguments"]?["task_id"] == 42)
    let table = cli.run("policy", "approvals").output
    #expect(table.contains(id) && table.contains("track_task") && !table.contains("\u{1B}"))
    let yes = cli.run("policy", "approve", "--yes", id, "--json")
    #expect(yes.code == 0)
    #expect(try yes.json()["changed"] == true && yes.json()["state"] == "granted")
    #expect(try cli.run("policy", "approve", "--yes", id, "--json").json()["changed"] == false)
    #expect(cli.run(["policy", "check", "--"] + line).code == 0)
    #expect(cli.transport?.sent == [])
    #expect(cli.run(line).code == 0)
    #expect(cli.lines == ["POST /7/tasks/track/42"])
    #expect(cli.openApprovals() == [])
    #expect(try cli.pendingApproval(line) != id)
    #expect(cli.lines == ["POST /7/tasks/track/42"])
    #expect(cli.read(CLIFixture.state + "/audit.jsonl")?.contains("note\"") == false)
  }

  @Test(
    "an approval covers exactly one call: another argument, spelling, grant or policy needs its own",
    arguments: [
      ["track", "43"], ["track", "42", "--notes", ""], ["track", "42", "--date", "-5m"],
      ["track", "42", "--account-id", "7"], ["track", "42", "--grant", "other"], ["track", "42", "--policy", "%"],
    ])
  func exact(words: [String]) throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    let file = try cli.write(Self.policy, config: "policy.json")
    let other = try cli.write(Self.policy + " ", config: "other.json")
    try cli.write(#"{"grants":{"other":{"policy":"\#(file)"}}}"#, config: "config.json")
    let id = try cli.pendingApproval(["track", "42"])
    #expect(cli.run("policy", "approve", "--yes", id).code == 0)
    #expect(try cli.pendingApproval(words.map { $0 == "%" ? other : $0 }) != id)
    #expect(cli.transport?.sent == [])
    let raw = cli.run("call", "track_task", "task_id=42")
    #expect(raw.code == 0, "the same call from another door is the same call")
  }

  @Test("an approval is valid for the workspace it was requested in")
  func workspace() throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(Self.policy, config: "policy.json")
    let id = try cli.pendingApproval(["track", "42"])
    #expect(cli.run("policy", "approve", "--yes", id).code == 0)
    #expect(try cli.pendingApproval(["track", "42"], with: ["TT_ACCOUNT_ID": "8"]) != id)
    #expect(cli.transport?.sent == [])
  }

  @Test("approvals are listed for all grants or for one")
  func ofOneGrant() throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(Self.policy, config: "policy.json")
    try cli.write(#"{"grants":{"bot":{"policy":"policy.json"}}}"#, config: "config.json")
    let own = try cli.pendingApproval(["track", "42"])
    let bots = try cli.pendingApproval(["track", "42", "--grant", "bot"])
    #expect(Set(cli.openApprovals()) == [own, bots])
    #expect(cli.run("policy", "approvals", "-q", "--grant", "bot").output == bots + "\n")
    #expect(cli.run("policy", "approvals", "-q", "--grant", "default").output == own + "\n")
  }

  @Test("a denial is kept until the call is approved")
  func no() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write(Self.policy, config: "policy.json")
    let id = try cli.pendingApproval(["track", "42"])
    #expect(cli.run("policy", "deny", id).code == 0)
    #expect(cli.openApprovals() == [])
    let run = cli.run("track", "42")
    #expect(run.code == 3)
    #expect(try run.errorLine().contains("A person declined this call (approval \(id))."))
    #expect(try !run.errorLine().contains("pending"))
    #expect(cli.transport?.sent == [])
    #expect(cli.run("policy", "approve", "--yes", id).code == 0)
    #expect(cli.run("track", "42").code == 0)
  }

  @Test("several calls are answered at once, by their IDs or all of them")
  func several() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write(Self.policy, config: "policy.json")
    func pending() throws -> [String] {
      try [42, 43, 44].map { try cli.pendingApproval(["track", String($0)]) }
    }
    let first = try pending()
    #expect(cli.run("policy", "approve", "--yes", first[0], "00000000").code == 5)
    #expect(cli.openApprovals().count == 3, "none is answered if one is not known")
    let approved = cli.run(["policy", "approve", "--yes"] + first.prefix(2) + ["--json"])
    #expect(approved.code == 0)
    #expect(try approved.json().array?.compactMap { $0["id"]?.string } == Array(first.prefix(2)))
    #expect(cli.run("policy", "deny", "--all").output.contains("Denied: track_task"))
    #expect(cli.run("policy", "deny", "--all").output == "There are no pending calls.\n")
    #expect(cli.run("track", "42").code == 0 && cli.run("track", "44").code == 3)
    #expect(cli.run("policy", "approve").code == 2)
    #expect(cli.run("policy", "approve", "--yes", first[0], "--all").code == 2)
    #expect(cli.run("policy", "approve", "00000000").code == 5)
  }

  @Test("requests and approvals expire after the configured time, and the call is then denied")
  func lapse() throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(Self.policy, config: "policy.json")
    #expect(cli.run("config", "set", "approval_timeout", "2s").code == 0)
    let first = try cli.pendingApproval(["track", "42"])
    cli.now.seconds += 3
    let late = cli.run("policy", "approve", "--yes", first, "--json")
    #expect(late.code == 5)
    #expect(try late.error()["class"] == "not_found")
    let second = try cli.pendingApproval(["track", "42"])
    #expect(second != first)
    #expect(cli.run("policy", "approve", "--yes", second).code == 0)
    cli.now.seconds += 3
    #expect(try cli.pendingApproval(["track", "42"]) != second)
    #expect(cli.transport?.sent == [])
  }
}

extension CLIFixture {
  /// Makes a call that needs approval, and returns the ID of the pending approval.
  func pendingApproval(_ words: [String], with changes: [String: String?] = [:]) throws -> String {
    let run = run(words + ["--json"], with: changes)
    #expect(run.code == 10)
    let error = try run.error()
    #expect(error["class"] == "approval_required")
    let id = try #require(error["approval"]?.string)
    #expect(error["message"]?.string?.contains(id) == true)
    return id
  }

  /// The IDs of the open approvals.
  func openApprovals() -> [String] {
    run("policy", "approvals", "-q").output.split(separator: "\n").map(String.init)
  }
}
