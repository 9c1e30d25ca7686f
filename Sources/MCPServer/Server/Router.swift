import Basics
import TrackingTime

/// What has to be done about a message.
enum Dispatch: Sendable {
  case nothing
  /// Nothing that could be answered; worth a line in the log.
  case log(String)
  case reply(RequestID, Result<JSONObject, RPCError>)
  case list(RequestID, ClientInfo)
  case call(ToolRequest)
  /// Opens a stream of notifications.
  case listen(RequestID, wantsTools: Bool)
  case cancel(RequestID)
  /// What came back for a question of ours; nil where it is an error.
  case answer(RequestID, JSONValue?)
  /// Several messages that came in one line and are answered in one.
  case batch([Dispatch])
  /// Several messages that came in one line and are answered each in its own.
  case several([Dispatch])
}

/// A `tools/call` whose shape is right. Its arguments are not checked yet.
struct ToolRequest: Sendable {
  var id: RequestID
  var peer: ClientInfo
  var tool: Tool
  var arguments: JSONObject
  var progressToken: JSONValue?
  /// What a retry brings back of a question: the state we gave out, and the answers.
  var state: String?
  var responses: JSONObject?
}

/// Decides what a message asks for. Knows methods and revisions; touches nothing: message in, decision out.
struct Router {
  /// What an `initialize` agreed on. It holds until the next one, for requests without an envelope.
  private struct Handshake {
    var revision: String
    var name: String?
    var canAsk: Bool
    var isInitialized = false
  }

  private let readOnly: Bool
  private var handshake: Handshake?

  init(readOnly: Bool) { self.readOnly = readOnly }

  /// The tools there are for this server's clients, before the policy hides any.
  var tools: [Tool] { Catalog.tools.filter { !readOnly || $0.access == .read } }

  /// True when a client of the handshake may be told things it did not ask for.
  var mayNotify: Bool { handshake?.isInitialized ?? false }

  mutating func decide(_ message: Message) -> Dispatch {
    switch message {
    case .unreadable(let why): return .log(why)
    case .invalid(let id, let error): return .reply(id, .failure(error))
    case .answer(let id, let result): return .answer(id, result)
    case .notification("notifications/initialized", _):
      handshake?.isInitialized = true
      return .nothing
    case .notification("notifications/cancelled", let params):
      return params["requestId"].flatMap { RequestID($0) }.map(Dispatch.cancel) ?? .nothing
    case .notification: return .nothing
    case .batch(let messages): return batch(messages)
    case .request(let id, let method, let params):
      do throws(RPCError) {
        return try decide(id, method, params)
      } catch {
        return .reply(id, .failure(error))
      }
    }
  }

  private mutating func decide(_ id: RequestID, _ method: String, _ params: JSONObject) throws(RPCError) -> Dispatch {
    let meta = params["_meta"]?.object ?? [:]
    let opensHandshake = method == "initialize" && params["protocolVersion"] != nil
    if meta[RequestMeta.version] != nil, !opensHandshake { return try stateless(id, method, params, meta) }
    switch method {
    case "initialize": return try initialize(id, params)
    case "ping": return .reply(id, .success([:]))
    case "server/discover": throw .invalidParams("params._meta lacks " + RequestMeta.version)
    default: break
    }
    guard let handshake else {
      throw .invalidParams("send initialize, or add the \(ProtocolVersion.statelessRevisions[0]) keys to params._meta")
    }
    let canAsk = handshake.canAsk && handshake.isInitialized && handshake.revision >= "2025-06-18"
    let peer = ClientInfo(version: .stateful(handshake.revision), name: handshake.name, canAsk: canAsk)
    guard let decision = try served(id, method, params, meta, peer) else { throw .noMethod(method) }
    return decision
  }

  private func stateless(
    _ id: RequestID, _ method: String, _ params: JSONObject, _ meta: JSONObject
  ) throws(RPCError) -> Dispatch {
    let peer = try RequestMeta.read(meta)
    if let decision = try served(id, method, params, meta, peer) { return decision }
    switch method {
    case "server/discover":
      return .reply(id, .success(ProtocolVersion.stateless.result(ServerInfo.discovered, isList: true)))
    case "subscriptions/listen":
      guard let wanted = params["notifications"]?.object else {
        throw .invalidParams("notifications must be an object")
      }
      return .listen(id, wantsTools: wanted["toolsListChanged"]?.bool ?? false)
    default: throw .noMethod(method)
    }
  }

