import Foundation
import Testing

@Suite("An agent's call without credentials") struct MCPCredentialTests {
  @Test("a call that needs approval ends with what is missing, and no one is asked")
  func missing() async throws {
    try await SandboxFixture.run { sandbox in
      try sandbox.write(
        #"{"version":"1","default":"deny","tools":{"track_task":{"action":"require_approval"}}}"#, config: "policy.json"
      )
      let agent = try Agent(sandbox, env: ["TT_APP_PASSWORD": nil as String?])
      try await agent.shakeHands("2025-11-25", capabilities: #"{"elicitation":{"form":{}}}"#)
      agent.call("7", "track_task", #"{"task_id":42}"#)
      let answer = try await agent.answer("7")
      #expect(answer.isError && answer.text?.contains("credentials") == true, "\(answer.text ?? "")")
      #expect(sandbox.read(sandbox.state + "/approvals.json") == nil)
      #expect(try await agent.end().ending == .exit(0))
    }
  }
}
