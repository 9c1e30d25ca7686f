import Foundation
import Sandbox
import Testing

/// Calls that want a person's yes: asked for at a terminal, else put down for `tt policy approve`.
@Suite struct ApprovalTests {
  static let policy =
    #"{"version":"1","default":"deny","tools":{"track_task":{"action":"require_approval","reason":"Ann decides."},"#
    + #""list_tasks":{}}}"#

  /// The id in the refusal of a call.
  private func refusal(_ house: SandboxFixture, _ words: [String], env: [String: String?] = [:]) async throws -> String
  {
    let run = try await house.tt(words + ["--json"], env: env)
    #expect(run.exit == 10)
    let error = try run.error()
    #expect(error["class"]?.string == "approval_required")
    let id = try #require(error["approval"]?.string)
    #expect(error["message"]?.string?.contains(id) == true)
    return id
  }

  private func open(_ house: SandboxFixture) async throws -> [String] {
    try await house.tt("policy", "approvals", "-q").out.split(separator: "\n").map(String.init)
  }

  @Test("a call without a yes is put down, listed with all it would do, and made once after the yes")
  func whole() async throws {
    try await SandboxFixture.run { house in
      try house.write(Self.policy, config: "policy.json")
      let line = ["track", "42", "--notes", "a \u{1B}[2J note"]
      let id = try await refusal(house, line)
      #expect(try await refusal(house, line) == id)
      let row = try #require(try await house.tt("policy", "approvals", "--json").json().array?.first)
      #expect(row["id"]?.string == id && row["state"]?.string == "pending" && row["grant"]?.string == "default")
      #expect(row["arguments"]?["notes"]?.string == "a \u{1B}[2J note" && row["arguments"]?["task_id"]?.int == 42)
      let table = try await house.tt("policy", "approvals").out
      #expect(table.contains(id) && table.contains("track_task") && !table.contains("\u{1B}"))
      let yes = try await house.tt("policy", "approve", id, "--json")
      #expect(yes.exit == 0)
      #expect(try yes.json()["changed"]?.bool == true && yes.json()["state"]?.string == "granted")
      #expect(try await house.tt("policy", "approve", id, "--json").json()["changed"]?.bool == false)
      #expect(try await house.tt(["policy", "check", "--"] + line).exit == 0)
      #expect(await house.isSilent())
      #expect(try await house.tt(line).exit == 0)
      #expect(await house.trackRequests().count == 1)
      #expect(try await open(house) == [])
      #expect(try await refusal(house, line) != id)
      #expect(await house.trackRequests().count == 1)
      #expect(house.read(house.state + "/audit.jsonl")?.contains("note\"") == false)
    }
  }

