import Basics
import Testing

@testable import MCPServer

@Suite("Serving a client over descriptors") struct ServerTests {
  /// Serves lines that are followed by the end of the input, and returns the lines of the output by their ID.
  private func serve(_ lines: [String], readOnly: Bool = false, _ session: FakeSession) throws -> [String: JSONValue] {
    var (input, output): ([Int32], [Int32]) = ([0, 0], [0, 0])
    try #require(pipe(&input) == 0 && pipe(&output) == 0)
    defer { for end in [input[0], output[0]] { close(end) } }
    try Files.writeAll(input[1], "input", Array((lines.joined(separator: "\n") + "\n").utf8))
    close(input[1])
    let log = open("/dev/null", O_WRONLY)
    defer { close(log) }
    let transport = StdioTransport(
      input: input[0], output: output[1], log: log, selfPipe: try #require(SelfPipe()))
    // One worker at a time uses the session: each of these tests makes a single call.
    nonisolated(unsafe) let session = session
    let host = ServerHost(server: .sample, logPrefix: "sample") { _ in { _ in session } }
    let reason = Server(transport, host: host, tools: try ToolSelection(readOnly: readOnly)).run()
    guard case .closed = reason else { throw SystemError("stopped by \(reason)", EINTR) }
    close(output[1])
    let text = String(decoding: try Files.readAll(output[0], "output"), as: UTF8.self)
    let messages = try text.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    return Dictionary(uniqueKeysWithValues: messages.map { ($0["id"]?.compact ?? "", $0) })
  }

  private static let initialize =
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"h","version":"1"}}}"#

  private static func call(_ tool: String) -> String {
    #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"\#(tool)","arguments":{"task_id":42}}}"#
  }

  @Test("a tool call is made in a session of the host and answered before the end, as are all lines before it")
  func calls() throws {
    let session = FakeSession()
    let lines = [Self.initialize, #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, Self.call("track_task")]
    let answers = try serve(lines, session)
    #expect(Set(answers.keys) == ["0", "1", "2"])
    #expect(answers["0"]?["result"]?["serverInfo"]?["name"] == "sample")
    #expect(answers["2"]?["result"]?["structuredContent"] == ["changed": true, "id": 7])
    #expect(session.calls.map(\.tool) == ["track_task"])
  }

  @Test("an output that cannot be written ends the server with the reason, unlike a client that is gone")
  func fullOutput() throws {
    for (path, isFailure) in [("/dev/full", true), ("/dev/null", false)] {
      var input: [Int32] = [0, 0]
      try #require(pipe(&input) == 0)
      try Files.writeAll(input[1], "input", Array((Self.initialize + "\n").utf8))
      close(input[1])
      let (output, log) = (open(path, O_WRONLY), open("/dev/null", O_WRONLY))
      defer { for end in [input[0], output, log] { close(end) } }
      let transport = StdioTransport(input: input[0], output: output, log: log, selfPipe: try #require(SelfPipe()))
      let host = ServerHost(server: .sample, logPrefix: "sample") { _ in { _ in FakeSession() } }
      switch Server(transport, host: host, tools: .everything).run() {
      case .outputFailed(let reason): #expect(isFailure && reason == "No space left on device")
      case .closed: #expect(!isFailure)
      case .signal: Issue.record("no signal was sent")
      }
    }
  }

  @Test("a read-only server rejects a write before any session sees it")
  func readOnly() throws {
    let session = FakeSession()
    let answers = try serve([Self.initialize, Self.call("track_task")], readOnly: true, session)
    #expect(answers["2"]?["error"]?["message"] == "Unknown tool: track_task (this server is read-only)")
    #expect(session.calls.isEmpty)
  }
}
