import Foundation
import Sandbox
import Testing

/// The offer to switch when another timer runs, at a real terminal.
@Suite("Offers to switch at a terminal") struct SwitchPromptTests {
  @Test(
    "a conflict is switched after a yes, and stays one otherwise", arguments: [("y\n", 8301), ("n\n", 42), ("\n", 42)])
  func offered(answer: String, running: Int) async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let result = try await AuthTerminal.run(
        fixture, ["track", "8301"], env: [:],
        [
          .wait("another timer is running: \"Write report (Website)\""), .wait("Stop it and switch? [y/N] "),
          .type(answer),
        ])
      #expect(result.stuck == nil)
      #expect(result.end == (running == 8301 ? 0 : 6))
      #expect(fixture.sandbox.workspace().runningTask(of: 9001)?.id == running)
    }
  }

  @Test("without a terminal nothing is asked")
  func script() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      let run = try await fixture.tt("track", "8301")
      #expect(run.exit == 6 && !run.errors.contains("?"))
    }
  }
}
