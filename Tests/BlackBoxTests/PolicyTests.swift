import Foundation
import Testing

/// The policy is evaluated before anything is sent.
@Suite("Calls under a policy") struct PolicyTests {
  /// The ways to choose a policy file, with their words and environment.
  enum Way: CaseIterable {
    case configured, variable, flag

    func install(_ policy: String, _ fixture: SandboxFixture) throws -> (words: [String], env: [String: String?]) {
      switch self {
      case .configured:
        try fixture.write(policy, config: "policy.json")
        return ([], [:])
      case .variable: return ([], ["TT_POLICY": try fixture.write(policy, to: fixture.folder + "/p.json")])
      case .flag: return (["--policy", try fixture.write(policy, to: fixture.folder + "/p.json")], [:])
      }
    }
  }

  @Test("under the sample policy track is allowed, and anything else is denied by default", arguments: Way.allCases)
  func sample(_ way: Way) async throws {
    try await SandboxFixture.run { fixture in
      let (words, env) = try way.install(SandboxFixture.samplePolicy, fixture)
      for command in [["list", "tasks"], ["status"], ["stop"], ["stop", "42"], ["list", "workspaces"]] {
        let run = try await fixture.tt(command + words, env: env)
        #expect(run.exit == 3)
        #expect(run.out == "")
        let line = try run.errorLine()
        #expect(line.hasPrefix("[POLICY DENIED] ") && line.contains("(default deny)"))
        let error = try await fixture.tt(command + words + ["--json"], env: env).error()
        #expect(error["class"]?.string == "policy_denied")
        #expect(error["rule"]?.string == "(default deny)")
        #expect(error["message"]?.string?.hasPrefix("[POLICY DENIED] ") == true)
      }
      #expect(await fixture.isSilent())
      let allowed = try await fixture.tt(["track", "42"] + words, env: env)
      #expect(allowed.exit == 0)
      #expect(await fixture.trackRequests().count == 1)
    }
  }

