import Basics
import Foundation
import Policy
import TestSupport
import Testing
import Transport

@testable import TTCommands

@Suite("The context of this process") struct LiveContextTests {
  private final class SilentTransport: HTTPTransport {
    func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse { HTTPResponse(status: 204) }
  }

  @Test("all calls of a command line share a transport, created for the first one")
  func oneTransport() throws {
    let folder = TempFolder.newPath()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let source = PolicySource(
      grant: "default", override: nil, configFolder: folder, grants: [:],
      builtIn: .builtIn(reads: ["get_me"], writes: []))
    let store = FileStateStore(folder: folder) { Instant(seconds: 0) }
    let gate = Gate(source: source, store: store, channel: Channel("test"))
    let call = PolicyCall(tool: "get_me", arguments: [:], grant: "default")
    let reservation = try gate.reserve(gate.evaluate(call)).persist()
    var made = 0
    let (context, problem) = Context.live { _, _ in
      made += 1
      return SilentTransport()
    }
    #expect(problem == nil && made == 0)
    for _ in 0..<2 { _ = context.transport(reservation, [:]) }
    #expect(made == 1)
  }
}
