import Foundation
import Testing

/// Where the command line comes from: from the loader, never from `/proc`.
@Suite("The command line of a process") struct ArgumentVectorTests {
  /// True where a process may have mounts of its own.
  static let canUnmountProc: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /proc"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  @Test("without /proc a command is run as it was written", .enabled(if: canUnmountProc))
  func withoutProc() async throws {
    try await SandboxFixture.run { sandbox in
      let script = "mount -t tmpfs none /proc && exec \"$@\""
      func run(_ words: String...) async throws -> TTRun {
        try await sandbox.run("/usr/bin/env", ["unshare", "-rm", "sh", "-c", script, "sh", Products.tt] + words)
      }
      let wrong = try await run("stop", "one", "two")
      #expect(wrong.exit == 2 && wrong.errors.contains("unexpected argument \"two\""))
      let stop = try await run("stop")
      #expect(stop.exit == 0 && stop.out.hasPrefix("No timer is running"))
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
      #expect(fixture.isSilent())
    }
  }
}
