import Basics
import Testing

@testable import TTCommands

@Suite("What a message of the agents' protocol asks for") struct MCPRouterTests {
  private static let envelope =
    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{}}}"#

  private func decide(_ router: inout Router, _ line: String) -> Dispatch {
    router.decide(Message(line: Array(line.utf8)))
  }

  /// A short word for a decision, so that one line tells it.
  private func word(_ decision: Dispatch) -> String {
    switch decision {
    case .nothing: "nothing"
    case .log: "log"
    case .reply(let id, .success): "\(id.json.compact) ok"
    case .reply(let id, .failure(let error)): "\(id.json.compact) \(error.code)"
    case .list(let id, let peer): "\(id.json.compact) list \(peer.version)"
    case .call(let request): "\(request.id.json.compact) call \(request.tool.name) \(request.peer.canAsk)"
    case .listen(let id, let wantsTools): "\(id.json.compact) listen \(wantsTools)"
    case .cancel(let id): "cancel \(id.json.compact)"
    case .answer(let id, let result): "answer \(id.json.compact) \(result?.compact ?? "error")"
    case .batch(let all): "batch [" + all.map(word).joined(separator: ", ") + "]"
    case .several(let all): "several [" + all.map(word).joined(separator: ", ") + "]"
    }
  }

  private static func initialize(_ revision: String, _ capabilities: String = "{}") -> String {
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(revision)","capabilities":\#(capabilities),"clientInfo":{"name":"h","version":"1"}}}"#
  }

  private static let initialized = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#
  private static let call = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_me"}}"#

  @Test("the version is decided for each request, never for the connection")
  func eras() {
    var router = Router(readOnly: false)
    let stateless = #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{\#(Self.envelope)}}"#
    #expect(word(decide(&router, Self.call)) == "1 -32602")
    #expect(word(decide(&router, stateless)) == "1 list stateless")
    #expect(word(decide(&router, Self.initialize("2025-06-18"))) == "0 ok")
    #expect(word(decide(&router, Self.call)) == "1 call get_me false")
    #expect(word(decide(&router, stateless)) == "1 list stateless")
    #expect(
      word(decide(&router, #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#)) == #"1 list stateful("2025-06-18")"#)
    let both =
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2024-11-05","capabilities":{},\#(Self.envelope)}}"#
    #expect(
      word(decide(&router, both)) == "1 ok", "an initialize that names a revision opens a handshake, envelope or not")
  }

  @Test(
    "a person can be asked where the client declares forms, from 2025-06-18 on, and once it is initialized",
    arguments: [
      ("2025-06-18", #"{"elicitation":{}}"#, true), ("2025-11-25", #"{"elicitation":{"form":{}}}"#, true),
      ("2025-11-25", #"{"elicitation":{"form":{},"url":{}}}"#, true),
      ("2025-11-25", #"{"elicitation":{"url":{}}}"#, false),
      ("2025-11-25", #"{"elicitation":true}"#, false), ("2025-11-25", "{}", false),
      ("2025-03-26", #"{"elicitation":{}}"#, false), ("2024-11-05", #"{"elicitation":{}}"#, false),
    ])
  func asking(_ revision: String, _ capabilities: String, _ canAsk: Bool) {
    var router = Router(readOnly: false)
    _ = decide(&router, Self.initialize(revision, capabilities))
    #expect(!router.mayNotify)
    #expect(word(decide(&router, Self.call)) == "1 call get_me false")
    _ = decide(&router, Self.initialized)
    #expect(router.mayNotify)
    #expect(word(decide(&router, Self.call)) == "1 call get_me \(canAsk)")
    _ = decide(&router, Self.initialize("2025-11-25"))
    #expect(!router.mayNotify)
    #expect(word(decide(&router, Self.call)) == "1 call get_me false", "a later handshake replaces the first")
  }

  @Test("capabilities of an envelope hold for its request alone")
  func forgotten() {
    var router = Router(readOnly: false)
    let asking = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_me",\#(Self.envelope)}}"#
    let mute = asking.replacing(#""elicitation":{}"#, with: "")
    #expect(word(decide(&router, asking)) == "1 call get_me true")
    #expect(word(decide(&router, mute)) == "1 call get_me false")
    #expect(word(decide(&router, Self.call)) == "1 -32602")
  }

  @Test(
    "what the table of methods says",
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
      (#"{"jsonrpc":"2.0","id":"tt-1","result":{"action":"accept"}}"#, #"answer "tt-1" {"action":"accept"}"#),
      (#"{"jsonrpc":"2.0","id":"tt-1","error":{"code":1,"message":"no"}}"#, #"answer "tt-1" error"#),
      (#"{"id":"tt-1","result":{"action":"accept"}}"#, "log"), ("garbage", "log"),
      (#"{"id":1,"method":"ping"}"#, "1 -32600"),
      (#"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"}]"#, "several [1 -32600, log]"),
    ])
  func table(_ line: String, _ expected: String) {
    var router = Router(readOnly: false)
    #expect(word(decide(&router, line)) == expected)
  }

  @Test(
    "the envelope is checked in the order keys, types, revision, method",
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
    var router = Router(readOnly: false)
    let meta = members.replacing("\"p", with: "\"io.modelcontextprotocol/p").replacing(
      "\"clientC", with: "\"io.modelcontextprotocol/clientC"
    ).replacing("\"clientI", with: "\"io.modelcontextprotocol/clientI").replacing(
      "\"logL", with: "\"io.modelcontextprotocol/logL")
    let line = #"{"jsonrpc":"2.0","id":1,"method":"no/such","params":{"_meta":{\#(meta)}}}"#
    #expect(word(decide(&router, line)) == "1 \(code)")
  }

  @Test("a batch is taken apart at 2025-03-26 alone; initialize and envelopes do not belong in it")
  func batches() {
    var router = Router(readOnly: false)
    _ = decide(&router, Self.initialize("2025-03-26"))
    let others = [
      Self.call, Self.initialized, Self.initialize("2025-11-25"), "[]",
      #"{"jsonrpc":"2.0","id":3,"method":"tools/list","params":{\#(Self.envelope)}}"#,
    ]
    let batch = "[" + others.joined(separator: ",") + "]"
    #expect(word(decide(&router, batch)) == "batch [1 call get_me false, nothing, 0 -32600, log, 3 -32600]")
    _ = decide(&router, Self.initialize("2025-06-18"))
    #expect(word(decide(&router, batch)) == "several [1 -32600, log, 0 -32600, log, 3 -32600]")
  }

  @Test("a server that only reads knows no tool that writes")
  func readOnly() {
    var router = Router(readOnly: true)
    _ = decide(&router, Self.initialize("2025-11-25"))
    #expect(router.tools.count == 14)
    #expect(word(decide(&router, Self.call)) == "1 call get_me false")
    #expect(word(decide(&router, Self.call.replacing("get_me", with: "track_task"))) == "1 -32602")
  }
}
