import Foundation
import Testing

/// `tt policy check` in many processes at once.
@Suite("Concurrent policy checks") struct ConcurrentCheckTests {
  @Test("a hundred checks of a limited call count, send and write nothing")
  func usesUpNothing() async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
      let runs = try await withThrowingTaskGroup(of: TTRun.self) { group in
        for _ in 0..<100 {
          group.addTask { try await fixture.tt("policy", "check", "--json", "--", "track", "--task-id", "42") }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(runs.count == 100)
      for run in runs {
        #expect(run.exit == 0)
        #expect(try run.json()["decision"]?.string == "allow")
        #expect(try run.json()["limits"]?.array?.first?["used"]?.int == 0)
      }
      #expect(fixture.isSilent())
      #expect(fixture.files(below: fixture.folder + "/state") == [])
      #expect(fixture.files(below: fixture.folder + "/cache") == [])
    }
  }
}
