import Foundation
import Testing

/// The forms of flags, and words that are not flags.
@Suite("Forms of flags and variables") struct FlagFormTests {
  @Test(
    "flags can be anywhere, with = or with the value as the next word",
    arguments: [
      ["--task-id", "42", "track"], ["--task-id=42", "track"], ["track", "--task-id=42"],
      ["--account-id", "700001", "track", "--task-id", "42"], ["track", "42", "--no-input"],
      ["track", "--no-input", "42"], ["track", "--", "42"], ["track", "--task-id", "42", "--task-id", "42"],
    ])
  func places(_ words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(words)
      #expect(run.exit == 0)
      #expect(await fixture.lines() == ["POST /700001/tasks/track/42"])
    }
  }

  @Test(
    "JSON can be requested in every form",
    arguments: [
      ["--json"], ["--output", "json"], ["--output=json"], ["-o", "json"], ["-o=json"], ["-ojson"], ["-qo", "json"],
      ["-qojson"], ["--output", "csv", "--output", "json"],
    ])
  func jsonForms(_ words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(words + ["list", "projects"])
      #expect(run.exit == 0)
      #expect(try run.json().array?.count == 3)
    }
  }

  @Test(
    "errors are JSON in every form of requesting JSON",
    arguments: [
      ["--json"], ["--output", "json"], ["--output=json"], ["-o", "json"], ["-o=json"], ["-ojson"], ["-qo", "json"],
      ["-qojson"],
    ])
  func jsonErrors(_ words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      let wrong = try await fixture.tt(words + ["track"])
      let refused = try await fixture.tt(["track", "99999"] + words)
      let errors = [try wrong.error(), try refused.error()]
      #expect(errors.map { $0["class"]?.string } == ["usage", "not_found"])
    }
  }

  @Test(
    "a value that looks like a flag is accepted with = or if no such flag exists",
    arguments: [
      (["--task-name=--json"], "--json"), (["--task-name=-q"], "-q"), (["--task-name=--"], "--"),
      (["--task-name=a=b"], "a=b"), (["--task-name", "-5"], "-5"), (["--task-name", "-"], "-"),
      (["--", "--weird name"], "--weird name"), (["--", "-q"], "-q"), (["--", "--"], "--"), (["-"], "-"),
    ])
  func flagLikeValues(_ words: [String], _ name: String) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(["track"] + words)
      #expect(run.exit == 0)
      #expect(await fixture.requests().map { $0.value("task_name") } == [name])
    }
  }

  @Test(
    "a tool's own switch can be turned off",
    arguments: [
      (["--return-task"], "true"), (["--return-task=true"], "true"), (["--return-task=false"], "false"),
    ])
  func switches(_ words: [String], _ value: String) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(["track", "42"] + words)
      #expect(run.exit == 0)
      #expect(await fixture.requests().map { $0.value("return_task") } == [value])
    }
  }

  @Test("an argument that is not UTF-8 is rejected, not repaired", arguments: [false, true])
  func notUTF8(_ asJSON: Bool) async throws {
    try await SandboxFixture.run { fixture in
      let words: [[UInt8]] = [Array("track".utf8), [0x66, 0xFC, 0x72]] + (asJSON ? [Array("--json".utf8)] : [])
      let run = try await fixture.start(Products.tt, words).end()
      #expect(run.exit == 2)
      #expect(run.out == "")
      if asJSON {
        let error = try run.error()
        #expect(error["class"]?.string == "usage")
      } else {
        #expect(try run.errorLine().contains("UTF-8"))
      }
      #expect(await fixture.isSilent())
    }
  }

  @Test(
    "invalid variables are usage errors that name them",
    arguments: [("TT_ACCOUNT_ID", "acme"), ("TT_GRANT", "a b")])
  func variables(_ name: String, _ value: String) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("track", "42", env: [name: value])
      #expect(run.exit == 2)
      #expect(try run.errorLine().contains(value))
      #expect(await fixture.isSilent())
    }
  }

  @Test(
    "help and version go to stdout, exit with 0 and need nothing",
    arguments: [
      (["--version"], "tt "), (["track", "--version"], "tt "), (["--help"], "Usage: tt"), (["-h"], "Usage: tt"),
      ([], "Usage: tt"), (["help"], "Usage: tt"), (["track", "-h"], "Usage: tt track"),
      (["-h", "track"], "Usage: tt track"), (["track", "42", "--help"], "Usage: tt track"),
      (["track", "--task-id", "42", "-qh"], "Usage: tt track"), (["help", "track"], "Usage: tt track"),
      (["policy", "check", "--help"], "Usage: tt policy check"), (["help", "exit-codes"], "rate_limited"),
      (["help", "list"], "list tasks"), (["track", "--nonsense", "--help"], "Usage: tt track"),
    ])
  func help(_ words: [String], _ fragment: String) async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt(words, env: ["HOME": nil, "XDG_CONFIG_HOME": nil, "TT_API_URL": "nonsense"])
      #expect(run.exit == 0)
      #expect(run.out.contains(fragment))
      #expect(run.errors == "")
    }
  }

  @Test("help for an unknown topic is a usage error")
  func helpForNothing() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("help", "trakc")
      #expect(run.exit == 2)
      #expect(try run.errorLine().contains("tt help track"))
    }
  }
}
