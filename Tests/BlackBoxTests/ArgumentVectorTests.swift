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
}