  @Test("a denied call needs no credentials, no service and no valid address")
  func deniedEarly() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
      let run = try await fixture.tt(
        "list", "tasks", "--json", env: ["TT_APP_PASSWORD": nil, "TT_API_URL": "http://127.0.0.1:1/api/v4"])
      #expect(run.exit == 3)
    }
  }

  @Test("a flag overrides TT_POLICY, which overrides the configured file")
  func precedence() async throws {
    try await SandboxFixture.run { fixture in
      let open = try fixture.write(#"{"version":"1","default":"allow"}"#, to: fixture.folder + "/open.json")
      let shut = try fixture.write(#"{"version":"1","default":"deny"}"#, to: fixture.folder + "/shut.json")
      try fixture.write(#"{"version":"1","default":"deny"}"#, config: "policy.json")
      let byVariable = try await fixture.tt("list", "tasks", env: ["TT_POLICY": open])
      #expect(byVariable.exit == 0)
      let byFlag = try await fixture.tt("list", "tasks", "--policy", shut, env: ["TT_POLICY": open])
      #expect(byFlag.exit == 3)
    }
  }

  @Test("hide overrides everything and names its rule", arguments: [#"["track_task"]"#, #"["*"]"#])
  func hidden(_ hide: String) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(
        #"{"version":"1","default":"allow","hide":\#(hide),"tools":{"track_task":{}}}"#, config: "policy.json")
      let error = try await fixture.tt("track", "42", "--json").error()
      #expect(error["class"]?.string == "policy_denied")
      #expect(error["rule"]?.string == "(hidden)")
      #expect(await fixture.isSilent())
    }
  }

  @Test("a grant without a policy is denied every call", arguments: [["list", "tasks"], ["track", "42"], ["status"]])
  func unknownGrant(_ words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(#"{"version":"1","default":"allow"}"#, config: "policy.json")
      let byFlag = try await fixture.tt(words + ["--grant", "claude", "--json"])
      #expect(byFlag.exit == 3)
      #expect(try byFlag.error()["rule"]?.string == "(no policy)")
      let byVariable = try await fixture.tt(words + ["--json"], env: ["TT_GRANT": "claude"])
      #expect(try byVariable.error()["rule"]?.string == "(no policy)")
      #expect(await fixture.isSilent())
      let back = try await fixture.tt(words + ["--grant", "default"], env: ["TT_GRANT": "claude"])
      #expect(back.exit == 0)
    }
  }

  @Test("a configured grant has its own policy and its own counters")
  func configuredGrant() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(#"{"grants":{"claude":{"policy":"claude.json"}}}"#, config: "config.json")
      try fixture.write(SandboxFixture.samplePolicy, config: "claude.json")
      let denied = try await fixture.tt("list", "tasks", "--grant", "claude", "--json").error()
      #expect(denied["rule"]?.string == "(default deny)")
      let tracked = try await fixture.tt("track", "42", "--grant", "claude")
      #expect(tracked.exit == 0)
      #expect(try fixture.used(grant: "claude") == 1)
      #expect(try fixture.used(grant: "default") == 0)
    }
  }

  @Test("the built-in policy allows reads, and writes thirty times a minute")
  func builtIn() async throws {
    try await SandboxFixture.run { fixture in
      for command in [["list", "tasks"], ["list", "projects"], ["list", "workspaces"], ["status"]] {
        let run = try await fixture.tt(command)
        #expect(run.exit == 0)
      }
      let verdict = try await fixture.tt("policy", "check", "--json", "--", "track", "--task-id", "42").json()
      let limit = try #require(verdict["limits"]?.array?.first)
      #expect(limit["rule"]?.string == "/tools/track_task/limits/track_task_rate")
      #expect(limit["max"]?.int == 30)
      #expect(limit["window"]?.string == "minute")
    }
  }

  @Test("a limit of 0 never allows a call, and no time to try again is given")
  func never() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(
        SandboxFixture.samplePolicy.replacingOccurrences(of: "\"max\":30", with: "\"max\":0"), config: "policy.json")
      let error = try await fixture.tt("track", "42", "--json").error()
      #expect(error["class"]?.string == "rate_limited")
      #expect(error["retry_after"] == nil)
      #expect(error["rule"]?.string == "/tools/track_task/limits/track_task_rate")
      #expect(await fixture.isSilent())
    }
  }

  @Test("a missing or invalid policy file refuses the call with exit 11", arguments: Way.allCases)
  func invalid(_ way: Way) async throws {
    try await SandboxFixture.run { fixture in
      let (words, env) = try way.install("{\"version\":\"1\",\n \"default\":\"dney\"}", fixture)
      let run = try await fixture.tt(["track", "42"] + words, env: env)
      #expect(run.exit == 11)
      #expect(try run.errorLine().contains(":2:2: /default"))
      let error = try await fixture.tt(["track", "42", "--json"] + words, env: env).error()
      #expect(error["class"]?.string == "config")
      #expect(await fixture.isSilent())
    }
  }

  @Test("a policy named by TT_POLICY, --policy or a grant must exist", arguments: ["variable", "flag", "grant"])
  func missing(_ way: String) async throws {
    try await SandboxFixture.run { fixture in
      let file = fixture.folder + "/none.json"
      try fixture.write(#"{"grants":{"claude":{"policy":"\#(file)"}}}"#, config: "config.json")
      try fixture.write(#"{"version":"1","default":"allow"}"#, config: "policy.json")
      let words = ["flag": ["--policy", file], "grant": ["--grant", "claude"]][way] ?? []
      let run = try await fixture.tt(["track", "42"] + words, env: way == "variable" ? ["TT_POLICY": file] : [:])
      #expect(run.exit == 11)
      #expect(try run.errorLine().contains(file))
      #expect(await fixture.isSilent())
    }
  }
}
