import Basics
import Foundation
import Testing

@testable import TTCommands

/// The policy is evaluated before anything is sent.
@Suite("Calls under a policy") struct PolicyTests {
  /// The ways to choose a policy file, with their words and environment.
  enum Way: CaseIterable {
    case configured, variable, flag

    func install(_ policy: String, _ cli: CLIFixture) throws -> (words: [String], env: [String: String?]) {
      switch self {
      case .configured:
        try cli.write(policy, config: "policy.json")
        return ([], [:])
      case .variable: return ([], ["TT_POLICY": try cli.write("p.json", policy)])
      case .flag: return (["--policy", try cli.write("p.json", policy)], [:])
      }
    }
  }

  @Test("under the sample policy track is allowed, and anything else is denied by default", arguments: Way.allCases)
  func sample(_ way: Way) throws {
    let cli = try CLIFixture(answers: CLIFixture.service)
    let (words, env) = try way.install(CLIFixture.samplePolicy, cli)
    for command in [["list", "tasks"], ["status"], ["stop"], ["stop", "42"], ["list", "workspaces"]] {
      let run = cli.run(command + words, with: env)
      #expect(run.code == 3)
      #expect(run.output == "")
      let line = try run.errorLine()
      #expect(line.hasPrefix("[POLICY DENIED] ") && line.contains("(default deny)"))
      let error = try cli.run(command + words + ["--json"], with: env).error()
      #expect(error["class"] == "policy_denied")
      #expect(error["rule"] == "(default deny)")
      #expect(error["message"]?.string?.hasPrefix("[POLICY DENIED] ") == true)
    }
    #expect(cli.transport?.sent == [])
    let allowed = cli.run(["track", "42"] + words, with: env)
    #expect(allowed.code == 0)
    #expect(cli.lines == ["POST /7/tasks/track/42"])
  }

