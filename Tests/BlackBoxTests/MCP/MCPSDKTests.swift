import Foundation
import Sandbox
import TestSupport
import Testing

@Suite("The official Python SDK as the client", .serialized) struct MCPSDKTests {
  static let modes = [("auto", "2026-07-28"), ("legacy", "2025-11-25")]

  static let policy = """
    {"version":"1","default":"deny","tools":{"get_me":{},"list_tasks":{},"get_task":{},
     "track_task":{"limits":[{"counter":"c","window":"hour","max":30}]},"stop_task":{"action":"require_approval"}}}
    """

  static func run(_ fixture: SandboxFixture, mode: String, scenario: String) async throws -> JSON {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    let run = try await fixture.run(
      try await PythonEnvironment.mcp.python(), [script + "/Support/mcp_client.py", Products.tt, mode, scenario],
      env: ["PYTHONDONTWRITEBYTECODE": "1"])
    #expect(run.exit == 0, "\(run.errors)")
    return try run.json()
  }

  @Test("it connects, lists, reads, tracks, is denied, asks for approval, and times out", arguments: modes)
  func everyday(_ mode: String, _ version: String) async throws {
    try await SandboxFixture.run(faults: [Fault(.latency(milliseconds: 5000), path: "/tasks/42")]) { fixture in
      try fixture.write(Self.policy, config: "policy.json")
      let found = try await Self.run(fixture, mode: mode, scenario: "everyday")
      #expect(found["version"]?.string == version)
      #expect(found["server"]?.string == "tt")
      #expect(found["tools"]?.array?.count == 27)
      #expect(found["me"]?["object"]?["id"]?.int == 9001)
      #expect(found["tasks"]?["object"]?["items"]?.array?.contains { $0["id"]?.int == 42 } == true)
      #expect(found["track"]?["object"]?["changed"]?.bool == true)
      #expect(found["wrong"]?["isError"]?.bool == true)
      #expect(found["wrong"]?["text"]?.string?.contains("task_id") == true)
      #expect(found["denied"]?["text"]?.string?.hasPrefix("[POLICY DENIED] ") == true)
      #expect(found["unknown"]?.string?.contains("Unknown tool") == true)
      #expect(found["yes"]?["object"]?["changed"]?.bool == true)
      #expect(found["no"]?["isError"]?.bool == true)
      #expect(found["no"]?["text"]?.string?.contains("A person declined this call") == true)
      let questions = found["questions"]?.array?.compactMap(\.string) ?? []
      #expect(questions.count == 2)
      #expect(questions.allSatisfy { $0.contains(#"stop_task {"task_id":42}"#) })
      #expect(found["late"]?.string != nil, "the client gave up: \(String(describing: found["late"]))")
      #expect(found["after"]?["object"]?["id"]?.int == 9001)
      #expect(fixture.requests().count { $0.path.contains("/tasks/stop") } == 1, "one approval, one call")
      #expect(Set(try fixture.auditRecords().map { $0["client"]?.string }) == ["sdk/1.0"])
      try AuditChain.verify(fixture.read(fixture.state + "/audit.jsonl") ?? "")
    }
  }

  @Test("of a hundred rapid calls under the sample policy exactly thirty reach the service", arguments: modes)
  func rush(_ mode: String, _ version: String) async throws {
    _ = try await PythonEnvironment.mcp.python()
    let (posts, found) = try await withinOneWindow(of: 60) {
      let box = Box<(Int, JSON)>()
      try await SandboxFixture.run { fixture in
        try fixture.write(SandboxFixture.samplePolicy, config: "policy.json")
        let found = try await Self.run(fixture, mode: mode, scenario: "rush")
        await box.put((fixture.trackRequests().count, found))
      }
      return try #require(await box.value)
    }
    #expect(posts == 30)
    #expect(found["done"]?.int == 30)
    let denied = found["denied"]?.array?.compactMap(\.string) ?? []
    #expect(denied.count == 70)
    #expect(denied.allSatisfy { $0.hasPrefix("[POLICY DENIED] ") && $0.contains(/try again in [0-9]+ s/) })
  }
}
