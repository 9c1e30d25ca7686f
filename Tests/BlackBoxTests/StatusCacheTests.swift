import Foundation
import Sandbox
import Testing

/// `tt status` for prompts and bars: cached answers, formats, exit codes.
@Suite struct StatusCacheTests {
  @Test("with --max-age an answer young enough makes no request", arguments: [["status"], ["track", "42"]])
  func cached(_ words: [String]) async throws {
    try await SandboxFixture.run(.running42) { house in
      _ = try await house.tt(words)
      await house.sandbox.clearRequests()
      let run = try await house.tt("status", "--max-age", "1h", "--json")
      #expect(run.exit == 0)
      #expect(try run.json()["running"]?.bool == true)
      #expect(try run.json()["id"]?.int == 42)
      #expect(await house.isSilent())
    }
  }

  @Test(
    "an answer that is too old, of another account or gone is asked for again",
    arguments: [
      (["--max-age", "0"], [:]), ([], [:]),
      (
        ["--max-age", "1h"],
        ["TT_APP_PASSWORD": nil, "TT_EMAIL": "ada@example.test", "TT_PASSWORD": "sandbox-password"]
      ),
    ] as [([String], [String: String?])])
  func fresh(_ words: [String], _ env: [String: String?]) async throws {
    try await SandboxFixture.run { house in
      _ = try await house.tt("status")
      // "0" means no older than now to the second.
      try await Task.sleep(for: .milliseconds(1100))
      await house.sandbox.replace(.running42)
      await house.sandbox.clearRequests()
      let run = try await house.tt(["status", "--json"] + words, env: env)
      #expect(try run.json()["running"]?.bool == true)
      #expect(await !house.isSilent())
    }
  }

  @Test("a stop is known to the cache")
  func stopped() async throws {
    try await SandboxFixture.run(.running42) { house in
      _ = try await house.tt("status")
      _ = try await house.tt("stop")
      let run = try await house.tt("status", "--max-age", "1h", "--json")
      #expect(try run.json()["running"]?.bool == false)
    }
  }

  @Test("whoever reads the cache while others write it gets a whole answer")
  func shared() async throws {
    try await SandboxFixture.run(.running42) { house in
      _ = try await house.tt("status")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<40 {
          group.addTask {
            let run = try await house.tt(["status", "--json"] + (index % 2 == 0 ? [] : ["--max-age", "1h"]))
            #expect(try run.json()["id"]?.int == 42)
          }
        }
        try await group.waitForAll()
      }
      let file = try Data(contentsOf: URL(fileURLWithPath: house.cache + "/timer.json"))
      #expect(try JSONSerialization.jsonObject(with: file) is [String: Any])
    }
  }

  @Test("deleting the cache loses nothing")
  func deleted() async throws {
    try await SandboxFixture.run(.running42) { house in
      _ = try await house.tt("status")
      try FileManager.default.removeItem(atPath: house.cache)
      let run = try await house.tt("status", "--max-age", "1h", "--json")
      #expect(try run.json()["id"]?.int == 42)
    }
  }

  @Test(
    "a cached answer is judged like any other", arguments: [["--grant", "nobody"], ["--policy", "$HOUSE/deny.json"]])
  func judged(_ words: [String]) async throws {
    try await SandboxFixture.run(.running42) { house in
      try house.write(#"{"version":"1","default":"deny"}"#, to: house.folder + "/deny.json")
      _ = try await house.tt("status")
      let words = words.map { $0.replacingOccurrences(of: "$HOUSE", with: house.folder) }
      let run = try await house.tt(["status", "--max-age", "1h"] + words)
      #expect(run.exit == 3)
      #expect(run.out == "")
    }
  }

  @Test("--exit-code is 1 when nothing runs and 0 when something does")
  func exitCode() async throws {
    try await SandboxFixture.run { house in
      let idle = try await house.tt("status", "--exit-code")
      #expect(idle.exit == 1)
      _ = try await house.tt("track", "42")
      let running = try await house.tt("status", "--exit-code")
      #expect(running.exit == 0)
    }
  }

  @Test("--format prints what it is asked for, and nothing when nothing runs")
  func format() async throws {
    try await SandboxFixture.run { house in
      let idle = try await house.tt("status", "--format", "%t %e")
      #expect(idle.exit == 0)
      #expect(idle.out == "")
      _ = try await house.tt("track", "42")
      let running = try await house.tt("status", "--format", "%t|%p|%c|%i|100%%")
      #expect(running.out == "Write report|Website|Acme|42|100%\n")
      let wrong = try await house.tt("status", "--format", "%z")
      #expect(wrong.exit == 2)
    }
  }
}
