import Foundation
import Sandbox
import Testing

/// The messages of each revision, word for word. `TT_RECORD=1 swift test --filter MCPTranscriptTests`
/// records them again.
@Suite("Transcripts of each protocol revision") struct MCPTranscriptTests {
  private static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/Golden/"

  /// Both directions of one connection: `C>` and `S>` and the line.
  private final class Transcript {
    let agent: Agent
    private(set) var text = ""

    init(_ agent: Agent) { self.agent = agent }

    func send(_ line: String) {
      text += "C> " + line + "\n"
      agent.send(line)
    }

    func request(_ id: Int, _ method: String, _ params: String) {
      send(#"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#)
    }

    /// Records a line of the server. Of the list of tools only one is kept; times and random texts are replaced.
    @discardableResult func take() async throws -> JSON {
      let line = try await agent.nextLine()
      var shown = line
      if let start = shown.range(of: #"{"name":"get_me","title""#),
        let tool = shown.range(of: #"{"name":"track_task""#),
        let next = shown.range(of: #",{"name":"stop_task""#),
        let end = shown.range(of: #"}}]"#, options: .backwards)
      {
        let kept = String(shown[tool.lowerBound..<next.lowerBound])
        shown.replaceSubrange(start.lowerBound..<shown.index(end.lowerBound, offsetBy: 2), with: "…,\(kept),…")
      }
      for (pattern, word) in [
        (#"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}"#, "TIME"),
        (#"[0-9]{2}\.[0-9]{2}\.[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}"#, "TIME"),
        (#""requestState":"[0-9a-f]{32}""#, #""requestState":"STATE""#), (#"Approval [0-9a-f]{8}"#, "Approval ID"),
        (#"approve it: [0-9a-f]{8}"#, "approve it: ID"), (#"\(approval [0-9a-f]{8}\)"#, "(approval ID)"),
        (#""approval":"[0-9a-f]{8}""#, #""approval":"ID""#), (#""retry_after":[0-9]+"#, #""retry_after":N"#),
        (#"try again in [0-9]+ s"#, "try again in N s"),
      ] {
        shown = shown.replacingOccurrences(of: pattern, with: word, options: .regularExpression)
      }
      text += "S> " + shown + "\n"
      return try JSON(line)
    }
  }

  @Test(
    "each revision's messages are as recorded",
    arguments: ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"])
  func golden(_ revision: String) async throws {
    try await SandboxFixture.run { fixture in
      try fixture.write(MCPSDKTests.policy, config: "policy.json")
      let wire = Transcript(try Agent(fixture))
      let isStateless = revision == "2026-07-28"
      let meta = isStateless ? Agent.envelope : #""_meta":{}"#
      if isStateless {
        wire.request(1, "server/discover", "{\(meta)}")
        try await wire.take()
      } else {
        wire.request(
          0, "initialize",
          #"{"protocolVersion":"\#(revision)","capabilities":{"elicitation":{}},"clientInfo":{"name":"host","version":"3.1"}}"#
        )
        try await wire.take()
        wire.send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
        wire.send(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)
        try await wire.take()
      }
      func call(_ id: Int, _ tool: String, _ arguments: String, _ more: String = "") {
        wire.request(id, "tools/call", #"{"name":"\#(tool)","arguments":\#(arguments)\#(more),\#(meta)}"#)
      }
      wire.request(2, "tools/list", "{\(meta)}")
      try await wire.take()
      call(3, "track_task", #"{"task_id":42,"return_task":false}"#)
      try await wire.take()
      call(4, "track_task", #"{"task":42}"#)
      try await wire.take()
      call(5, "update_task", #"{"task_id":42,"name":"x"}"#)
      try await wire.take()
      call(6, "no_such_tool", "{}")
      try await wire.take()
      if revision == "2025-03-26" {
        wire.send(#"[{"jsonrpc":"2.0","id":7,"method":"ping"},{"jsonrpc":"2.0","id":8,"method":"nothing"}]"#)
        try await wire.take()
      }
      call(9, "stop_task", #"{"task_id":42}"#)
      let answer = try await wire.take()
      if isStateless {
        let state = try #require(answer["result"]?["requestState"]?.string)
        wire.request(
          10, "tools/call",
          #"{"name":"stop_task","arguments":{"task_id":42},"inputResponses":{"approval":{"action":"decline"}},"requestState":"\#(state)",\#(meta)}"#
        )
        try await wire.take()
        wire.request(11, "subscriptions/listen", #"{"notifications":{"toolsListChanged":true},\#(meta)}"#)
        try await wire.take()
      } else if let id = answer["id"]?.string, answer["method"] != nil {
        wire.send(#"{"jsonrpc":"2.0","id":"\#(id)","result":{"action":"decline"}}"#)
        try await wire.take()
      }
      wire.agent.hangUp()
      if isStateless { try await wire.take() }
      let end = try await wire.agent.end()
      #expect(end.ending == .exit(0) && end.rest.isEmpty)
      let text = wire.text.replacingOccurrences(
        of: #""requestState":"[0-9a-f]{32}""#, with: #""requestState":"STATE""#, options: .regularExpression
      ).replacingOccurrences(of: fixture.folder, with: "FOLDER")
      let file = Self.folder + "mcp-" + revision + ".txt"
      if ProcessInfo.processInfo.environment["TT_RECORD"] != nil {
        try text.write(toFile: file, atomically: true, encoding: .utf8)
      }
      #expect(try text == String(contentsOfFile: file, encoding: .utf8))
    }
  }
}
