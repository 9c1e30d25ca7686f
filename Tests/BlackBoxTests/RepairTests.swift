import Foundation
import Testing

/// The advice of an error, carried out by a shell, and the modes of files under the umask of a process.
@Suite("Repairs and modes of files by a shell") struct RepairTests {
  @Test("following the message's advice fixes the problem", arguments: ["limits", "folder", "log", "credentials"])
  func mended(_ what: String) async throws {
    try await SandboxFixture.run { fixture in
      var env: [String: String?] = [:]
      switch what {
      case "limits": try fixture.write("garbage", to: fixture.state + "/limits.json")
      case "folder":
        try fixture.makeFolder(fixture.state)
        chmod(fixture.state, 0o555)
      case "log": try fixture.write("garbage\n", to: fixture.state + "/audit.jsonl")
      default:
        try fixture.write(#"{"app_password":"sandbox"}"#, config: "credentials.json", mode: 0o644)
        env = ["TT_APP_PASSWORD": nil]
      }
      let hint = try await fixture.tt("track", "42", "--json", env: env).error()["hint"]?.string ?? ""
      let command = try #require(try /(?:rm|chmod|mv) [^,;]*/.firstMatch(in: hint)?.output)
      let mending = try await fixture.run("/bin/sh", ["-c", String(command)])
      #expect(mending.exit == 0)
      let run = try await fixture.tt("track", "42", env: env)
      #expect(run.exit == 0)
    }
  }

  @Test("files are created with mode 0600 and folders with 0700, even with a permissive umask")
  func modes() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await fixture.run("/bin/sh", ["-c", "umask 0; \"$0\" track 42 && \"$0\" status", Products.tt])
      #expect(run.exit == 0)
      for file in fixture.files(below: fixture.state) + fixture.files(below: fixture.cache) {
        #expect(fixture.mode(file) == 0o600, "\(file)")
      }
      #expect(fixture.mode(fixture.state) == 0o700)
      #expect(fixture.mode(fixture.cache) == 0o700)
      #expect(
        fixture.files(below: fixture.state).map { $0.dropFirst(fixture.state.count + 1) }.sorted() == [
          "audit.head.json", "audit.jsonl", "journal.json", "limits.json",
        ])
    }
  }
}
