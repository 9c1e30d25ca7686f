import Foundation
import Testing

/// The forms a flag can be written in, and the words that are no flags.
@Suite struct FlagFormTests {
  @Test(
    "flags stand anywhere, with = or as the next word",
    arguments: [
      ["--task-id", "42", "track"], ["--task-id=42", "track"], ["track", "--task-id=42"],
      ["--account-id", "700001", "track", "--task-id", "42"], ["track", "42", "--no-input"],
      ["track", "--no-input", "42"], ["track", "--", "42"], ["track", "--task-id", "42", "--task-id", "42"],
    ])
  func places(_ words: [String]) async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt(words)
      #expect(run.exit == 0)
      #expect(await house.lines() == ["POST /700001/tasks/track/42"])
    }
  }

  @Test(
    "JSON can be asked for in every form",
    arguments: [
      ["--json"], ["--output", "json"], ["--output=json"], ["-o", "json"], ["-o=json"], ["-ojson"], ["-qo", "json"],
      ["-qojson"], ["--output", "csv", "--output", "json"],
    ])
  func jsonForms(_ words: [String]) async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt(words + ["list", "projects"])
      #expect(run.exit == 0)
      #expect(try run.json().array?.count == 3)
    }
  }

  @Test(
    "an error is JSON in every form JSON can be asked for in",
    arguments: [
      ["--json"], ["--output", "json"], ["--output=json"], ["-o", "json"], ["-o=json"], ["-ojson"], ["-qo", "json"],
      ["-qojson"],
    ])
  func jsonErrors(_ words: [String]) async throws {
    try await SandboxFixture.run { house in
      let wrong = try await house.tt(words + ["track"])
      let refused = try await house.tt(["track", "99999"] + words)
      let errors = [try wrong.error(), try refused.error()]
      #expect(errors.map { $0["class"]?.string } == ["usage", "not_found"])
    }
  }

  @Test(
    "a value that looks like a flag is taken when = attaches it or no such flag exists",
    arguments: [
      (["--task-name=--json"], "--json"), (["--task-name=-q"], "-q"), (["--task-name=--"], "--"),
      (["--task-name=a=b"], "a=b"), (["--task-name", "-5"], "-5"), (["--task-name", "-"], "-"),
      (["--", "--weird name"], "--weird name"), (["--", "-q"], "-q"), (["--", "--"], "--"), (["-"], "-"),
    ])
  func flagLikeValues(_ words: [String], _ name: String) async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt(["track"] + words)
      #expect(run.exit == 0)
      #expect(await house.requests().map { $0.value("task_name") } == [name])
    }
  }

  @Test(
    "a tool's own switch can be turned off",
    arguments: [
      (["--return-task"], "true"), (["--return-task=true"], "true"), (["--return-task=false"], "false"),
    ])
  func switches(_ words: [String], _ value: String) async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt(["track", "42"] + words)
      #expect(run.exit == 0)
      #expect(await house.requests().map { $0.value("return_task") } == [value])
    }
  }

  @Test("an argument that is not UTF-8 is refused, not repaired", arguments: [false, true])
  func notUTF8(_ asJSON: Bool) async throws {
    try await SandboxFixture.run { house in
      let words: [[UInt8]] = [Array("track".utf8), [0x66, 0xFC, 0x72]] + (asJSON ? [Array("--json".utf8)] : [])
      let run = try await house.start(Products.tt, words).end()
      #expect(run.exit == 2)
      #expect(run.out == "")
      if asJSON {
        let error = try run.error()
        #expect(error["class"]?.string == "usage")
      } else {
        #expect(try run.errorLine().contains("UTF-8"))
      }
      #expect(await house.isSilent())
    }
  }

  @Test(
    "variables that hold nonsense are usage errors that name them",
    arguments: [("TT_ACCOUNT_ID", "acme"), ("TT_GRANT", "a b")])
  func variables(_ name: String, _ value: String) async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt("track", "42", env: [name: value])
      #expect(run.exit == 2)
      #expect(try run.errorLine().contains(value))
      #expect(await house.isSilent())
    }
  }

  @Test(
    "help and version go to stdout, exit 0 and need nothing",
    arguments: [
      (["--version"], "tt "), (["track", "--version"], "tt "), (["--help"], "Usage: tt"), (["-h"], "Usage: tt"),
      ([], "Usage: tt"), (["help"], "Usage: tt"), (["track", "-h"], "Usage: tt track"),
      (["-h", "track"], "Usage: tt track"), (["track", "42", "--help"], "Usage: tt track"),
      (["track", "--task-id", "42", "-qh"], "Usage: tt track"), (["help", "track"], "Usage: tt track"),
      (["policy", "check", "--help"], "Usage: tt policy check"), (["help", "exit-codes"], "rate_limited"),
      (["help", "list"], "list tasks"), (["track", "--nonsense", "--help"], "Usage: tt track"),
    ])
  func help(_ words: [String], _ fragment: String) async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt(words, env: ["HOME": nil, "XDG_CONFIG_HOME": nil, "TT_API_URL": "nonsense"])
      #expect(run.exit == 0)
      #expect(run.out.contains(fragment))
      #expect(run.errors == "")
    }
  }

  @Test("help for what there is not is a usage error")
  func helpForNothing() async throws {
    try await SandboxFixture.run { house in
      let run = try await house.tt("help", "trakc")
      #expect(run.exit == 2)
      #expect(try run.errorLine().contains("tt help track"))
    }
  }
}
