import Foundation
import Sandbox
import Testing

/// Calls that need approval: prompted for at a terminal, else queued for `tt policy approve`.
@Suite("Approvals of calls, through the program") struct ApprovalTests {
  static let policy =
    #"{"version":"1","default":"deny","tools":{"track_task":{"action":"require_approval","reason":"Ann decides."},"#
    + #""list_tasks":{}}}"#

  @Test("a call that needs approval is queued, listed with all details, and made once when approved")
  func whole() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(Self.policy, config: "policy.json")
      let line = ["track", "42", "--notes", "a \u{1B}[2J note"]
      let id = try await fixture.pendingApproval(line)
      #expect(try await fixture.pendingApproval(line) == id)
      let row = try #require(try await fixture.tt("policy", "approvals", "--json").json().array?.first)
      #expect(row["id"]?.string == id && row["state"]?.string == "pending" && row["grant"]?.string == "default")
      #expect(row["arguments"]?["notes"]?.string == "a \u{1B}[2J note" && row["arguments"]?["task_id"]?.int == 42)
      let table = try await fixture.tt("policy", "approvals").out
      #expect(table.contains(id) && table.contains("track_task") && !table.contains("\u{1B}"))
      let yes = try await fixture.tt("policy", "approve", id, "--json")
      #expect(yes.exit == 0)
      #expect(try yes.json()["changed"]?.bool == true && yes.json()["state"]?.string == "granted")
      #expect(try await fixture.tt("policy", "approve", id, "--json").json()["changed"]?.bool == false)
      #expect(try await fixture.tt(["policy", "check", "--"] + line).exit == 0)
      #expect(await fixture.isSilent())
      #expect(try await fixture.tt(line).exit == 0)
      #expect(await fixture.trackRequests().count == 1)
      #expect(try await fixture.openApprovals() == [])
      #expect(try await fixture.pendingApproval(line) != id)
      #expect(await fixture.trackRequests().count == 1)
      #expect(fixture.read(fixture.state + "/audit.jsonl")?.contains("note\"") == false)
    }
  }

  @Test(
    "an approval covers exactly one call: another argument, spelling, grant or policy needs its own",
    arguments: [
      ["track", "43"], ["track", "42", "--notes", ""], ["track", "42", "--date", "-5m"],
      ["track", "42", "--account-id", "700001"], ["track", "42", "--grant", "other"], ["track", "42", "--policy", "%"],
    ])
  func exact(words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      let file = try fixture.write(Self.policy, config: "policy.json")
      let other = try fixture.write(Self.policy + " ", config: "other.json")
      try fixture.write(#"{"grants":{"other":{"policy":"\#(file)"}}}"#, config: "config.json")
      let id = try await fixture.pendingApproval(["track", "42"])
      #expect(try await fixture.tt("policy", "approve", id).exit == 0)
      #expect(try await fixture.pendingApproval(words.map { $0 == "%" ? other : $0 }) != id)
      #expect(await fixture.isSilent())
      let raw = try await fixture.tt("call", "track_task", "task_id=42")
      #expect(raw.exit == 0, "the same call from another door is the same call")
    }
  }

  @Test("an approval is valid for the workspace it was requested in")
  func workspace() async throws {
    try await SandboxFixture.run(.runningElsewhere) { fixture in
      try fixture.write(Self.policy, config: "policy.json")
      let id = try await fixture.pendingApproval(["track", "42"])
      #expect(try await fixture.tt("policy", "approve", id).exit == 0)
      #expect(try await fixture.pendingApproval(["track", "42"], env: ["TT_ACCOUNT_ID": "700002"]) != id)
      #expect(await fixture.isSilent())
    }
  }

  @Test("approvals are listed for all grants or for one")
  func ofOneGrant() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(Self.policy, config: "policy.json")
      try fixture.write(#"{"grants":{"bot":{"policy":"policy.json"}}}"#, config: "config.json")
      let own = try await fixture.pendingApproval(["track", "42"])
      let bots = try await fixture.pendingApproval(["track", "42", "--grant", "bot"])
      #expect(try await Set(fixture.openApprovals()) == [own, bots])
      #expect(try await fixture.tt("policy", "approvals", "-q", "--grant", "bot").out == bots + "\n")
      #expect(try await fixture.tt("policy", "approvals", "-q", "--grant", "default").out == own + "\n")
    }
  }

  @Test("a denial is kept until the call is approved")
  func no() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(Self.policy, config: "policy.json")
      let id = try await fixture.pendingApproval(["track", "42"])
      #expect(try await fixture.tt("policy", "deny", id).exit == 0)
      #expect(try await fixture.openApprovals() == [])
      let run = try await fixture.tt("track", "42")
      #expect(run.exit == 10)
      #expect(try run.errorLine().contains("Approval \(id) was denied."))
      #expect(await fixture.isSilent())
      #expect(try await fixture.tt("policy", "approve", id).exit == 0)
      #expect(try await fixture.tt("track", "42").exit == 0)
    }
  }

  @Test("requests and approvals expire after the configured time, and the call is then denied")
  func lapse() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(Self.policy, config: "policy.json")
      #expect(try await fixture.tt("config", "set", "approval_timeout", "2s").exit == 0)
      let first = try await fixture.pendingApproval(["track", "42"])
      try await Task.sleep(for: .seconds(2.1))
      let late = try await fixture.tt("policy", "approve", first, "--json")
      #expect(late.exit == 5)
      #expect(try late.error()["class"]?.string == "not_found")
      let second = try await fixture.pendingApproval(["track", "42"])
      #expect(second != first)
      #expect(try await fixture.tt("policy", "approve", second).exit == 0)
      try await Task.sleep(for: .seconds(2.1))
      #expect(try await fixture.pendingApproval(["track", "42"]) != second)
      #expect(await fixture.isSilent())
    }
  }

  @Test("an approval is released if the request certainly never left, and used up if it may have arrived")
  func givenBack() async throws {
    try await SandboxFixture.run(faults: [Fault(.dropBefore, path: "/tasks/track/", count: 1)]) { fixture in
      try fixture.write(Self.policy, config: "policy.json")
      let id = try await fixture.pendingApproval(["track", "42"])
      #expect(try await fixture.tt("policy", "approve", id).exit == 0)
      let nowhere = try await fixture.tt("track", "42", env: ["TT_API_URL": "http://127.0.0.1:9/api/v4"])
      #expect(nowhere.exit == 7)
      let noPassword = try await fixture.tt("track", "42", env: ["TT_APP_PASSWORD": nil])
      #expect(noPassword.exit == 4)
      #expect(try await fixture.openApprovals() == [id])
      // The service drops the connection after the request was sent: the outcome is unknown, so the approval is used up.
      _ = try await fixture.tt("track", "42")
      #expect(await fixture.trackRequests().count == 1)
      #expect(try await fixture.openApprovals() == [])
    }
  }
}

extension SandboxFixture {
  /// Makes a call that needs approval, and returns the ID of the pending approval.
  func pendingApproval(_ words: [String], env: [String: String?] = [:]) async throws -> String {
    let run = try await tt(words + ["--json"], env: env)
    #expect(run.exit == 10)
    let error = try run.error()
    #expect(error["class"]?.string == "approval_required")
    let id = try #require(error["approval"]?.string)
    #expect(error["message"]?.string?.contains(id) == true)
    return id
  }

  /// The IDs of the open approvals.
  func openApprovals() async throws -> [String] {
    try await tt("policy", "approvals", "-q").out.split(separator: "\n").map(String.init)
  }
}
