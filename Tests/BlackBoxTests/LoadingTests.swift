import Foundation
import Testing

#if os(Linux)
  /// libcurl and its dependencies are loaded only when a request is about to be sent, and libpq only with a shared store.
  @Suite("Loading libraries") struct LoadingTests {
    @Test(
      "a command that sends nothing does not load libcurl",
      arguments: [
        ["--version"], ["help"], ["track", "--help"], ["policy", "check", "--", "track", "42"], ["list", "tasks"],
        ["track"],
        ["policy", "check"], ["status", "--grant", "nobody"], ["mcp"],
        ["__complete", "--", "track", ""],
      ])
    func local(_ words: [String]) async throws {
      try await SandboxFixture.run { fixture in
        try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
        let run = try await fixture.tt(words, env: ["LD_DEBUG": "files"])
        #expect(run.errors.contains("calling init"), "the loader tells what it does")
        #expect(!run.errors.contains("libcurl"))
        #expect(!run.errors.contains("libpq"))
        #expect(!run.errors.contains("libssl"))
        #expect(fixture.isSilent())
      }
    }

    @Test("a call over its limit does not load libcurl")
    func limited() async throws {
      try await SandboxFixture.run { fixture in
        try fixture.write(SandboxFixture.samplePolicy.replacing("30", with: "0"), config: "policy.json")
        let run = try await fixture.tt("track", "42", env: ["LD_DEBUG": "files"])
        #expect(run.exit == 9)
        #expect(!run.errors.contains("libcurl"))
        #expect(fixture.isSilent())
      }
    }

    @Test("a request loads libcurl, which shows that the check works")
    func remote() async throws {
      try await SandboxFixture.run { fixture in
        let run = try await fixture.tt("track", "42", env: ["LD_DEBUG": "files"])
        #expect(run.exit == 0)
        #expect(run.errors.contains("libcurl.so.4"))
        #expect(!run.errors.contains("libpq"))
      }
    }

    @Test("a shared store loads libpq, and libcurl only if the call is made")
    func store() async throws {
      try await SandboxFixture.run { fixture in
        let store = "postgresql://127.0.0.1:1/tt"
        let run = try await fixture.tt("track", "42", env: ["LD_DEBUG": "files", "TT_STORE": store])
        #expect(run.exit == 7)
        #expect(run.errors.contains("libpq.so.5"))
        #expect(!run.errors.contains("libcurl"))
        #expect(fixture.isSilent())
      }
    }
  }
#endif
