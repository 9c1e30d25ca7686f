import Basics

/// The subscriptions of clients at revision 2026-07-28: each is acknowledged, receives the notifications it asked for under
/// its ID, and ends with a single result.
struct Subscriptions {
  private static let maxOpen = 64

  private let writer: LineWriter
  private let server: ServerInfo
  private var open: [(id: RequestID, wantsTools: Bool)] = []

  init(_ writer: LineWriter, from server: ServerInfo) {
    self.writer = writer
    self.server = server
  }

  /// True while a client wants to know about changes to the list of tools.
  var wantTools: Bool { open.contains { $0.wantsTools } }

  func contains(_ id: RequestID) -> Bool { open.contains { $0.id == id } }

  /// Opens a subscription. Throws when too many are open.
  mutating func begin(_ id: RequestID, wantsTools: Bool) throws(RPCError) {
    guard open.count < Self.maxOpen else {
      throw .internalError("too many open subscriptions (at most \(Self.maxOpen))")
    }
    open.append((id, wantsTools))
    let granted: JSONObject = wantsTools ? ["toolsListChanged": true] : [:]
    let params: JSONObject = ["notifications": .object(granted)]
    writer.put(JSONRPC.notification("subscriptions/acknowledged", Self.tagged(params, id)))
  }

  /// Ends a subscription the client has cancelled; it gets no result.
  mutating func cancel(_ id: RequestID) { open.removeAll { $0.id == id } }

  /// Notifies subscribers that the list of tools has changed.
  func notifyToolsChanged() {
    for subscription in open where subscription.wantsTools {
      writer.put(JSONRPC.notification("tools/list_changed", Self.tagged([:], subscription.id)))
    }
  }

  /// Ends all subscriptions.
  mutating func end() {
    for subscription in open {
      let result = ProtocolVersion.stateless.result([:], from: server)
      writer.put(JSONRPC.result(subscription.id, Self.tagged(result, subscription.id)))
    }
    open = []
  }

  private static func tagged(_ object: JSONObject, _ id: RequestID) -> JSONObject {
    var object = object
    var meta = object["_meta"]?.object ?? JSONObject()
    meta[ProtocolVersion.prefix + "subscriptionId"] = id.json
    object["_meta"] = .object(meta)
    return object
  }
}
