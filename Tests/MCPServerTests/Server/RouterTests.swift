import Basics
import Testing

@testable import MCPServer

@Suite("Dispatching messages") struct RouterTests {
  private static let envelope =
    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{}}}"#

  /// What a line is dispatched to, in a few words.
  private func dispatch(_ router: inout Router, _ line: String) -> String {
    word(router.dispatch(Message(line: Array(line.utf8))))
  }

  private func word(_ dispatch: Dispatch) -> String {
    switch dispatch {
    case .nothing: "nothing"
    case .log: "log"
    case .reply(let id, .success): "\(id.json.compact) ok"
    case .reply(let id, .failure(let error)): "\(id.json.compact) \(error.code)"
    case .list(let id, let client): "\(id.json.compact) list \(client.version)"
    case .call(let request): "\(request.id.json.compact) call \(request.tool.name) \(request.client.canElicit)"
    case .listen(let id, let wantsTools): "\(id.json.compact) listen \(wantsTools)"
    case .cancel(let id): "cancel \(id.json.compact)"
    case .response(let id, let result): "response \(id.json.compact) \(result?.compact ?? "error")"
    case .batch(let all): "batch [" + all.map(word).joined(separator: ", ") + "]"
    case .several(let all): "several [" + all.map(word).joined(separator: ", ") + "]"
    }
  }

  private static func initialize(_ revision: String, _ capabilities: String = "{}") -> String {
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(revision)","capabilities":\#(capabilities),"clientInfo":{"name":"h","version":"1"}}}"#
  }

  private static let initialized = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#
  private static let call = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_me"}}"#

  @Test("the protocol version is that of each request, never of the connection")
  func versions() {
    var router = Router(server: .sample, tools: .everything)
    let stateless = #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{\#(Self.envelope)}}"#
    #expect(dispatch(&router, Self.call) == "1 -32602")
    #expect(dispatch(&router, stateless) == "1 list stateless")
    #expect(dispatch(&router, Self.initialize("2025-06-18")) == "0 ok")
    #expect(dispatch(&router, Self.call) == "1 call get_me false")
    #expect(dispatch(&router, stateless) == "1 list stateless")
    #expect(
      dispatch(&router, #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#) == #"1 list stateful("2025-06-18")"#)
    let both =
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2024-11-05","capabilities":{},\#(Self.envelope)}}"#
    #expect(
      dispatch(&router, both) == "1 ok", "an initialize with a revision starts a handshake, whatever its _meta has")
  }

  @Test(
    "forms can be shown if the client declares them, from revision 2025-06-18 on, once it is initialized",
    arguments: [
      ("2025-06-18", #"{"elicitation":{}}"#, true), ("2025-11-25", #"{"elicitation":{"form":{}}}"#, true),
      ("2025-11-25", #"{"elicitation":{"form":{},"url":{}}}"#, true),
      ("2025-11-25", #"{"elicitation":{"url":{}}}"#, false),
      ("2025-11-25", #"{"elicitation":true}"#, false), ("2025-11-25", "{}", false),
      ("2025-03-26", #"{"elicitation":{}}"#, false), ("2024-11-05", #"{"elicitation":{}}"#, false),
    ])
  func asking(_ revision: String, _ capabilities: String, _ canElicit: Bool) {
    var router = Router(server: .sample, tools: .everything)
    _ = dispatch(&router, Self.initialize(revision, capabilities))
    #expect(!router.mayNotify)
    #expect(dispatch(&router, Self.call) == "1 call get_me false")
    _ = dispatch(&router, Self.initialized)
    #expect(router.mayNotify)
    #expect(dispatch(&router, Self.call) == "1 call get_me \(canElicit)")
    _ = dispatch(&router, Self.initialize("2025-11-25"))
    #expect(!router.mayNotify)
    #expect(dispatch(&router, Self.call) == "1 call get_me false", "a later handshake replaces the first")
  }

  @Test("capabilities in _meta apply to their request only")
  func forgotten() {
    var router = Router(server: .sample, tools: .everything)
    let asking = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_me",\#(Self.envelope)}}"#
    let mute = asking.replacing(#""elicitation":{}"#, with: "")
    #expect(dispatch(&router, asking) == "1 call get_me true")
    #expect(dispatch(&router, mute) == "1 call get_me false")
    #expect(dispatch(&router, Self.call) == "1 -32602")
  }

  @Test(
    "each method has its dispatch or its error",
    arguments: [
      (#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, "1 ok"),
      (#"{"jsonrpc":"2.0","id":1,"method":"server/discover"}"#, "1 -32602"),
      (#"{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{\#(envelope)}}"#, "1 ok"),
      (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{\#(envelope)}}"#, "1 -32601"),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{},\#(envelope)}}"#,
        "1 listen false"
      ),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},\#(envelope)}}"#,
        "1 listen true"
      ),
      (#"{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{\#(envelope)}}"#, "1 -32602"),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_me","requestState":7,\#(envelope)}}"#,
        "1 -32602"
      ),
      (#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"a"}}"#, "cancel \"a\""),
      (#"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#, "nothing"),
      (#"{"jsonrpc":"2.0","method":"tools/call","params":{"name":"get_me",\#(envelope)}}"#, "nothing"),
      (#"{"jsonrpc":"2.0","id":"tt-1","result":{"action":"accept"}}"#, #"response "tt-1" {"action":"accept"}"#),
      (#"{"jsonrpc":"2.0","id":"tt-1","error":{"code":1,"message":"no"}}"#, #"response "tt-1" error"#),
      (#"{"id":"tt-1","result":{"action":"accept"}}"#, "log"), ("garbage", "log"),
      (#"{"id":1,"method":"ping"}"#, "1 -32600"),
      (#"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"}]"#, "several [1 -32600, log]"),
    ])
  func table(_ line: String, _ expected: String) {
    var router = Router(server: .sample, tools: .everything)
    #expect(dispatch(&router, line) == expected)
  }

  @Test(
    "_meta is checked in the order keys, types, revision, method",
    arguments: [
      (#""protocolVersion":"2031-01-01""#, -32602), (#""protocolVersion":7,"clientCapabilities":{}"#, -32602),
      (#""protocolVersion":"2031-01-01","clientCapabilities":[]"#, -32602),
      (#""protocolVersion":"2031-01-01","clientCapabilities":{}"#, -32022),
      (#""protocolVersion":"2025-11-25","clientCapabilities":{}"#, -32022),
      (#""protocolVersion":"2026-07-28","clientCapabilities":{},"logLevel":"loud""#, -32602),
      (#""protocolVersion":"2026-07-28","clientCapabilities":{},"logLevel":"debug""#, -32601),
      (#""protocolVersion":"2026-07-28","clientCapabilities":{},"clientInfo":7"#, -32601),
    ])
  func envelopes(_ members: String, _ code: Int) {
    var router = Router(server: .sample, tools: .everything)
    let meta = members.replacing("\"p", with: "\"io.modelcontextprotocol/p").replacing(
      "\"clientC", with: "\"io.modelcontextprotocol/clientC"
    ).replacing("\"clientI", with: "\"io.modelcontextprotocol/clientI").replacing(
      "\"logL", with: "\"io.modelcontextprotocol/logL")
    let line = #"{"jsonrpc":"2.0","id":1,"method":"no/such","params":{"_meta":{\#(meta)}}}"#
    #expect(dispatch(&router, line) == "1 \(code)")
  }

  @Test("only revision 2025-03-26 has batches; initialize and stateless requests are rejected in them")
  func batches() {
    var router = Router(server: .sample, tools: .everything)
    _ = dispatch(&router, Self.initialize("2025-03-26"))
    let others = [
      Self.call, Self.initialized, Self.initialize("2025-11-25"), "[]",
      #"{"jsonrpc":"2.0","id":3,"method":"tools/list","params":{\#(Self.envelope)}}"#,
    ]
    let batch = "[" + others.joined(separator: ",") + "]"
    #expect(dispatch(&router, batch) == "batch [1 call get_me false, nothing, 0 -32600, log, 3 -32600]")
    _ = dispatch(&router, Self.initialize("2025-06-18"))
    #expect(dispatch(&router, batch) == "several [1 -32600, log, 0 -32600, log, 3 -32600]")
  }

  @Test("the server introduces itself as the host says, in both versions")
  func introduction() throws {
    let lines = [
      Self.initialize("2025-11-25"),
      #"{"jsonrpc":"2.0","id":0,"method":"server/discover","params":{\#(Self.envelope)}}"#,
    ]
    for (line, path) in zip(lines, [["serverInfo"], ["_meta", "io.modelcontextprotocol/serverInfo"]]) {
      var router = Router(server: .sample, tools: .everything)
      guard case .reply(_, .success(let result)) = router.dispatch(Message(line: Array(line.utf8))) else {
        Issue.record("no result for \(line)")
        continue
      }
      let info = path.reduce(JSONValue.object(result) as JSONValue?) { $0?[$1] }
      #expect(info == ["name": "sample", "title": "A sample", "version": "1.2.3"])
    }
  }

  @Test("a read-only server offers no tool that writes")
  func readOnly() throws {
    var router = Router(server: .sample, tools: try ToolSelection(readOnly: true))
    _ = dispatch(&router, Self.initialize("2025-11-25"))
    #expect(router.tools.tools.count == 15)
    #expect(dispatch(&router, Self.call) == "1 call get_me false")
    #expect(dispatch(&router, Self.call.replacing("get_me", with: "track_task")) == "1 -32602")
  }
}
