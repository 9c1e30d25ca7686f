import Foundation
import TestSupport
import Testing

@testable import Basics

@Suite("Locks of folders", .waiting) struct FolderLockTests {
  private let folder: TempFolder

  init() throws { folder = try TempFolder() }

  /// The error of a lock that is not available within a fifth of a second.
  private func refusal() -> SystemError? {
    do throws(SystemError) {
      _ = try FolderLock(folder.path, waiting: .brief)
      return nil
    } catch {
      return error
    }
  }

  @Test("the wait for a lock that is not given back ends, and its holder is named")
  func held() throws {
    let lock = try FolderLock(folder.path)
    let began = MonotonicClock.now
    let error = try #require(refusal())
    #expect(error.code == EWOULDBLOCK)
    #expect(MonotonicClock.now - began >= 0.2)
    let obstacle = Files.obstacle(to: folder.path, error)
    #expect(obstacle.unlocking == .awaitLock(stopped: nil))
    #if os(Linux)
      #expect(obstacle.text.hasPrefix("\(folder.path) is locked by process \(getpid()) ("))
    #endif
    _ = lock
  }

  @Test("the wait goes on while files in the folder are replaced, up to its bound")
  func progress() throws {
    let lock = try FolderLock(folder.path)
    let isDone = Guarded(false)
    let path = folder.path
    let started = Threads.start {
      // Another caller of the same kind is at work.
      for index in 0..<40 where !isDone.with({ $0 }) {
        try? Files.writeAtomically(path + "/\(index % 2)", with: [0x78], flushed: false)
        usleep(10_000)
      }
      isDone.with { $0 = true }
    }
    #expect(started)
    let began = MonotonicClock.now
    #expect((try? FolderLock(path, waiting: Patience(idle: 0.1, total: 0.3))) == nil)
    #expect(MonotonicClock.now - began >= 0.2)
    isDone.with { $0 = true }
    _ = lock
  }

  @Test("callers at the same time make one folder, whichever of them is first")
  func made() throws {
    for round in 0..<20 {
      let path = folder.path + "/\(round)/a/b/c"
      let failures = Guarded(0)
      let left = Guarded(8)
      for _ in 0..<8 {
        let started = Threads.start {
          if (try? FolderLock(making: path)) == nil { failures.with { $0 += 1 } }
          left.with { $0 -= 1 }
        }
        #expect(started)
      }
      #expect(left.wait(until: MonotonicClock.now + 20) { $0 == 0 ? true : nil } == true)
      #expect(failures.with { $0 } == 0)
    }
  }
}
