import Foundation
import Sandbox
import Testing

/// The tokens that the service returns with users, tasks and workspaces.
@Suite("Tokens of the service in output") struct ShownTokenTests {
  @Test("tokens and invite links are not shown")
  func tokens() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      for words in [["status"], ["list", "tasks"], ["list", "projects"], ["list", "workspaces"], ["track", "42"]] {
        let document = try await fixture.tt(words + ["--json"]).json()
        #expect(Self.secrets(in: document) == [])
      }
    }
  }

  private static func secrets(in value: JSON) -> [String] {
    switch value {
    case .array(let elements): elements.flatMap(secrets)
    case .object(let members):
      members.flatMap { key, value in
        let isSecret = key.contains("token") || key == "invite_link"
        return (isSecret && value != .null && value != .string("***") ? [key] : []) + secrets(in: value)
      }
    default: []
    }
  }
}