  @Test("a denied call needs no credentials, no service and no valid address")
  func deniedEarly() throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(CLIFixture.samplePolicy, config: "policy.json")
    let run = cli.run(
      "list", "tasks", "--json", with: ["TT_APP_PASSWORD": nil, "TT_API_URL": "http://127.0.0.1:1/api/v4"])
    #expect(run.code == 3)
    #expect(cli.lines == [])
  }

  @Test("a flag overrides TT_POLICY, which overrides the configured file")
  func precedence() throws {
    let cli = try CLIFixture(answers: CLIFixture.service)
    let open = try cli.write("open.json", #"{"version":"1","default":"allow"}"#)
    let shut = try cli.write("shut.json", #"{"version":"1","default":"deny"}"#)
    try cli.write(#"{"version":"1","default":"deny"}"#, config: "policy.json")
    let byVariable = cli.run("list", "tasks", with: ["TT_POLICY": open])
    #expect(byVariable.code == 0)
    let byFlag = cli.run("list", "tasks", "--policy", shut, with: ["TT_POLICY": open])
    #expect(byFlag.code == 3)
    #expect(cli.lines == ["GET /7/tasks"])
  }

  @Test("hide overrides everything and names its rule", arguments: [#"["track_task"]"#, #"["*"]"#])
  func hidden(_ hide: String) throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(
      #"{"version":"1","default":"allow","hide":\#(hide),"tools":{"track_task":{}}}"#, config: "policy.json")
    let error = try cli.run("track", "42", "--json").error()
    #expect(error["class"] == "policy_denied")
    #expect(error["rule"] == "(hidden)")
    #expect(cli.transport?.sent == [])
  }

  @Test("a grant without a policy is denied every call", arguments: [["list", "tasks"], ["track", "42"], ["status"]])
  func unknownGrant(_ words: [String]) throws {
    let cli = try CLIFixture(answers: CLIFixture.service)
    try cli.write(#"{"version":"1","default":"allow"}"#, config: "policy.json")
    let byFlag = cli.run(words + ["--grant", "claude", "--json"])
    #expect(byFlag.code == 3)
    #expect(try byFlag.error()["rule"] == "(no policy)")
    let byVariable = cli.run(words + ["--json"], with: ["TT_GRANT": "claude"])
    #expect(try byVariable.error()["rule"] == "(no policy)")
    #expect(cli.transport?.sent == [])
    let back = cli.run(words + ["--grant", "default"], with: ["TT_GRANT": "claude"])
    #expect(back.code == 0)
  }

  @Test("a configured grant has its own policy and its own counters")
  func configuredGrant() throws {
    let cli = try CLIFixture(answers: CLIFixture.service)
    try cli.write(#"{"grants":{"claude":{"policy":"claude.json"}}}"#, config: "config.json")
    try cli.write(CLIFixture.samplePolicy, config: "claude.json")
    let denied = try cli.run("list", "tasks", "--grant", "claude", "--json").error()
    #expect(denied["rule"] == "(default deny)")
    let tracked = cli.run("track", "42", "--grant", "claude")
    #expect(tracked.code == 0)
    #expect(try cli.used(grant: "claude") == 1)
    #expect(try cli.used(grant: "default") == 0)
  }

  @Test("the built-in policy allows reads, timers thirty times a minute, and other writes three hundred times")
  func builtIn() throws {
    let cli = try CLIFixture(answers: CLIFixture.service)
    for command in [["list", "tasks"], ["list", "projects"], ["list", "workspaces"], ["status"]] {
      let run = cli.run(command)
      #expect(run.code == 0)
    }
    let verdict = try cli.run("policy", "check", "--json", "--", "track", "--task-id", "42").json()
    let limit = try #require(verdict["limits"]?.array?.first)
    #expect(limit["rule"] == "/tools/track_task/limits/track_task_rate")
    #expect(limit["max"] == 30)
    #expect(limit["window"] == "minute")
    let other = try cli.run("policy", "check", "--json", "--", "create", "customer", "Hooli").json()
    #expect(other["limits"]?.array?.first?["max"] == 300)
  }

  @Test("a limit of 0 never allows a call, and no time to try again is given")
  func never() throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(
      CLIFixture.samplePolicy.replacingOccurrences(of: "\"max\":30", with: "\"max\":0"), config: "policy.json")
    let error = try cli.run("track", "42", "--json").error()
    #expect(error["class"] == "rate_limited")
    #expect(error["retry_after"] == nil)
    #expect(error["rule"] == "/tools/track_task/limits/track_task_rate")
    #expect(cli.transport?.sent == [])
  }

  @Test("a missing or invalid policy file refuses the call with exit 11", arguments: Way.allCases)
  func invalid(_ way: Way) throws {
    let cli = try CLIFixture(answers: [:])
    let (words, env) = try way.install("{\"version\":\"1\",\n \"default\":\"dney\"}", cli)
    let run = cli.run(["track", "42"] + words, with: env)
    #expect(run.code == 11)
    #expect(try run.errorLine().contains(":2:2: /default"))
    let error = try cli.run(["track", "42", "--json"] + words, with: env).error()
    #expect(error["class"] == "config")
    #expect(cli.transport?.sent == [])
  }

  @Test("a policy named by TT_POLICY, --policy or a grant must exist", arguments: ["variable", "flag", "grant"])
  func missing(_ way: String) throws {
    let cli = try CLIFixture(answers: [:])
    let file = cli.home + "/none.json"
    try cli.write(#"{"grants":{"claude":{"policy":"\#(file)"}}}"#, config: "config.json")
    try cli.write(#"{"version":"1","default":"allow"}"#, config: "policy.json")
    let words = ["flag": ["--policy", file], "grant": ["--grant", "claude"]][way] ?? []
    let run = cli.run(["track", "42"] + words, with: way == "variable" ? ["TT_POLICY": file] : [:])
    #expect(run.code == 11)
    #expect(try run.errorLine().contains(file))
    #expect(cli.transport?.sent == [])
  }
}
