import Foundation
import Sandbox
import Testing

/// Reads when the network or the service misbehaves.
@Suite struct ReadNetworkTests {
  @Test(
    "no server is exit 7 for reads and writes, and nothing is used up",
    arguments: [
      ["track", "42"], ["stop"], ["stop", "42"], ["status"], ["list", "tasks"], ["list", "workspaces"],
    ])
  func noServer(_ words: [String]) async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt(words + ["--json"], env: ["TT_API_URL": "http://127.0.0.1:1/api/v4"])
      #expect(run.exit == 7)
      #expect(run.out == "")
      #expect(try run.error()["class"]?.string == "network")
      #expect(try house.used() == 0)
    }
  }

  @Test(
    "a wrong password is exit 4, for reads and writes, and uses up nothing",
    arguments: [
      ["track", "42"], ["stop"], ["stop", "42"], ["status"], ["list", "projects"],
    ])
  func wrongPassword(_ words: [String]) async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt(words + ["--json"], env: ["TT_APP_PASSWORD": "falsch"])
      #expect(run.exit == 4)
      #expect(run.out == "")
      #expect(try run.error()["class"]?.string == "auth")
      #expect(await house.requests().count == 1, "a wrong password is not tried twice")
      #expect(try house.used() == 0)
    }
  }

  @Test(
    "no credentials is exit 4, sends nothing and uses up nothing",
    arguments: [["track", "42"], ["status"], ["list", "tasks"]])
  func noCredentials(_ words: [String]) async throws {
    try await SandboxFixture.run { house in
      for env in [
        ["TT_APP_PASSWORD": nil], ["TT_APP_PASSWORD": ""], ["TT_APP_PASSWORD": nil, "TT_EMAIL": "ada@example.test"],
      ] as [[String: String?]] {
        let run = try await house.tt(words, env: env)
        #expect(run.exit == 4)
        #expect(try run.errorLine().contains("TT_APP_PASSWORD"))
      }
      #expect(await house.isSilent())
      #expect(house.read(house.state + "/limits.json") == nil)
    }
  }

  @Test(
    "a 429 is exit 9, is not asked again and tells Retry-After", arguments: [nil, 17],
    [["track", "42"], ["list", "tasks"], ["stop", "42"]])
  func tooManyRequests(_ seconds: Int?, _ words: [String]) async throws {
    try await SandboxFixture.run(faults: [Fault(.tooManyRequests(retryAfter: seconds))]) { house in
      let run = try await house.tt(words + ["--json"])
      #expect(run.exit == 9)
      let error = try run.error()
      #expect(error["class"]?.string == "rate_limited")
      #expect(error["retry_after"]?.int == seconds)
      #expect(error["rule"] == nil, "it is the service's limit and not a local one")
      #expect(await house.requests().count == 1)
      #expect(try house.used() == 0)
    }
  }

  @Test(
    "a read is repeated after a lost connection or an error page",
    arguments: [
      Fault(.dropBefore, count: 1), Fault(.dropAfter, count: 1), Fault(.truncate, count: 1), Fault(.html, count: 1),
      Fault(.gateway502, count: 1), Fault(.dropBefore, count: 2),
    ])
  func readsAreRepeated(_ fault: Fault) async throws {
    try await SandboxFixture.run(faults: [fault]) { house in
      let run = try await house.tt("list", "projects", "--json")
      #expect(run.exit == 0)
      #expect(run.errors == "")
      #expect(try run.json().array?.count == 3)
      #expect(await house.requests().count == 1 + (fault.count ?? 0))
    }
  }

  @Test(
    "a read that fails for good is 7 without an answer, 1 with one that is not understood",
    arguments: [
      (Fault(.dropBefore), Int32(7), "network"), (Fault(.truncate), 7, "network"), (Fault(.html), 1, "api_error"),
      (Fault(.gateway502), 1, "api_error"), (Fault(.garbage), 1, "api_error"), (Fault(.redirect), 1, "api_error"),
    ])
  func readsFail(_ fault: Fault, _ code: Int32, _ name: String) async throws {
    try await SandboxFixture.run(faults: [fault]) { house in
      let run = try await house.tt("list", "projects", "--json")
      #expect(run.exit == code)
      #expect(run.out == "")
      #expect(try run.error()["class"]?.string == name)
    }
  }

  @Test("an answer that is not understood is told by its content type and its first bytes")
  func garbage() async throws {
    try await SandboxFixture.run(faults: [Fault(.garbage)]) { house in
      let line = try await house.tt("list", "projects").errorLine()
      #expect(line.contains("text/plain"))
      #expect(line.contains("it works!"))
      #expect(await house.requests().count == 1)
    }
  }

  @Test("a redirect is not followed", arguments: [["list", "projects"], ["track", "8301"], ["stop", "42"]])
  func redirect(_ words: [String]) async throws {
    try await SandboxFixture.run(
      .running42, faults: [Fault(.redirect, path: "/tasks"), Fault(.redirect, path: "/projects")]
    ) {
      house in
      let run = try await house.tt(words)
      #expect(run.exit != 0)
      #expect(run.errors.contains("redirect"))
      #expect(await !house.requests().contains { $0.path.contains("moved") })
    }
  }

  @Test("--timeout bounds a read", arguments: [["list", "projects"], ["status"]])
  func timeout(_ words: [String]) async throws {
    try await SandboxFixture.run(faults: [Fault(.latency(milliseconds: 60_000))]) { house in
      let run = try await house.tt(words + ["--timeout", "0.5", "--json"])
      #expect(run.exit == 7)
      #expect(try run.error()["class"]?.string == "network")
    }
  }

  @Test("the loopback is not reached by way of a proxy")
  func proxy() async throws {
    try await SandboxFixture.run { house in
      let proxy = "http://127.0.0.1:1"
      let run = try await house.tt(
        "list", "projects", env: ["HTTPS_PROXY": proxy, "http_proxy": proxy, "ALL_PROXY": proxy, "all_proxy": proxy])
      #expect(run.exit == 0)
    }
  }

  @Test("a list of many pages is one call and comes whole")
  func pages() async throws {
    let workspace = Workspace.large(tasks: 310, events: 0)
    let active = workspace.tasks.all.filter { !$0.isArchived }.map(\.id)
    try await SandboxFixture.run(workspace) { house in
      try house.write(
        #"{"version":"1","default":"deny","tools":{"list_tasks":{"limits":[{"counter":"c","window":"day","max":5}]}}}"#,
        config: "policy.json")
      let ids = try await house.tt("list", "tasks", "-q").out.split(separator: "\n").compactMap { Int($0) }
      #expect(ids == active)
      #expect(await house.requests().count > 3)
      #expect(try house.used("/tools/list_tasks/limits/c") == 1)
    }
  }
}
