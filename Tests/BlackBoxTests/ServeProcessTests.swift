import Foundation
import TestSupport
import Testing

@Suite("The process of tt serve") struct ServeProcessTests {
  /// Runs a command of the other side from a script of its caller.
  private func call(_ fixture: SandboxFixture, _ script: String, _ words: String...) async throws -> TTRun {
    try await fixture.run(
      "/bin/sh", ["-c", script + #" "$0" serve --grant claude -- "$@""#, Products.tt] + words)
  }

  @Test("its caller's file mask, working folder and variables make no difference")
  func surroundings() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.configureGate(policy: SandboxFixture.samplePolicy)
      let home = fixture.folder + "/home"
      let elsewhere = fixture.folder + "/elsewhere"
      try fixture.write(#"{"task":42}"#, to: elsewhere + "/.tt.json")
      try fixture.write("{}", to: elsewhere + "/get_me")
      let masked = try await call(fixture, "umask 777; cd '\(elsewhere)';", "track", "42")
      #expect(masked.exit == 0, "\(masked.errors)")
      for file in fixture.files(below: home + "/.local") {
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600, "\(file)")
      }
      let again = try await call(
        fixture, "export TT_POLICY=/etc/passwd TT_GRANT=other https_proxy=http://127.0.0.1:1 COLUMNS=9;", "track", "42")
      #expect(again.exit == 0, "\(again.errors)")
      let folder = try await call(fixture, "cd '\(elsewhere)';", "track")
      #expect(folder.exit == 2, "\(folder.errors)")
      let file = try await call(fixture, "cd '\(elsewhere)';", "policy", "check", "get_me", "--", "track", "42")
      #expect(file.exit == 2, "\(file.errors)")
      #expect(fixture.files(below: fixture.folder + "/state").isEmpty)
    }
  }

  @Test("a program of the gate gets nothing of the caller's environment or standard input")
  func program() async throws {
    try await SandboxFixture.run { fixture in
      let seen = fixture.folder + "/seen"
      let program = try fixture.write(
        "#!/bin/sh\n{ env; pwd; cat; } > '\(seen)'\necho sandbox\n", to: fixture.folder + "/password", mode: 0o700)
      try fixture.configureGate(policy: SandboxFixture.samplePolicy, passwordCommand: program)
      let run = try await call(
        fixture, "export EVIL=1 LD_LIBRARY_PATH=/evil PATH=/evil TT_EVIL=1; echo evil |", "track", "42")
      #expect(run.exit == 0, "\(run.errors)")
      let text = try #require(fixture.read(seen))
      #expect(!text.lowercased().contains("evil"), "\(text)")
      #expect(text.contains("HOME=" + fixture.folder + "/home"))
    }
  }
}
