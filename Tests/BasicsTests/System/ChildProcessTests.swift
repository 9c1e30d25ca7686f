import Foundation
import TestSupport
import Testing

@testable import Basics

@Suite("Child processes and signals", .waiting, .serialized) struct ChildProcessTests {
  /// Starts `/bin/sh -c script`, by default with no signal blocked: the threads of tests block most of them.
  private func shell(_ script: String, resetting signals: [Int32] = [], mask: [Int32] = []) throws -> ChildProcess {
    let words = [strdup("/bin/sh"), strdup("-c"), strdup(script), nil]
    let environment = [strdup("PATH=/usr/bin:/bin"), nil]
    defer { for text in words + environment { free(text) } }
    return try ChildProcess(words, environment: environment, resetting: signals, mask: mask)
  }

  @Test("wait returns how a program ended, and nil once that was collected")
  func wait() throws {
    #expect(try shell("exit 7").wait() == .exit(7))
    let child = try shell("kill -KILL $$")
    #expect(child.wait() == .signal(SIGKILL))
    #expect(child.wait() == nil)
  }

  @Test("a program that is not found is ENOENT, an empty command line too")
  func missing() throws {
    let environment: [UnsafeMutablePointer<CChar>?] = [nil]
    let word = strdup("/no/such/program")
    defer { free(word) }
    #expect(throws: SystemError("/no/such/program", ENOENT)) {
      _ = try ChildProcess([word, nil], environment: environment, resetting: [])
    }
    #expect(throws: SystemError("", ENOENT)) {
      _ = try ChildProcess([nil], environment: environment, resetting: [])
    }
  }

  @Test("an ignored signal stays ignored in a program unless it is reset")
  func reset() throws {
    let before = signal(SIGUSR2, SIG_IGN)
    defer { signal(SIGUSR2, before) }
    #expect(try shell("kill -USR2 $$; exit 3").wait() == .exit(3))
    #expect(try shell("kill -USR2 $$; exit 3", resetting: [SIGUSR2]).wait() == .signal(SIGUSR2))
  }

  @Test("a signal in the mask does not reach a program")
  func mask() throws {
    #expect(try shell("kill -USR2 $$; exit 3").wait() == .signal(SIGUSR2))
    #expect(try shell("kill -USR2 $$; exit 3", mask: [SIGUSR2]).wait() == .exit(3))
  }

  @Test("only a signal set to SIG_IGN counts as ignored")
  func ignored() {
    let before = signal(SIGUSR2, SIG_DFL)
    defer { signal(SIGUSR2, before) }
    #expect(!SignalDisposition.isIgnored(SIGUSR2))
    signal(SIGUSR2, SIG_IGN)
    #expect(SignalDisposition.isIgnored(SIGUSR2))
    signal(SIGUSR2) { _ in }
    #expect(!SignalDisposition.isIgnored(SIGUSR2))
  }
}
