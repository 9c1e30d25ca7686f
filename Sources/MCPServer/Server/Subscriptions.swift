import Basics

/// The streams of notifications that a client of revision 2026-07-28 holds open: each is acknowledged, gets what it asked
/// for under its id, and ends with one result.
struct Subscriptions {
  private static let most = 64

  private let writer: LineWriter
  private var open: [(id: RequestID, wantsTools: Bool)] = []

  init(_ writer: LineWriter) { self.writer = writer }

  /// True while somebody wants to hear of the tools.
  var wantTools: Bool { open.contains { $0.wantsTools } }

  func holds(_ id: RequestID) -> Bool { open.contains { $0.id == id } }

  /// Opens a stream. Throws when there are too many.
  mutating func begin(_ id: RequestID, wantsTools: Bool) throws(RPCError) {
    guard open.count < Self.most else { throw .internalFault("\(Self.most) streams are open already") }
    open.append((id, wantsTools))
    let honoured: JSONObject = wantsTools ? ["toolsListChanged": true] : [:]
    let params: JSONObject = ["notifications": .object(honoured)]
    writer.put(JSONRPC.notification("subscriptions/acknowledged", Self.tagged(params, id)))
  }

  /// Ends a stream the client does not want any more: it gets no result.
  mutating func cancel(_ id: RequestID) { open.removeAll { $0.id == id } }

  /// Tells whoever wants to hear it that the list of tools is another one.
  func notifyToolsChanged() {
    for stream in open where stream.wantsTools {
      writer.put(JSONRPC.notification("tools/list_changed", Self.tagged([:], stream.id)))
    }
  }

  /// Ends all streams.
  mutating func end() {
    for stream in open {
      writer.put(JSONRPC.result(stream.id, Self.tagged(ProtocolVersion.stateless.result([:]), stream.id)))
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
