import Foundation
import TestSupport
import Testing

@testable import Basics

@Suite("Files", .waiting) struct FilesTests {
  private let folder: URL
  private var path: String { folder.appendingPathComponent("file").path }

  init() throws {
    folder = URL(fileURLWithPath: TempFolder.newPath())
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
  }

  private func text() throws -> String { String(decoding: try Files.read(path) ?? [], as: UTF8.self) }

  @Test("a file rewritten in place keeps its inode and is padded with blanks")
  func overwritten() throws {
    try Files.writeAtomically(path, with: Array("{\"a\": 1}\n".utf8))
    let before = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    #expect(Files.rewriteInPlace(path, with: Array("{}\n".utf8)))
    #expect(try text() == "{}\n      ")
    #expect(Files.rewriteInPlace(path, with: Array("{\"longer\": true}\n".utf8)))
    #expect(try text() == "{\"longer\": true}\n")
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int == before)
  }

  @Test("a missing file, a link, and content longer than a page are not rewritten in place")
  func refused() throws {
    #expect(!Files.rewriteInPlace(path, with: [0x78]))
    #expect(!FileManager.default.fileExists(atPath: path))
    try Files.writeAtomically(path, with: Array("old".utf8))
    #expect(!Files.rewriteInPlace(path, with: [UInt8](repeating: 0x78, count: 4097)))
    let link = folder.appendingPathComponent("link").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    #expect(!Files.rewriteInPlace(link, with: [0x78]))
    #expect(try text() == "old")
    try Files.writeAtomically(path, with: [UInt8](repeating: 0x79, count: 4097))
    #expect(!Files.rewriteInPlace(path, with: [0x78]))
    #expect(try Files.read(path)?.count == 4097)
  }

  @Test(
    "a pipe in place of a file is refused at once; where pipes are allowed, it is read, and waited for within bounds")
  func pipes() throws {
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: SystemError(path, SystemError.notRegular)) { try Files.read(path) }
    #expect(throws: SystemError(path, SystemError.noData)) { try Files.read(path, pipes: .brief) }
    let (fifo, text) = (path, [UInt8](repeating: 0x78, count: 200_000))
    #expect(
      Threads.start {
        let descriptor = open(fifo, O_WRONLY)
        usleep(10_000)
        try? Files.writeAll(descriptor, "", text)
        close(descriptor)
      })
    #expect(try Files.read(path, pipes: Patience(idle: 10, total: 20)) == text)
    #expect(throws: SystemError("/dev/null", SystemError.notRegular)) { try Files.read("/dev/null", pipes: .brief) }
  }

  @Test("writing to a non-blocking stream waits until everything is written")
  func nonBlocking() throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    let (reading, writing) = (ends[0], ends[1])
    defer { close(reading) }
    #expect(fcntl(writing, F_SETFL, O_NONBLOCK) == 0)
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    let written = Guarded(false)
    let isStarted = Threads.start {
      let isWhole = (try? Files.writeAll(writing, "", bytes)) != nil
      close(writing)
      written.with { $0 = isWhole }
    }
    #expect(isStarted)
    // The pipe is full by now, and the writer waits.
    usleep(20_000)
    #expect(try Files.readAll(reading, "") == bytes)
    #expect(written.wait(until: MonotonicClock.now + 10) { $0 ? true : nil } == true)
  }

  @Test("a lock creates its folder only if it is missing")
  func lockedFolder() throws {
    let inner = folder.appendingPathComponent("a/b").path
    var lock: FolderLock? = try FolderLock(making: inner)
    #expect(FileManager.default.fileExists(atPath: inner))
    lock = nil
    let link = folder.appendingPathComponent("nowhere").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: inner + "/gone")
    #expect(throws: SystemError.self) {
      _ = try FolderLock(making: link)
    }
    #expect(!FileManager.default.fileExists(atPath: inner + "/gone"))
    _ = lock
  }

  @Test("concurrent work is done and its thread has ended when the call returns")
  func beside() {
    var made: [Int] = []
    var other = 0
    Threads.runConcurrently({ made = (0..<1000).map { $0 } }, beside: { other = 7 })
    #expect(made.count == 1000 && other == 7)
  }
}
