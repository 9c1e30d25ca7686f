import Foundation
import Testing

/// `tt config set` in many processes at once.
@Suite("Concurrent changes of settings") struct ConcurrentSettingTests {
  @Test("concurrent changes of settings are all kept")
  func together() async throws {
    try await SandboxFixture.run { fixture in
      try await withThrowingTaskGroup(of: Int32?.self) { group in
        for number in 1...12 {
          group.addTask { try await fixture.tt("config", "set", "grants.g\(number).policy", "\(number).json").exit }
        }
        for try await code in group { #expect(code == 0) }
      }
      let file = try JSON(fixture.read(fixture.config + "/config.json") ?? "")
      #expect(file["grants"]?.keys.count == 12)
      #expect(fixture.files(below: fixture.config) == [fixture.config + "/config.json"], "no temporary file is left")
    }
  }
}
