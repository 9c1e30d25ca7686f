import Basics
import TrackingTime

/// Decides what a message asks for. Knows methods and revisions, and changes nothing but its handshake: a message in, a
/// `Dispatch` out.
struct Router {
  /// What the last `initialize` agreed on, for requests without protocol keys of their own.
  private struct Handshake {
    var revision: String
    var name: String?
    var canElicit: Bool
    var isInitialized = false
  }

  private let server: ServerInfo
  /// The tools this server offers, before the policy hides any.
  let tools: ToolSelection
  private var handshake: Handshake?

  init(server: ServerInfo, tools: ToolSelection) {
    self.server = server
    self.tools = tools
  }

  /// True when the client may be sent unsolicited notifications.
  var mayNotify: Bool { handshake?.isInitialized ?? false }

  mutating func dispatch(_ message: Message) -> Dispatch {
    switch message {
    case .unreadable(let why): return .log(why)
    case .invalid(let id, let error): return .reply(id, .failure(error))
    case .response(let id, let result): return .response(id, result)
    case .notification("notifications/initialized", _):
      handshake?.isInitialized = true
      return .nothing
    case .notification("notifications/cancelled", let params):
      return params["requestId"].flatMap { RequestID($0) }.map(Dispatch.cancel) ?? .nothing
    case .notification: return .nothing
    case .batch(let messages): return batch(messages)
    case .request(let id, let method, let params):
      do throws(RPCError) {
        return try request(Request(id: id, method: method, params: params))
      } catch {
        return .reply(id, .failure(error))
      }
    }
  }

  private struct Request {
    var id: RequestID
    var method: String
    var params: JSONObject

    var meta: JSONObject { params["_meta"]?.object ?? [:] }
  }

  private mutating func request(_ request: Request) throws(RPCError) -> Dispatch {
    let opensHandshake = request.method == "initialize" && request.params["protocolVersion"] != nil
    if request.meta[RequestMeta.version] != nil, !opensHandshake { return try stateless(request) }
    switch request.method {
    case "initialize": return try initialize(request)
    case "ping": return .reply(request.id, .success([:]))
    case "server/discover": throw RequestMeta.missing(RequestMeta.version)
    default: break
    }
    guard let handshake else {
      throw .invalidParams(
        "send initialize first, or add the \(ProtocolVersion.statelessRevisions[0]) keys to params._meta")
    }
    let canElicit = handshake.canElicit && handshake.isInitialized && handshake.revision >= "2025-06-18"
    let client = ClientInfo(version: .stateful(handshake.revision), name: handshake.name, canElicit: canElicit)
    guard let dispatch = try common(request, client) else { throw .methodNotFound(request.method) }
    return dispatch
  }

  private func stateless(_ request: Request) throws(RPCError) -> Dispatch {
    let client = try RequestMeta.read(request.meta)
    if let dispatch = try common(request, client) { return dispatch }
    switch request.method {
    case "server/discover":
      let result = ProtocolVersion.stateless.result(ServerInfo.discovered, from: server, isList: true)
      return .reply(request.id, .success(result))
    case "subscriptions/listen":
      guard let wanted = request.params["notifications"]?.object else {
        throw .invalidParams("notifications must be an object")
      }
      return .listen(request.id, wantsTools: wanted["toolsListChanged"]?.bool ?? false)
    default: throw .methodNotFound(request.method)
    }
  }

  private mutating func initialize(_ request: Request) throws(RPCError) -> Dispatch {
    let params = request.params
    guard let requested = params["protocolVersion"]?.string else {
      throw .invalidParams("protocolVersion must be a string")
    }
    let capabilities = params["capabilities"] ?? [:]
    guard let declared = capabilities.object else { throw .invalidParams("capabilities must be an object") }
    let revision = ProtocolVersion.negotiated(requested)
    handshake = Handshake(
      revision: revision, name: ClientInfo.name(params["clientInfo"]), canElicit: ClientInfo.canElicit(declared))
    return .reply(request.id, .success(server.initialized(revision)))
  }

  /// The methods both versions share; nil for any other.
  private func common(_ request: Request, _ client: ClientInfo) throws(RPCError) -> Dispatch? {
    switch request.method {
    case "tools/list":
      // The list has a single page, so that no cursor is valid.
      if let cursor = request.params["cursor"], !cursor.isNull { throw .invalidParams("Invalid cursor") }
      return .list(request.id, client)
    case "tools/call": return .call(try call(request, client))
    default: return nil
    }
  }

  private func call(_ request: Request, _ client: ClientInfo) throws(RPCError) -> ToolRequest {
    let params = request.params
    guard let name = params["name"]?.string else { throw .invalidParams("name must be a string") }
    guard let tool = tools.tool(name) else {
      throw .invalidParams("Unknown tool: \(name.prefix(100))" + tools.absence(of: name))
    }
    var call = ToolRequest(id: request.id, client: client, tool: tool, arguments: [:])
    switch params["arguments"] {
    case nil, .null?: break
    case .object(let arguments)?: call.arguments = arguments
    case let other?: throw .invalidParams("arguments must be an object, not \(other.kindName)")
    }
    let token = request.meta["progressToken"]
    switch token {
    case .string?, .number?: call.progressToken = token
    default: break
    }
    guard client.version == .stateless else { return call }
    if let state = params["requestState"], !state.isNull {
      guard let text = state.string else { throw .invalidRequestState }
      call.state = text
    }
    call.responses = params["inputResponses"]?.object
    return call
  }

  /// The responses of a batch are kept until the last one is there.
  private static let maxBatchMessages = 100

  /// Only revision 2025-03-26 has batches. In any other, each request of a batch is rejected under its own ID.
  private mutating func batch(_ messages: [Message]) -> Dispatch {
    guard let handshake, handshake.revision == "2025-03-26" else {
      return .several(messages.map { Self.rejected($0, "batches are not supported in this protocol revision") })
    }
    guard messages.count <= Self.maxBatchMessages else {
      return .several(
        messages.map { Self.rejected($0, "a batch can have at most \(Self.maxBatchMessages) messages") })
    }
    return .batch(
      messages.map { message in
        if case .request(_, let method, let params) = message {
          if method == "initialize" { return Self.rejected(message, "initialize cannot be part of a batch") }
          if params["_meta"]?[RequestMeta.version] != nil {
            return Self.rejected(
              message, "batches are not supported in revision \(ProtocolVersion.statelessRevisions[0])")
          }
        }
        return dispatch(message)
      })
  }

  private static func rejected(_ message: Message, _ why: String) -> Dispatch {
    switch message {
    case .request(let id, _, _), .invalid(let id, _): .reply(id, .failure(.invalidRequest(why)))
    default: .log("ignored a message in a batch: \(why)")
    }
  }
}

extension RPCError {
  /// The error of a retry whose approval request is not open, or was about another call.
  static let invalidRequestState = RPCError.invalidParams("Invalid or expired requestState")
}
