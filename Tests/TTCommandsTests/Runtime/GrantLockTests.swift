import Basics
import Testing
import Transport

@testable import TTCommands

/// With grant_lock, the environment of the caller does not decide where the saved password goes.
@Suite("The environment under grant_lock") struct GrantLockTests {
  private func fixture(_ settings: String) throws -> CLIFixture {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    cli.environment["TT_APP_PASSWORD"] = nil
    try cli.write(#"{"app_password":"kept-s3cret"}"#, config: "credentials.json")
    try cli.write(CLIFixture.samplePolicy, config: "agent.json")
    try cli.write(
      #"{"grant_lock":"agent","grants":{"agent":{"policy":"agent.json"}}\#(settings)}"#, config: "config.json")
    return cli
  }

  @Test("the saved password goes to the configured address only, whatever TT_API_URL says")
  func address() throws {
    let elsewhere = try fixture("")
    let run = elsewhere.run("track", "--task-id", "42", "--json")
    #expect(run.code == 4)
    #expect(try run.error()["message"]?.string?.contains("are for api.trackingtime.co") == true)
    #expect(elsewhere.transport?.sent == [])
    let configured = try fixture(#","api_url":"\#(AnsweringTransport.base)""#)
    #expect(configured.run("track", "--task-id", "42").code == 0)
  }

  @Test("another port is another address, and stored credentials cannot be replaced or removed")
  func credentials() throws {
    let cli = try fixture(#","api_url":"https://api.example.test:8443/api/v4""#)
    #expect(cli.run("track", "--task-id", "42").code == 4)
    for words in [["auth", "login", "--with-password"], ["auth", "logout"]] {
      #expect(try cli.run(words + ["--json"]).error()["rule"] == "(grant lock)")
    }
    #expect(cli.read(CLIFixture.config + "/credentials.json")?.contains("kept-s3cret") == true)
  }

  @Test("a lock to a grant without a policy comes with a warning: it denies every call, and tt cannot take it back")
  func unknownGrant() throws {
    for isKnown in [true, false] {
      let cli = try CLIFixture()
      if isKnown { #expect(cli.run("config", "set", "grants.claude.policy", "claude.json").code == 0) }
      let run = cli.run("config", "set", "grant_lock", "claude")
      #expect(run.code == 0)
      #expect(run.errors.contains("every call is denied") == !isKnown)
    }
  }

  @Test("proxies, certificates and key logs of the environment are not used")
  func transport() throws {
    let names = TransportVariables.all
    let cli = try fixture(#","api_url":"\#(AnsweringTransport.base)""#)
    for name in names { cli.environment[name] = "/elsewhere" }
    for isLocked in [true, false] {
      var seen: Set<String>?
      cli.adjust = { context in
        let make = context.transport
        context.transport = { reservation, environment in
          seen = Set(environment.variables.keys).intersection(names)
          return make(reservation, environment)
        }
      }
      if !isLocked { try cli.write(#"{"api_url":"\#(AnsweringTransport.base)"}"#, config: "config.json") }
      #expect(cli.run("track", "--task-id", "42").code == 0)
      #expect(seen == (isLocked ? [] : names))
    }
  }
}

/// What holds all calls back is said where limits are shown.
@Suite("A pause the service asked for") struct ServicePauseTests {
  @Test("policy status and doctor say that the service asked for a pause, and when it ends")
  func shown() throws {
    let cli = try CLIFixture(answers: [:])
    cli.readsZoneFiles = true
    let key = "* (service limit) \(AnsweringTransport.base) 60"
    try cli.write(
      #"{"version":1,"clock":\#(cli.now.seconds),"counters":{"\#(key)":{"start":\#(cli.now.seconds),"window":60,"used":1}}}"#,
      state: "limits.json")
    for words in [["policy", "status"], ["doctor"]] {
      let run = cli.run(words)
      let text = run.output + run.errors
      #expect(
        text.contains("asked for no more requests for now (429)") && text.contains("try again in 60 s"), "\(text)")
    }
    #expect(cli.transport?.sent == [])
  }
}

/// A policy that is not enforced is said to be so wherever it is shown.
@Suite("A policy in shadow mode") struct ShadowModeTests {
  @Test("show, status and doctor say that the policy is not enforced")
  func shown() throws {
    let cli = try CLIFixture(answers: [:])
    cli.readsZoneFiles = true
    let file = try cli.write(CLIFixture.samplePolicy, config: "agent.json")
    for isEnforced in [true, false] {
      try cli.write(
        #"{"grants":{"agent":{"policy":"\#(file)","enforce":\#(isEnforced)}}}"#, config: "config.json")
      for words in [["policy", "show"], ["policy", "status"], ["doctor", "--offline"]] {
        let run = cli.run(words + ["--grant", "agent"])
        #expect((run.output + run.errors).contains("not enforced") == !isEnforced, "\(words)")
      }
    }
  }
}