  private mutating func initialize(_ id: RequestID, _ params: JSONObject) throws(RPCError) -> Dispatch {
    guard let asked = params["protocolVersion"]?.string else { throw .invalidParams("protocolVersion must be a text") }
    let capabilities = params["capabilities"] ?? [:]
    guard let declared = capabilities.object else { throw .invalidParams("capabilities must be an object") }
    let revision = ProtocolVersion.negotiated(asked)
    handshake = Handshake(
      revision: revision, name: ClientInfo.name(params["clientInfo"]), canAsk: ClientInfo.canAsk(declared))
    return .reply(id, .success(ServerInfo.initialized(revision)))
  }

  /// The methods both eras have.
  private func served(
    _ id: RequestID, _ method: String, _ params: JSONObject, _ meta: JSONObject, _ peer: ClientInfo
  ) throws(RPCError) -> Dispatch? {
    switch method {
    case "tools/list":
      // Everything stands on one page, so there is no cursor that could be right.
      if let cursor = params["cursor"], !cursor.isNull { throw .invalidParams("Invalid cursor") }
      return .list(id, peer)
    case "tools/call": return .call(try call(id, params, meta, peer))
    default: return nil
    }
  }

  private func call(
    _ id: RequestID, _ params: JSONObject, _ meta: JSONObject, _ peer: ClientInfo
  ) throws(RPCError) -> ToolRequest {
    guard let name = params["name"]?.string else { throw .invalidParams("name must be a text") }
    guard let tool = tools.first(where: { $0.name.isIdentical(to: name) }) else {
      let isWrite = Catalog.tool(name) != nil
      throw .invalidParams("Unknown tool: \(name.prefix(100))" + (isWrite ? " (this server only reads)" : ""))
    }
    var request = ToolRequest(id: id, peer: peer, tool: tool, arguments: [:])
    switch params["arguments"] {
    case nil, .null?: break
    case .object(let arguments)?: request.arguments = arguments
    case let other?: throw .invalidParams("arguments must be an object, not \(other.kindName)")
    }
    switch meta["progressToken"] {
    case .string?, .number?: request.progressToken = meta["progressToken"]
    default: break
    }
    guard peer.version == .stateless else { return request }
    if let state = params["requestState"], !state.isNull {
      guard let text = state.string else { throw .invalidRequestState }
      request.state = text
    }
    request.responses = params["inputResponses"]?.object
    return request
  }

  /// The answers of a batch are held until the last is there.
  private static let longestBatch = 100

  /// Batches are a part of revision 2025-03-26 alone. Elsewhere every request of one is refused by its own id.
  private mutating func batch(_ messages: [Message]) -> Dispatch {
    guard let handshake, handshake.revision == "2025-03-26" else {
      return .several(messages.map { Self.refused($0, "batches are not a part of this revision") })
    }
    guard messages.count <= Self.longestBatch else {
      return .several(messages.map { Self.refused($0, "a batch has at most \(Self.longestBatch) messages") })
    }
    return .batch(
      messages.map { message in
        if case .request(_, let method, let params) = message {
          if method == "initialize" { return Self.refused(message, "initialize cannot stand in a batch") }
          if params["_meta"]?[RequestMeta.version] != nil {
            return Self.refused(message, "\(ProtocolVersion.statelessRevisions[0]) has no batches")
          }
        }
        return decide(message)
      })
  }

  private static func refused(_ message: Message, _ why: String) -> Dispatch {
    switch message {
    case .request(let id, _, _), .invalid(let id, _): .reply(id, .failure(.invalidRequest(why)))
    default: .log("ignored a part of a batch")
    }
  }
}

extension RPCError {
  /// What a retry is told whose question is not open, or was about another call.
  static let invalidRequestState = RPCError.invalidParams("Invalid or expired requestState")
}
