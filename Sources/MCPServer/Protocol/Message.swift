import Basics

/// The ID of a request: a string or an integer, echoed exactly as it was received.
struct RequestID: Hashable, Sendable {
  /// As it was received.
  let json: JSONValue
  private let key: ScalarKey

  /// Nil for anything that is not an ID, such as `null` and `1.5`.
  init?(_ json: JSONValue) {
    switch json {
    case .string: break
    case .number(let number):
      let digits = number.literal.utf8.drop { $0 == UInt8(ascii: "-") }
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    default: return nil
    }
    self.json = json
    key = ScalarKey(json.compact)
  }

  /// An ID of the server's own.
  init(_ text: String) {
    json = .string(text)
    key = ScalarKey(json.compact)
  }

  static func == (a: RequestID, b: RequestID) -> Bool { a.key == b.key }
  func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// An error with its code in JSON-RPC or MCP.
struct RPCError: Error, Equatable, Sendable {
  var code: Int
  var message: String
  var data: JSONValue?

  static func parseError(_ message: String) -> RPCError { RPCError(code: -32700, message: message) }
  static func invalidRequest(_ message: String) -> RPCError { RPCError(code: -32600, message: message) }
  static func methodNotFound(_ name: String) -> RPCError {
    RPCError(code: -32601, message: "Method not found: \(name.prefix(100))")
  }
  static func invalidParams(_ message: String) -> RPCError { RPCError(code: -32602, message: message) }
  static func internalError(_ message: String) -> RPCError { RPCError(code: -32603, message: message) }
}

/// A line from the client, parsed as JSON-RPC 2.0. Knows nothing about methods, revisions or tools.
enum Message: Sendable {
  case request(RequestID, method: String, params: JSONObject)
  case notification(method: String, params: JSONObject)
  /// The response to a request of the server's own; nil where it is an error.
  case response(RequestID, JSONValue?)
  case batch([Message])
  /// A message with a readable ID, but not a valid request.
  case invalid(RequestID, RPCError)
  /// Anything that cannot be answered, with the reason.
  case unreadable(String)

  /// Parses a line. Duplicate names are rejected, since two parsers could read them differently.
  init(line: [UInt8]) {
    let problem: JSONSyntaxError
    do throws(JSONSyntaxError) {
      self.init(try JSONValue.parse(line))
      return
    } catch {
      problem = error
    }
    var extractor = RequestIDExtractor()
    extractor.read(line[...])
    let isText = String(validating: line, as: UTF8.self) != nil
    let isJSON = extractor.isTooDeep || (try? JSONValue.parse(line, as: .lenient)) != nil
    if isJSON || !isText, let id = extractor.requestID {
      self = .invalid(id, isText ? .invalidRequest(problem.message) : .parseError("the message is not UTF-8"))
    } else {
      self = .unreadable("not JSON: column \(problem.column): \(problem.message)")
    }
  }

  /// A line that was too long to be kept.
  init(tooLong extractor: RequestIDExtractor) {
    let what = "the message exceeds \(LineSplitter.maxBytes >> 20) MiB"
    self = extractor.requestID.map { .invalid($0, .invalidRequest(what)) } ?? .unreadable(what)
  }

  private init(_ json: JSONValue, isInBatch: Bool = false) {
    if let elements = json.array, !isInBatch {
      self = .batch(elements.map { Message($0, isInBatch: true) })
      return
    }
    guard let object = json.object else {
      self = .unreadable("message is \(json.kindName), not an object")
      return
    }
    let id = object["id"].flatMap { RequestID($0) }
    func rejected(_ what: String) -> Message {
      id.map { .invalid($0, .invalidRequest(what)) } ?? .unreadable(what)
    }
    guard object["jsonrpc"]?.string == "2.0" else {
      self =
        object["method"] == nil
        ? .unreadable("response without \"jsonrpc\":\"2.0\"") : rejected("\"jsonrpc\" must be \"2.0\"")
      return
    }
    guard let method = object["method"] else {
      self = id.map { .response($0, object["result"]) } ?? .unreadable("response without a usable id")
      return
    }
    guard let name = method.string else {
      self = rejected("\"method\" must be a string")
      return
    }
    if object["id"] != nil, id == nil {
      self = .unreadable("the id of \(name.prefix(100)) is neither a string nor an integer")
      return
    }
    var params = JSONObject()
    switch object["params"] {
    case nil, .null?: break
    case .object(let given)?: params = given
    case let other?:
      let error = RPCError.invalidParams("params must be an object, not \(other.kindName)")
      self = id.map { .invalid($0, error) } ?? .unreadable(error.message)
      return
    }
    self = id.map { .request($0, method: name, params: params) } ?? .notification(method: name, params: params)
  }
}

/// The messages the server writes, as JSON-RPC 2.0.
enum JSONRPC {
  static func result(_ id: RequestID, _ result: JSONObject) -> JSONValue {
    ["jsonrpc": "2.0", "id": id.json, "result": .object(result)]
  }

  static func error(_ id: RequestID, _ error: RPCError) -> JSONValue {
    var object: JSONObject = ["code": JSONValue(error.code), "message": .string(error.message)]
    object["data"] = error.data
    return ["jsonrpc": "2.0", "id": id.json, "error": .object(object)]
  }

  static func notification(_ method: String, _ params: JSONObject = [:]) -> JSONValue {
    var message: JSONObject = ["jsonrpc": "2.0", "method": .string("notifications/" + method)]
    if !params.isEmpty { message["params"] = .object(params) }
    return .object(message)
  }

  static func request(_ id: RequestID, _ method: String, params: JSONObject) -> JSONValue {
    ["jsonrpc": "2.0", "id": id.json, "method": .string(method), "params": .object(params)]
  }
}
