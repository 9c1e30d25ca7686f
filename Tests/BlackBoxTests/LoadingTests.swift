import Foundation
import Testing

#if os(Linux)
  /// What a local command loads: libcurl and what it drags along only when a request is due.
  @Suite struct LoadingTests {
    @Test(
      "a command that stays on the machine loads no libcurl",
      arguments: [
        ["--version"], ["help"], ["track", "--help"], ["policy", "check", "--", "track", "42"], ["list", "tasks"],
        ["track"],
        ["policy", "check"], ["status", "--grant", "nobody"], ["mcp"],
        ["__complete", "--", "track", ""],
      ])
    func local(_ words: [String]) async throws {
      try await SandboxFixture.run { house in
        try house.write(SandboxFixture.samplePolicy, config: "policy.json")
        let run = try await house.tt(words, env: ["LD_DEBUG": "files"])
        #expect(run.errors.contains("calling init"), "the loader tells what it does")
        #expect(!run.errors.contains("libcurl"))
        #expect(!run.errors.contains("libssl"))
        #expect(await house.isSilent())
      }
    }

    @Test("nor does a call that its limit stops")
    func limited() async throws {
      try await SandboxFixture.run { house in
        try house.write(SandboxFixture.samplePolicy.replacing("30", with: "0"), config: "policy.json")
        let run = try await house.tt("track", "42", env: ["LD_DEBUG": "files"])
        #expect(run.exit == 9)
        #expect(!run.errors.contains("libcurl"))
        #expect(await house.isSilent())
      }
    }

    @Test("a request loads it, so the check above can tell")
    func remote() async throws {
      try await SandboxFixture.run { house in
        let run = try await house.tt("track", "42", env: ["LD_DEBUG": "files"])
        #expect(run.exit == 0)
        #expect(run.errors.contains("libcurl.so.4"))
      }
    }
  }
#endif
