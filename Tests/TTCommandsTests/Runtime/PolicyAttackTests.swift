import Basics
import Foundation
import Testing

@testable import TTCommands

/// Attempts to bypass the gate. Each outcome is documented in tt-guard(7). Approvals, damaged and linked files, and
/// concurrent processes have their own suites.
@Suite("Attempts to get past the policy") struct PolicyAttackTests {
  @Test(
    "a tool name in another case, with blanks or in look-alike letters is unknown",
    arguments: [
      "TRACK_TASK", "Track_task", " track_task", "track_task ", "tr\u{430}ck_task", "track\u{200B}_task",
      "track_task\u{301}", "track-task", "ｔrack_task", "*", "",
    ])
  func names(tool: String) throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(CLIFixture.samplePolicy, config: "policy.json")
    let run = cli.run("call", tool, "task_id=42", "--json")
    #expect(run.code == 2)
    #expect(cli.transport?.sent == [])
    #expect(try cli.auditRecords().allSatisfy { $0["tool"] == "(unknown)" })
  }

  @Test(
    "extra, duplicate, credential and wrongly typed arguments are rejected, and nothing is sent",
    arguments: [
      #"{"task_id":42,"task_ID":43}"#, #"{"task_id":42,"constructor":1}"#, #"{"task_id":42,"task_id":43}"#,
      #"{"task_id":42,"app_password":"x"}"#, #"{"task_id":42,"api_token":"x"}"#, #"{"task_id":[42]}"#,
      #"{"task_id":{"$gt":0}}"#, #"{"task_id":true}"#, #"{"task_id":-42}"#, #"{"task_id":42.5}"#, #"{"task_id":1e400}"#,
      #"{"task_id":"42 OR 1=1"}"#, #"{"task_id":"../../me"}"#, #"{"task_id":"４２"}"#, "[42]", "42", "{}", "",
    ])
  func arguments(text: String) throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(CLIFixture.samplePolicy, config: "policy.json")
    let file = try cli.write("arguments.json", text)
    let run = cli.run("call", "track_task", "--arguments", file, "--json")
    #expect(run.code == 2)
    #expect(try run.error()["class"] == "usage")
    #expect(cli.transport?.sent == [])
    #expect(try cli.used() == 0)
  }

  @Test("an ID beyond 64 bits is compared digit by digit, and never equals another one")
  func hugeNumbers() throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(
      #"{"version":"1","default":"deny","tools":{"get_task":{"deny_if":[{"path":"args.task_id","op":"eq","#
        + #""value":9007199254740993}]}}}"#, config: "policy.json")
    #expect(cli.run("call", "get_task", "task_id=9007199254740993").code == 3)
    #expect(cli.run("policy", "check", "get_task", "task_id=9007199254740992").code == 0)
    let beyond = cli.run("call", "get_task", "task_id=100000000000000000000000000000000042")
    #expect(beyond.code == 2)
    #expect(cli.transport?.sent == [])
  }

  @Test(
    "under grant_lock no other grant or policy can be chosen",
    arguments: [["--grant", "default"], ["--grant", "AGENT"], ["--policy", "%"], [], []], [true, false])
  func lock(words: [String], byFlag: Bool) throws {
    let cli = try CLIFixture(answers: ["GET /me": CLIFixture.me])
    let loose = try cli.write(#"{"version":"1","default":"allow"}"#, config: "loose.json")
    try cli.write(#"{"version":"1","default":"allow"}"#, config: "policy.json")
    try cli.write(#"{"version":"1","default":"deny","tools":{"get_me":{}}}"#, config: "agent.json")
    try cli.write(#"{"grants":{"agent":{"policy":"agent.json"}},"grant_lock":"agent"}"#, config: "config.json")
    var env: [String: String?] = [:]
    if !byFlag, let name = words.first {
      env[name == "--grant" ? "TT_GRANT" : "TT_POLICY"] = words[1] == "%" ? loose : words[1]
    }
    let extra = byFlag ? words.map { $0 == "%" ? loose : $0 } : []
    let run = cli.run(["track", "42", "--json"] + extra, with: env)
    #expect(run.code == 3)
    #expect(try run.error()["rule"]?.string == (words.isEmpty ? "(default deny)" : "(grant lock)"))
    #expect(cli.transport?.sent == [])
    #expect(cli.run("show", "me", "--grant", "agent").code == 0)
  }

  @Test(
    "under grant_lock tt does not change the configuration, and says how to do it",
    arguments: [
      ["set", "grants.agent.enforce", "false"], ["unset", "grant_lock"], ["set", "password_command", "true"],
      ["set", "grants.agent.policy", "loose.json"],
    ])
  func lockedConfig(words: [String]) throws {
    let cli = try CLIFixture(answers: [:])
    let text = #"{"grants":{"agent":{"policy":"agent.json"}},"grant_lock":"agent"}"#
    try cli.write(text, config: "config.json")
    let run = cli.run(["config"] + words)
    #expect(run.code == 3)
    #expect(try run.errorLine().contains("by hand"))
    #expect(cli.read(CLIFixture.config + "/config.json") == text)
  }

  @Test(
    "a policy or configuration that is a dangling link refuses the call",
    arguments: ["policy.json", "config.json", ""])
  func danglingLinks(name: String) throws {
    let cli = try CLIFixture(answers: [:])
    try cli.makeFolder(CLIFixture.config)
    let path = cli.home + "/" + CLIFixture.config + (name.isEmpty ? "" : "/" + name)
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: cli.home + "/nothing")
    let run = cli.run("track", "42")
    #expect(run.code == 11)
    #expect(cli.transport?.sent == [])
  }

  @Test("a grant without a policy is denied every call, in shadow mode too")
  func shadowOfNothing() throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(#"{"grants":{"nobody":{"enforce":false}}}"#, config: "config.json")
    #expect(cli.run("track", "42", "--grant", "nobody").code == 3)
    #expect(cli.transport?.sent == [])
  }

  @Test("a grant's name cannot escape its folder", arguments: ["../default", "a b", "", "*", "a\nb", "déjà"])
  func grantNames(name: String) throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(CLIFixture.samplePolicy, config: "policy.json")
    #expect(cli.run("track", "42", "--grant", name).code == 2)
    #expect(cli.transport?.sent == [])
  }

  @Test("a negative amount does not lower a counter, and a huge one does not overflow it")
  func increments() throws {
    let cli = try CLIFixture(answers: ["POST /7/projects/add": #"{"id":5203,"name":"x"}"#])
    try cli.write(
      #"{"version":"1","default":"deny","tools":{"create_project":{"limits":[{"counter":"d","window":"day","max":10,"#
        + #""increment_from":"args.estimated_time"}]}}}"#, config: "policy.json")
    for (amount, code) in [("-5", Int32(2)), ("1e400", 2), ("[5]", 2), ("\"-5\"", 2), ("1e300", 9), ("\"1e300\"", 9)] {
      let file = try cli.write("a.json", "{\"name\":\"x\",\"estimated_time\":\(amount)}")
      #expect(cli.run("call", "create_project", "--arguments", file).code == code, "\(amount)")
    }
    #expect(cli.transport?.sent == [])
    for (amount, code) in [("\"4\"", Int32(0)), ("7", 9), ("\"7.0\"", 9), ("6.99", 0)] {
      let file = try cli.write("a.json", "{\"name\":\"x\",\"estimated_time\":\(amount)}")
      #expect(cli.run("call", "create_project", "--arguments", file).code == code, "\(amount)")
    }
    #expect(cli.run("call", "create_project", "name=x").code == 3)
    #expect(cli.run("call", "create_project", "name=x", "estimated_time=1").code == 9)
    #expect(try cli.used("/tools/create_project/limits/d") == 10)
    #expect(cli.lines.count == 2)
  }
}
