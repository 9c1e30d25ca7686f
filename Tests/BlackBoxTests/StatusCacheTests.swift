import Foundation
import Sandbox
import Testing

/// `tt status` for shell prompts and status bars: cache, formats, exit codes.
@Suite("The cached status") struct StatusCacheTests {
  @Test(
    "a status that is too old, of another account or missing is requested again",
    arguments: [
      (["--max-age", "0"], [:]), ([], [:]),
      (
        ["--max-age", "1h"],
        ["TT_APP_PASSWORD": nil, "TT_EMAIL": "ada@example.test", "TT_PASSWORD": "sandbox-password"]
      ),
    ] as [([String], [String: String?])])
  func fresh(_ words: [String], _ env: [String: String?]) async throws {
    try await SandboxFixture.run { fixture in
      _ = try await fixture.tt("status")
      // "0" means no older than now to the second.
      try await Task.sleep(for: .milliseconds(1100))
      fixture.sandbox.replace(.running42)
      fixture.sandbox.clearRequests()
      var run = try await fixture.tt(["status", "--json"] + words, env: env)
      // With --max-age a request may take a second, which a busy machine can use up.
      for _ in 0..<5 where try run.json()["stale"]?.bool == true {
        run = try await fixture.tt(["status", "--json"] + words, env: env)
      }
      #expect(try run.json()["running"]?.bool == true)
      #expect(!fixture.isSilent())
    }
  }

  @Test("a stop updates the cache")
  func stopped() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      _ = try await fixture.tt("status")
      _ = try await fixture.tt("stop")
      let run = try await fixture.tt("status", "--max-age", "1h", "--json")
      #expect(try run.json()["running"]?.bool == false)
    }
  }

  @Test("a cache that is read while others write it is complete")
  func shared() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      _ = try await fixture.tt("status")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<40 {
          group.addTask {
            let run = try await fixture.tt(["status", "--json"] + (index % 2 == 0 ? [] : ["--max-age", "1h"]))
            #expect(try run.json()["id"]?.int == 42)
          }
        }
        try await group.waitForAll()
      }
      let file = try Data(contentsOf: URL(fileURLWithPath: fixture.cache + "/timer.json"))
      #expect(try JSONSerialization.jsonObject(with: file) is [String: Any])
    }
  }

  @Test("--exit-code exits with 1 if no timer is running, and with 0 otherwise")
  func exitCode() async throws {
    try await SandboxFixture.run { fixture in
      let idle = try await fixture.tt("status", "--exit-code")
      #expect(idle.exit == 1)
      _ = try await fixture.tt("track", "42")
      let running = try await fixture.tt("status", "--exit-code")
      #expect(running.exit == 0)
    }
  }

  @Test("--format prints the requested fields, and nothing without a running timer")
  func format() async throws {
    try await SandboxFixture.run { fixture in
      let idle = try await fixture.tt("status", "--format", "%t %e")
      #expect(idle.exit == 0)
      #expect(idle.out == "")
      _ = try await fixture.tt("track", "42")
      let running = try await fixture.tt("status", "--format", "%t|%p|%c|%i|100%%")
      #expect(running.out == "Write report|Website|Acme|42|100%\n")
      let wrong = try await fixture.tt("status", "--format", "%z")
      #expect(wrong.exit == 2)
    }
  }
}
