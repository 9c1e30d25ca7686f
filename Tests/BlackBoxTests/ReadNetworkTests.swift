import Foundation
import Sandbox
import Testing

/// Reads with failures of the network or the service.
@Suite("Reads over an unreliable network") struct ReadNetworkTests {
  @Test(
    "an unreachable server is exit 7 for reads and writes, and nothing is counted",
    arguments: [
      ["track", "42"], ["stop"], ["stop", "42"], ["status"], ["list", "tasks"], ["list", "workspaces"],
    ])
  func noServer(_ words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(words + ["--json"], env: ["TT_API_URL": "http://127.0.0.1:1/api/v4"])
      #expect(run.exit == 7)
      #expect(run.out == "")
      #expect(try run.error()["class"]?.string == "network")
      #expect(try fixture.used() == 0)
    }
  }

  @Test(
    "a wrong password is exit 4 for reads and writes, and nothing is counted",
    arguments: [
      ["track", "42"], ["stop"], ["stop", "42"], ["status"], ["list", "projects"],
    ])
  func wrongPassword(_ words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(words + ["--json"], env: ["TT_APP_PASSWORD": "falsch"])
      #expect(run.exit == 4)
      #expect(run.out == "")
      #expect(try run.error()["class"]?.string == "auth")
      #expect(fixture.requests().count == 1, "a wrong password is not tried twice")
      #expect(try fixture.used() == 0)
    }
  }

  @Test(
    "missing credentials are exit 4, and nothing is sent or counted",
    arguments: [["track", "42"], ["status"], ["list", "tasks"]])
  func noCredentials(_ words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      for env in [
        ["TT_APP_PASSWORD": nil], ["TT_APP_PASSWORD": ""], ["TT_APP_PASSWORD": nil, "TT_EMAIL": "ada@example.test"],
      ] as [[String: String?]] {
        let run = try await fixture.tt(words, env: env)
        #expect(run.exit == 4)
        #expect(try run.errorLine().contains("TT_APP_PASSWORD"))
      }
      #expect(fixture.isSilent())
      #expect(fixture.read(fixture.state + "/limits.json") == nil)
    }
  }

  @Test(
    "a 429 beyond the timeout is exit 9, is not retried and reports Retry-After", arguments: [nil, 47],
    [["track", "42"], ["list", "tasks"], ["stop", "42"]])
  func tooManyRequests(_ seconds: Int?, _ words: [String]) async throws {
    try await SandboxFixture.run(faults: [Fault(.tooManyRequests(retryAfter: seconds))]) { fixture in
      let run = try await fixture.tt(words + ["--json"])
      #expect(run.exit == 9)
      let error = try run.error()
      #expect(error["class"]?.string == "rate_limited")
      #expect(error["retry_after"]?.int == seconds ?? 60)
      #expect(error["rule"] == nil, "it is the service's limit and not a local one")
      #expect(fixture.requests().count == 1)
      #expect(try fixture.used() == 0)
    }
  }

  @Test(
    "a read is retried after a lost connection or an error page",
    arguments: [
      Fault(.dropBefore, count: 1), Fault(.dropAfter, count: 1), Fault(.truncate, count: 1), Fault(.html, count: 1),
      Fault(.gateway502, count: 1), Fault(.dropBefore, count: 2),
    ])
  func readsAreRepeated(_ fault: Fault) async throws {
    try await SandboxFixture.run(faults: [fault]) { fixture in
      let run = try await fixture.tt("list", "projects", "--json")
      #expect(run.exit == 0)
      #expect(run.errors == "")
      #expect(try run.json().array?.count == 3)
      #expect(fixture.requests().count == 1 + (fault.count ?? 0))
    }
  }

  @Test(
    "a read that keeps failing is exit 7 without a response, 1 with an unreadable one",
    arguments: [
      (Fault(.dropBefore), Int32(7), "network"), (Fault(.truncate), 7, "network"), (Fault(.html), 1, "api_error"),
      (Fault(.gateway502), 1, "api_error"), (Fault(.garbage), 1, "api_error"), (Fault(.redirect), 1, "api_error"),
    ])
  func readsFail(_ fault: Fault, _ code: Int32, _ name: String) async throws {
    try await SandboxFixture.run(faults: [fault]) { fixture in
      let run = try await fixture.tt("list", "projects", "--json")
      #expect(run.exit == code)
      #expect(run.out == "")
      #expect(try run.error()["class"]?.string == name)
    }
  }

  @Test("an unreadable response is reported with its content type and first bytes")
  func garbage() async throws {
    try await SandboxFixture.run(faults: [Fault(.garbage)]) { fixture in
      let line = try await fixture.tt("list", "projects").errorLine()
      #expect(line.contains("text/plain"))
      #expect(line.contains("it works!"))
      #expect(fixture.requests().count == 1)
    }
  }

  @Test("a redirect is not followed", arguments: [["list", "projects"], ["track", "8301"], ["stop", "42"]])
  func redirect(_ words: [String]) async throws {
    try await SandboxFixture.run(
      .running42, faults: [Fault(.redirect, path: "/tasks"), Fault(.redirect, path: "/projects")]
    ) {
      fixture in
      let run = try await fixture.tt(words)
      #expect(run.exit != 0)
      #expect(run.errors.contains("redirect"))
      #expect(!fixture.requests().contains { $0.path.contains("moved") })
    }
  }

  @Test("--timeout limits a read", arguments: [["list", "projects"], ["status"]])
  func timeout(_ words: [String]) async throws {
    try await SandboxFixture.run(faults: [Fault(.latency(milliseconds: 60_000))]) { fixture in
      let run = try await fixture.tt(words + ["--timeout", "0.5", "--json"])
      #expect(run.exit == 7)
      #expect(try run.error()["class"]?.string == "network")
    }
  }

  @Test("the loopback is not reached through a proxy")
  func proxy() async throws {
    try await SandboxFixture.run { fixture in
      let proxy = "http://127.0.0.1:1"
      let run = try await fixture.tt(
        "list", "projects", env: ["HTTPS_PROXY": proxy, "http_proxy": proxy, "ALL_PROXY": proxy, "all_proxy": proxy])
      #expect(run.exit == 0)
    }
  }

  @Test("a list of many pages is one call and complete")
  func pages() async throws {
    let workspace = Workspace.large(tasks: 310, events: 0)
    let active = workspace.tasks.all.filter { !$0.isArchived }.map(\.id)
    try await SandboxFixture.run(workspace) { fixture in
      try fixture.write(
        #"{"version":"1","default":"deny","tools":{"list_tasks":{"limits":[{"counter":"c","window":"day","max":5}]}}}"#,
        config: "policy.json")
      let ids = try await fixture.tt("list", "tasks", "-q").out.split(separator: "\n").compactMap { Int($0) }
      #expect(ids == active)
      #expect(fixture.requests().count > 3)
      #expect(try fixture.used("/tools/list_tasks/limits/c") == 1)
    }
  }
}
