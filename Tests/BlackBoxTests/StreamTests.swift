import Foundation
import Sandbox
import Testing

/// Standard output and standard error, also if they cannot be written.
@Suite("Standard streams") struct StreamTests {
  @Test("closing the pipe ends tt silently by SIGPIPE", arguments: [["--json"], ["-q"], []])
  func closedPipe(_ words: [String]) async throws {
    try await SandboxFixture.run { fixture in
      var ends: [Int32] = [-1, -1]
      #expect(pipe(&ends) == 0)
      close(ends[0])
      defer { close(ends[1]) }
      let run = try await fixture.start(
        Products.tt, (["list", "tasks"] + words).map { Array($0.utf8) }, sink: .descriptor(ends[1])
      ).end()
      #expect(run.ending == .signal(SIGPIPE))
      #expect(run.errors == "")
    }
  }

  @Test("a pipeline that reads one byte gets it, and no error")
  func head() async throws {
    try await SandboxFixture.run(.large(tasks: 300, events: 0)) { fixture in
      let run = try await fixture.run("/bin/sh", ["-c", "\"$0\" list tasks --json | head -c 1", Products.tt])
      #expect(run.exit == 0)
      #expect(run.out == "[")
      #expect(run.errors == "")
    }
  }

  #if os(Linux)
    @Test(
      "a full device is reported as an error",
      arguments: [["list", "projects"], ["--version"], ["help"], ["status"]])
    func fullDevice(_ words: [String]) async throws {
      try await SandboxFixture.run { fixture in
        let run = try await fixture.start(Products.tt, words.map { Array($0.utf8) }, sink: .file("/dev/full")).end()
        #expect(run.exit != 0)
        #expect(run.exit != nil)
        #expect(try run.errorLine().contains("cannot write to standard output"))
      }
    }

    @Test("a change that was made is no failure if its result cannot be printed", arguments: [[], ["--json"]])
    func unprintedChange(_ more: [String]) async throws {
      try await SandboxFixture.run { fixture in
        let words = ["track", "42"] + more
        let run = try await fixture.start(Products.tt, words.map { Array($0.utf8) }, sink: .file("/dev/full")).end()
        #expect(run.exit == 0)
        #expect(try run.errorLine().contains("the change was made"))
        #expect(fixture.sandbox.workspace().runningTask(of: 9001)?.id == 42)
      }
    }

    @Test("that goes for every command that changes something: billing, importing, queueing and settings as well")
    func unprintedChanges() async throws {
      try await SandboxFixture.run { fixture in
        let file = try fixture.write(
          "start,end,task\n2026-03-03 09:00,2026-03-03 10:00,42\n", to: fixture.folder + "/d.csv")
        for words in [
          ["bill", "6401"], ["import", file], ["config", "set", "week_start", "sunday"], ["undo"],
          ["track", "42", "--queue"], ["sync"],
        ] {
          let run = try await fixture.start(
            Products.tt, words.map { Array($0.utf8) },
            env: words.last == "--queue" ? ["TT_API_URL": "http://127.0.0.1:1"] : [:], sink: .file("/dev/full")
          ).end()
          let isMade = words != ["sync"]
          #expect(run.exit == (isMade ? 0 : 1), "\(words)")
          #expect(run.errors.contains(isMade ? "the change was made" : "cannot write"), "\(words)")
        }
      }
    }
  #endif

  @Test(
    "a stream closed from the start is not reused by files or requests",
    arguments: [(">&-", Int32(1)), ("2>&-", 0), ("<&-", 0)])
  func closedStreams(_ redirection: String, _ code: Int32) async throws {
    try await SandboxFixture.run { fixture in
      for words in ["track 42", "status", "list projects -o csv", "stop"] {
        let run = try await fixture.run("/bin/sh", ["-c", "\"$0\" \(words) \(redirection)", Products.tt])
        let isWrite = words == "track 42" || words == "stop"
        #expect(run.exit == (isWrite ? 0 : code), "\(words)")
      }
      let conflict = try await fixture.run(
        "/bin/sh", ["-c", "\"$0\" track 42; \"$0\" track 8301 \(redirection)", Products.tt])
      #expect(conflict.exit == 6)
      #expect(fixture.requests().allSatisfy { ["GET", "POST"].contains($0.method) })
      try AuditChain.verify(fixture.read(fixture.state + "/audit.jsonl") ?? "")
    }
  }

  @Test("results go to stdout only, errors to stderr only")
  func separation() async throws {
    try await SandboxFixture.run { fixture in
      for words in [["status"], ["list", "tasks"], ["track", "42"], ["stop"], ["policy", "check"]] {
        let run = try await fixture.tt(words)
        #expect(run.exit == 0 && !run.out.isEmpty && run.errors.isEmpty, "\(words)")
      }
      for words in [["track"], ["list", "tasks", "--grant", "x"], ["track", "99999"]] {
        let run = try await fixture.tt(words)
        #expect(run.exit != 0 && run.out.isEmpty && !run.errors.isEmpty, "\(words)")
      }
    }
  }

  @Test(
    "every command prints one JSON document with --json",
    arguments: [
      ["status"], ["list", "tasks"], ["list", "projects"], ["list", "workspaces"], ["track", "42"], ["stop"],
      ["stop", "42"], ["policy", "check"], ["policy", "check", "--", "track", "42"], ["help"], ["help", "track"],
    ])
  func oneDocument(_ words: [String]) async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let run = try await fixture.tt(["--json"] + words)
      #expect(run.exit == 0)
      _ = try run.json()
      #expect(run.out.hasSuffix("\n"))
      #expect(run.errors == "")
    }
  }

  @Test("without a terminal, no command waits for input or depends on TERM and COLUMNS")
  func noTerminal() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let plain = try await fixture.tt("list", "tasks")
      for env in [
        ["COLUMNS": "10"], ["TERM": "xterm-256color"], ["PAGER": "false"], ["NO_COLOR": "1"], ["TT_NO_INPUT": "1"],
      ] as [[String: String?]] {
        let run = try await fixture.tt("list", "tasks", env: env)
        #expect(run.out == plain.out)
      }
    }
  }
}