  @Test(
    "a yes is for that very call: another argument, way of writing, grant or policy wants its own",
    arguments: [
      ["track", "43"], ["track", "42", "--notes", ""], ["track", "42", "--date", "-5m"],
      ["track", "42", "--account-id", "700001"], ["track", "42", "--grant", "other"], ["track", "42", "--policy", "%"],
    ])
  func exact(words: [String]) async throws {
    try await SandboxFixture.run { house in
      let file = try house.write(Self.policy, config: "policy.json")
      let other = try house.write(Self.policy + " ", config: "other.json")
      try house.write(#"{"grants":{"other":{"policy":"\#(file)"}}}"#, config: "config.json")
      let id = try await refusal(house, ["track", "42"])
      #expect(try await house.tt("policy", "approve", id).exit == 0)
      #expect(try await refusal(house, words.map { $0 == "%" ? other : $0 }) != id)
      #expect(await house.isSilent())
      let raw = try await house.tt("call", "track_task", "task_id=42")
      #expect(raw.exit == 0, "the same call from another door is the same call")
    }
  }

  @Test("a yes is for the workspace it was asked in")
  func workspace() async throws {
    try await SandboxFixture.run(.runningElsewhere) { house in
      try house.write(Self.policy, config: "policy.json")
      let id = try await refusal(house, ["track", "42"])
      #expect(try await house.tt("policy", "approve", id).exit == 0)
      #expect(try await refusal(house, ["track", "42"], env: ["TT_ACCOUNT_ID": "700002"]) != id)
      #expect(await house.isSilent())
    }
  }

  @Test("approvals are listed for all grants, or for one")
  func ofOneGrant() async throws {
    try await SandboxFixture.run { house in
      try house.write(Self.policy, config: "policy.json")
      try house.write(#"{"grants":{"bot":{"policy":"policy.json"}}}"#, config: "config.json")
      let own = try await refusal(house, ["track", "42"])
      let bots = try await refusal(house, ["track", "42", "--grant", "bot"])
      #expect(try await Set(open(house)) == [own, bots])
      #expect(try await house.tt("policy", "approvals", "-q", "--grant", "bot").out == bots + "\n")
      #expect(try await house.tt("policy", "approvals", "-q", "--grant", "default").out == own + "\n")
    }
  }

  @Test("a denial stays until the call is approved after all")
  func no() async throws {
    try await SandboxFixture.run { house in
      try house.write(Self.policy, config: "policy.json")
      let id = try await refusal(house, ["track", "42"])
      #expect(try await house.tt("policy", "deny", id).exit == 0)
      #expect(try await open(house) == [])
      let run = try await house.tt("track", "42")
      #expect(run.exit == 10)
      #expect(try run.errorLine().contains("Approval \(id) was denied."))
      #expect(await house.isSilent())
      #expect(try await house.tt("policy", "approve", id).exit == 0)
      #expect(try await house.tt("track", "42").exit == 0)
    }
  }

  @Test("a request and a yes lapse after the configured time, and lapsed means no")
  func lapse() async throws {
    try await SandboxFixture.run { house in
      try house.write(Self.policy, config: "policy.json")
      #expect(try await house.tt("config", "set", "approval_timeout", "2s").exit == 0)
      let first = try await refusal(house, ["track", "42"])
      try await Task.sleep(for: .seconds(2.1))
      let late = try await house.tt("policy", "approve", first, "--json")
      #expect(late.exit == 5)
      #expect(try late.error()["class"]?.string == "not_found")
      let second = try await refusal(house, ["track", "42"])
      #expect(second != first)
      #expect(try await house.tt("policy", "approve", second).exit == 0)
      try await Task.sleep(for: .seconds(2.1))
      #expect(try await refusal(house, ["track", "42"]) != second)
      #expect(await house.isSilent())
    }
  }

  @Test("a yes is given back when the request certainly never left, and used up when it may have arrived")
  func givenBack() async throws {
    try await SandboxFixture.run(faults: [Fault(.dropBefore, path: "/tasks/track/", count: 1)]) { house in
      try house.write(Self.policy, config: "policy.json")
      let id = try await refusal(house, ["track", "42"])
      #expect(try await house.tt("policy", "approve", id).exit == 0)
      let nowhere = try await house.tt("track", "42", env: ["TT_API_URL": "http://127.0.0.1:9/api/v4"])
      #expect(nowhere.exit == 7)
      let noPassword = try await house.tt("track", "42", env: ["TT_APP_PASSWORD": nil])
      #expect(noPassword.exit == 4)
      #expect(try await open(house) == [id])
      // The service drops the connection after the request was sent: nobody knows, so the yes is gone.
      _ = try await house.tt("track", "42")
      #expect(await house.trackRequests().count == 1)
      #expect(try await open(house) == [])
    }
  }

  @Test("two callers with one yes between them: one request")
  func raced() async throws {
    try await SandboxFixture.run { house in
      try house.write(Self.policy, config: "policy.json")
      let id = try await refusal(house, ["track", "42"])
      #expect(try await house.tt("policy", "approve", id).exit == 0)
      let codes = try await withThrowingTaskGroup(of: Int32?.self) { group in
        for _ in 0..<20 { group.addTask { try await house.tt("track", "42").exit } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(codes.count { $0 == 0 } == 1)
      #expect(codes.count { $0 == 10 } == 19)
      #expect(await house.trackRequests().count == 1)
    }
  }

  @Test("two people who answer at once: one answer is the last, and both are in the log")
  func answersRaced() async throws {
    try await SandboxFixture.run { house in
      try house.write(Self.policy, config: "policy.json")
      let id = try await refusal(house, ["track", "42"])
      async let yes = house.tt("policy", "approve", id)
      async let no = house.tt("policy", "deny", id)
      let codes = try await [yes.exit, no.exit]
      #expect(codes == [0, 0])
      let said = try house.auditRecords().filter { $0["event"]?.string == "approval" }.map { $0["decision"]?.string }
      #expect(Set(said) == ["yes", "no"])
      let isGranted = said.last == "yes"
      #expect(try await house.tt("track", "42").exit == (isGranted ? 0 : 10))
    }
  }

  @Test("a configuration that is locked to a grant cannot say yes for it")
  func locked() async throws {
    try await SandboxFixture.run { house in
      let file = try house.write(Self.policy, config: "policy.json")
      try house.write(#"{"grants":{"agent":{"policy":"\#(file)"}},"grant_lock":"agent"}"#, config: "config.json")
      let id = try await refusal(house, ["track", "42"])
      let own = try await house.tt("policy", "approve", id, "--json")
      #expect(own.exit == 3)
      #expect(try own.error()["rule"]?.string == "(grant lock)")
      #expect(try await refusal(house, ["track", "42"]) == id)
      try house.write("{}", to: house.folder + "/person/tt/config.json")
      let person = try await house.tt("policy", "approve", id, env: ["XDG_CONFIG_HOME": house.folder + "/person"])
      #expect(person.exit == 0)
      #expect(try await house.tt("track", "42").exit == 0)
    }
  }

  @Test("in shadow mode nobody is asked and nothing is put down")
  func shadow() async throws {
    try await SandboxFixture.run { house in
      let file = try house.write(Self.policy, config: "policy.json")
      try house.write(#"{"grants":{"default":{"policy":"\#(file)","enforce":false}}}"#, config: "config.json")
      let check = try await house.tt("policy", "check", "--json", "--", "track", "42")
      #expect(check.exit == 0)
      #expect(try check.json()["enforced"]?.bool == false && check.json()["decision"]?.string == "approval")
      let run = try await house.tt("track", "42")
      #expect(run.exit == 0)
      #expect(run.errors.contains("not enforced"))
      #expect(try await open(house) == [])
    }
  }

  @Test("approvals that cannot be trusted refuse the call with exit 11", arguments: ["garbage", "link", "folder"])
  func damaged(kind: String) async throws {
    try await SandboxFixture.run { house in
      try house.write(Self.policy, config: "policy.json")
      let path = house.state + "/approvals.json"
      switch kind {
      case "garbage": try house.write("{\"version\":1}", to: path)
      case "folder": try house.makeFolder(path)
      default:
        let elsewhere = try house.write(#"{"version":1,"clock":0,"approvals":[]}"#, to: house.folder + "/elsewhere")
        try house.makeFolder(house.state)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: elsewhere)
      }
      for words in [["track", "42"], ["policy", "approvals"], ["policy", "check", "--", "track", "42"]] {
        let run = try await house.tt(words)
        #expect(run.exit == 11)
        #expect(run.errors.contains("approvals.json"))
      }
      #expect(await house.isSilent())
      #expect(try await house.tt("list", "tasks").exit == 0)
    }
  }
}

/// The question at a real terminal.
@Suite struct ApprovalPromptTests {
  private static let ask = AuthTerminal.Step.wait("Do it? [y/N] ")

  @Test("at a terminal the exact call is shown, and a yes makes it", arguments: ["y\n", "YES\n"])
  func yes(answer: String) async throws {
    try await SandboxFixture.run { house in
      try house.write(ApprovalTests.policy, config: "policy.json")
      let result = try await AuthTerminal.run(
        house, ["track", "42", "--notes", "x\u{202E}y"], env: [:], [Self.ask, .type(answer), .wait("Tracking")])
      #expect(result.stuck == nil && result.end == 0)
      #expect(result.screen.contains("Ann decides."))
      #expect(result.screen.contains("track_task (grant default)"))
      #expect(result.screen.contains(#""task_id":42"#) && !result.screen.contains("\u{202E}"))
      #expect(await house.trackRequests().count == 1)
      let said = try house.auditRecords().filter { $0["event"]?.string == "approval" }
      #expect(said.map { $0["decision"]?.string } == ["yes"])
      #expect(house.read(house.state + "/approvals.json")?.contains("granted") != true)
    }
  }

  @Test("anything else is a no", arguments: ["n\n", "\n", "ye\n", "\u{4}", "yess\n"])
  func no(answer: String) async throws {
    try await SandboxFixture.run { house in
      try house.write(ApprovalTests.policy, config: "policy.json")
      let result = try await AuthTerminal.run(house, ["track", "42"], env: [:], [Self.ask, .type(answer)])
      #expect(result.end == 10)
      let isAnswer = answer != "\u{4}"
      #expect(try house.auditRecords().contains { $0["decision"]?.string == "no" } == isAnswer)
      #expect(result.screen.contains("tt policy approve "))
      #expect(await house.isSilent())
    }
  }

  @Test("--no-input and TT_NO_INPUT ask nobody, even at a terminal", arguments: [true, false])
  func noInput(byFlag: Bool) async throws {
    try await SandboxFixture.run { house in
      try house.write(ApprovalTests.policy, config: "policy.json")
      let result = try await AuthTerminal.run(
        house, ["track", "42"] + (byFlag ? ["--no-input"] : []), env: byFlag ? [:] : ["TT_NO_INPUT": "1"], [])
      #expect(result.end == 10 && !result.screen.contains("[y/N]"))
      #expect(await house.isSilent())
    }
  }

  @Test("a policy that is replaced while a person thinks is the one that counts")
  func replacedMeanwhile() async throws {
    try await SandboxFixture.run { house in
      let path = try house.write(ApprovalTests.policy, config: "policy.json")
      // The prompt itself triggers the change: it is written before the answer is typed.
      let script = """
        import os, pty, select, sys, time
        child, terminal = pty.fork()
        if child == 0:
            os.execv(sys.argv[1], [sys.argv[1], "track", "42"])
        screen = b""
        end = time.time() + 20
        while b"[y/N]" not in screen and time.time() < end:
            if select.select([terminal], [], [], 0.1)[0]:
                screen += os.read(terminal, 4096)
        open(sys.argv[2], "w").write('{"version":"1","default":"deny"}')
        os.write(terminal, b"y\\n")
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """
      let run = try await house.run("/usr/bin/env", ["python3", "-c", script, Products.tt, path])
      #expect(run.out == "3\n")
      #expect(await house.isSilent())
    }
  }
}
