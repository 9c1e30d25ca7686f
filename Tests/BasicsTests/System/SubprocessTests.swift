import Foundation
import Testing

@testable import Basics

@Suite("Subprocesses") struct SubprocessTests {
  private func run(_ words: String..., environment: [String: String] = [:], limit: Double = 20) throws
    -> Subprocess.Outcome
  {
    let variables = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
    return try Subprocess(words, environment: variables, inheritsInput: false, timeLimit: limit).run()
  }

  private func shell(_ line: String, limit: Double = 20) throws -> Subprocess.Outcome {
    try run("/bin/sh", "-c", line, limit: limit)
  }

  @Test("a program's output and exit status are returned", arguments: [0, 1, 3, 126, 255] as [Int32])
  func codes(code: Int32) throws {
    let outcome = try shell("echo one; echo two >&2; exit \(code)")
    #expect(outcome == Subprocess.Outcome(.exit(code), output: Array("one\n".utf8)))
  }

  @Test("a program's terminating signal is returned")
  func endedBySignal() throws {
    #expect(try shell("kill -9 $$").ending == .signal(9))
  }

  @Test("a program starts with SIGPIPE at its default, even if tt ignores it")
  func brokenPipe() throws {
    let before = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, before) }
    #expect(try shell("kill -PIPE $$; echo alive") == Subprocess.Outcome(.signal(SIGPIPE), output: []))
  }

  @Test("arguments and environment are passed unchanged")
  func words() throws {
    let outcome = try run(
      "/bin/sh", "-c", #"printf '%s|' "$@" "$A"; env | grep -c ="#, "sh", "a b", "", "*", environment: ["A": "ü="])
    #expect(String(decoding: outcome.output, as: UTF8.self).hasPrefix("a b||*|ü=|"))
  }

  @Test("standard input is empty unless it is inherited")
  func input() throws {
    #expect(try run("cat") == Subprocess.Outcome(.exit(0), output: []))
  }

  @Test("a program is looked up along PATH, and a missing one is the system's error")
  func missing() throws {
    #expect(try run("true").ending == .exit(0))
    #expect(throws: SystemError("tt-no-such-program", ENOENT)) { _ = try run("tt-no-such-program") }
  }

  @Test("a program that exceeds the time limit is ended, even if it ignores SIGTERM")
  func limit() throws {
    #expect(try shell("echo begun; exec sleep 60", limit: 0.3) == .init(.timedOut, output: Array("begun\n".utf8)))
    #expect(try shell("trap '' TERM; while :; do sleep 0.05; done", limit: 0.3).ending == .timedOut)
  }

  @Test("endless output is bounded in memory and time")
  func endless() throws {
    let outcome = try run("yes", limit: 0.5)
    #expect(outcome.ending == .timedOut)
    #expect(outcome.output.count == 64 << 10)
  }

  @Test("a program left in the background is not waited for")
  func background() throws {
    let clock = ContinuousClock()
    let begin = clock.now
    let outcome = try shell("echo first; sleep 30 & exit 0")
    #expect(outcome == Subprocess.Outcome(.exit(0), output: Array("first\n".utf8)))
    #expect(clock.now - begin < .seconds(15))
  }
}

@Suite("Programs on a search path") struct ExecutablesTests {
  @Test("executable programs are found in the order of the path")
  func search() {
    let found = Files.programs(named: "sh", path: "/nowhere:relative:/bin::/usr/bin:/etc")
    #expect(found.first == "/bin/sh")
    #expect(Files.programs(named: "etc", path: "/").isEmpty, "a folder is not a program")
    #expect(Files.programs(named: "passwd", path: "/etc").isEmpty, "nor is a plain file")
  }

  @Test("the running program's path contains no links")
  func own() throws {
    let own = try #require(Files.runningProgram)
    #expect(Files.resolved(own) == own)
  }

  @Test("the head of a file is its first bytes, or all of them")
  func head() throws {
    #expect(try Files.head("/dev/null", 8) == [])
    #expect(throws: SystemError.self) { _ = try Files.head("/nowhere", 8) }
  }
}
