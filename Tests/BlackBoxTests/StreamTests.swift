import Foundation
import Sandbox
import Testing

/// Standard output and standard error, and what happens when they cannot be written.
@Suite struct StreamTests {
  @Test("a reader that goes away ends tt quietly by SIGPIPE", arguments: [["--json"], ["-q"], []])
  func closedPipe(_ words: [String]) async throws {
    try await SandboxFixture.run { house in
      var ends: [Int32] = [-1, -1]
      #expect(pipe(&ends) == 0)
      close(ends[0])
      defer { close(ends[1]) }
      let run = try await house.start(
        Products.tt, (["list", "tasks"] + words).map { Array($0.utf8) }, sink: .descriptor(ends[1])
      ).end()
      #expect(run.ending == .signal(SIGPIPE))
      #expect(run.errors == "")
    }
  }

  @Test("a pipeline that reads one byte gets it, and no complaint")
  func head() async throws {
    try await SandboxFixture.run(.large(tasks: 300, events: 0)) { house in
      let run = try await house.run("/bin/sh", ["-c", "\"$0\" list tasks --json | head -c 1", Products.tt])
      #expect(run.exit == 0)
      #expect(run.out == "[")
      #expect(run.errors == "")
    }
  }

  #if os(Linux)
    @Test(
      "a full device is an error and is said",
      arguments: [["list", "projects"], ["--version"], ["help"], ["track", "42"]])
    func fullDevice(_ words: [String]) async throws {
      try await SandboxFixture.run { house in
        let run = try await house.start(Products.tt, words.map { Array($0.utf8) }, sink: .file("/dev/full")).end()
        #expect(run.exit != 0)
        #expect(run.exit != nil)
        #expect(try run.errorLine().contains("written"))
      }
    }
  #endif

  @Test(
    "a stream that is closed from the start is nobody else's: files and requests stay whole",
    arguments: [(">&-", Int32(1)), ("2>&-", 0), ("<&-", 0)])
  func closedStreams(_ redirection: String, _ code: Int32) async throws {
    try await SandboxFixture.run { house in
      for words in ["track 42", "status", "list projects -o csv", "stop"] {
        let run = try await house.run("/bin/sh", ["-c", "\"$0\" \(words) \(redirection)", Products.tt])
        #expect(run.exit == code, "\(words)")
      }
      let conflict = try await house.run(
        "/bin/sh", ["-c", "\"$0\" track 42; \"$0\" track 8301 \(redirection)", Products.tt])
      #expect(conflict.exit == 6)
      #expect(await house.requests().allSatisfy { ["GET", "POST"].contains($0.method) })
      try AuditChain.verify(house.read(house.state + "/audit.jsonl") ?? "")
    }
  }

  @Test("an answer is on stdout and nothing on stderr; an error is on stderr and nothing on stdout")
  func separation() async throws {
    try await SandboxFixture.run { house in
      for words in [["status"], ["list", "tasks"], ["track", "42"], ["stop"], ["policy", "check"]] {
        let run = try await house.tt(words)
        #expect(run.exit == 0 && !run.out.isEmpty && run.errors.isEmpty, "\(words)")
      }
      for words in [["track"], ["list", "tasks", "--grant", "x"], ["track", "99999"]] {
        let run = try await house.tt(words)
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
    try await SandboxFixture.run(.running42) { house in
      let run = try await house.tt(["--json"] + words)
      #expect(run.exit == 0)
      _ = try run.json()
      #expect(run.out.hasSuffix("\n"))
      #expect(run.errors == "")
    }
  }

  @Test("nothing that runs without a terminal waits for input or changes with TERM and COLUMNS")
  func noTerminal() async throws {
    try await SandboxFixture.run(.running42) { house in
      let plain = try await house.tt("list", "tasks")
      for env in [
        ["COLUMNS": "10"], ["TERM": "xterm-256color"], ["PAGER": "false"], ["NO_COLOR": "1"], ["TT_NO_INPUT": "1"],
      ] as [[String: String?]] {
        let run = try await house.tt("list", "tasks", env: env)
        #expect(run.out == plain.out)
      }
    }
  }
}
