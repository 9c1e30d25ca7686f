import Basics
import TrackingTime

/// What has to be done about a message.
enum Decision: Sendable {
  case nothing
  /// Nothing that could be answered; worth a line in the log.
  case log(String)
  case reply(RequestID, Result<JSONObject, RPCError>)
  case list(RequestID, Peer)
  case call(ToolRequest)
  /// Opens a stream of notifications.
  case listen(RequestID, wantsTools: Bool)
  case cancel(RequestID)
  /// What came back for a question of ours; nil where it is an error.
  case answer(RequestID, JSONValue?)
  /// Several messages that came in one line and are answered in one.
  case batch([Decision])
  /// Several messages that came in one line and are answered each in its own.
  case several([Decision])
}

/// A `tools/call` whose shape is right. Its arguments are not checked yet.
struct ToolRequest: Sendable {
  var id: RequestID
  var peer: Peer
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

  mutating func decide(_ message: Message) -> Decision {
    switch message {
    case .unreadable(let why): return .log(why)
    case .invalid(let id, let error): return .reply(id, .failure(error))
    case .answer(let id, let result): return .answer(id, result)
    case .notification("notifications/initialized", _):
      handshake?.isInitialized = true
      return .nothing
    case .notification("notifications/cancelled", let params):
      return params["requestId"].flatMap { RequestID($0) }.map(Decision.cancel) ?? .nothing
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

  private mutating func decide(_ id: RequestID, _ method: String, _ params: JSONObject) throws(RPCError) -> Decision {
    let meta = params["_meta"]?.object ?? [:]
    let opensHandshake = method == "initialize" && params["protocolVersion"] != nil
    if meta[Envelope.version] != nil, !opensHandshake { return try modern(id, method, params, meta) }
    switch method {
    case "initialize": return try initialize(id, params)
    case "ping": return .reply(id, .success([:]))
    case "server/discover": throw .invalidParams("params._meta lacks " + Envelope.version)
    default: break
    }
    guard let handshake else {
      throw .invalidParams("send initialize, or add the \(Era.modernRevisions[0]) keys to params._meta")
    }
    let canAsk = handshake.canAsk && handshake.isInitialized && handshake.revision >= "2025-06-18"
    let peer = Peer(era: .handshake(handshake.revision), name: handshake.name, canAsk: canAsk)
    guard let decision = try served(id, method, params, meta, peer) else { throw .noMethod(method) }
    return decision
  }

  private func modern(
    _ id: RequestID, _ method: String, _ params: JSONObject, _ meta: JSONObject
  ) throws(RPCError) -> Decision {
    let peer = try Envelope.read(meta)
    if let decision = try served(id, method, params, meta, peer) { return decision }
    switch method {
    case "server/discover": return .reply(id, .success(Era.modern.shaped(Greeting.discovered, isList: true)))
    case "subscriptions/listen":
      guard let wanted = params["notifications"]?.object else {
        throw .invalidParams("notifications must be an object")
      }
      return .listen(id, wantsTools: wanted["toolsListChanged"]?.bool ?? false)
    default: throw .noMethod(method)
    }
  }

  private mutating func initialize(_ id: RequestID, _ params: JSONObject) throws(RPCError) -> Decision {
    guard let asked = params["protocolVersion"]?.string else { throw .invalidParams("protocolVersion must be a text") }
    let capabilities = params["capabilities"] ?? [:]
    guard let declared = capabilities.object else { throw .invalidParams("capabilities must be an object") }
    let revision = Era.negotiated(asked)
    handshake = Handshake(
      revision: revision, name: Peer.name(params["clientInfo"]), canAsk: Peer.canAsk(declared))
    return .reply(id, .success(Greeting.initialized(revision)))
  }

  /// The methods both eras have.
  private func served(
    _ id: RequestID, _ method: String, _ params: JSONObject, _ meta: JSONObject, _ peer: Peer
  ) throws(RPCError) -> Decision? {
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
    _ id: RequestID, _ params: JSONObject, _ meta: JSONObject, _ peer: Peer
  ) throws(RPCError) -> ToolRequest {
    guard let name = params["name"]?.string else { throw .invalidParams("name must be a text") }
    guard let tool = tools.first(where: { $0.name.sameText(as: name) }) else {
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
    guard peer.era == .modern else { return request }
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
  private mutating func batch(_ messages: [Message]) -> Decision {
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
          if params["_meta"]?[Envelope.version] != nil {
            return Self.refused(message, "\(Era.modernRevisions[0]) has no batches")
          }
        }
        return decide(message)
      })
  }

  private static func refused(_ message: Message, _ why: String) -> Decision {
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
