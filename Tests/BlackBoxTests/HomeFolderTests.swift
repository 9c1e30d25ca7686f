import Foundation
import Testing

/// Services and bare environments have no HOME.
@Suite("The home folder") struct HomeFolderTests {
  @Test("without HOME the password database's home folder is used", arguments: [nil, "", "relative"] as [String?])
  func passwordDatabase(_ home: String?) async throws {
    let entry = try #require(getpwuid(getuid()))
    let expected = String(cString: entry.pointee.pw_dir)
    try await SandboxFixture.run { fixture in
      let run = try await fixture.tt("config", "path", env: ["HOME": home, "XDG_CONFIG_HOME": nil])
      #expect(run.out == expected + "/.config/tt/config.json\n", "\(run.errors)")
    }
  }
}
