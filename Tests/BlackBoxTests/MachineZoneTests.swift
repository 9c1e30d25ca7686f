import Foundation
import Testing

/// Times that depend on the clock and the time zone of the machine.
@Suite("Times by the machine's clock and zone") struct MachineZoneTests {
  @Test(
    "the machine's time zone is sent as its current offset",
    arguments: [
      "Asia/Kolkata", "America/St_Johns", "Europe/Berlin", "Australia/Adelaide", "Pacific/Chatham", "UTC",
    ])
  func machineZone(_ name: String) async throws {
    let zone = try #require(TimeZone(identifier: name))
    try await SandboxFixture.run { fixture in
      let before = Date()
      let run = try await fixture.tt("track", "--task-id", "42", env: ["TZ": name])
      #expect(run.exit == 0)
      let request = try #require(fixture.requests().first)
      let date = try wallClock(request.value("date"), in: zone)
      #expect(isBetween(date, from: before, to: Date()))
      #expect(request.value("timezone") == gmtText(zone.secondsFromGMT(for: date)))
    }
  }

  private func gmtText(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    return String(format: "GMT%@%02d:%02d", seconds < 0 ? "-" : "+", minutes / 60, minutes % 60)
  }
}
