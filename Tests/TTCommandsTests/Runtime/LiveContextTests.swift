import Basics
import Foundation
import Policy
import Testing
import Transport

@testable import TTCommands

@Suite("The context of a real process") struct LiveContextTests {
  private final class SilentTransport: HTTPTransport {
    func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse { HTTPResponse(status: 204) }
  }

  @Test("all calls of a line go the same way, which is made for the first of them")
  func oneTransport() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tt-test-" + UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let source = PolicySource(
      grant: "default", override: nil, configFolder: folder, grants: [:],
      builtIn: .builtIn(reads: ["get_me"], writes: []))
    let gate = Gate(source: source, stateFolder: folder, channel: "test") { Instant(seconds: 0) }
    let admission = try gate.reserve(gate.evaluate(PolicyCall(tool: "get_me", arguments: [:], grant: "default")))
    var made = 0
    let (context, problem) = Context.live { _, _ in
      made += 1
      return SilentTransport()
    }
    #expect(problem == nil && made == 0)
    for _ in 0..<2 { _ = context.transport(admission) }
    #expect(made == 1)
  }
}
