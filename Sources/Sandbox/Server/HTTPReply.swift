/// What goes back over the wire, before it is put in the words of the HTTP package.
enum HTTPReply: Sendable {
  /// A whole answer.
  case complete(status: Int, headers: [(name: String, value: String)], body: [UInt8])
  /// An answer whose body ends early.
  case truncated(body: [UInt8])
  /// No answer: the connection is closed.
  case dropped

  static func json(_ text: String, status: Int = 200, headers: [(name: String, value: String)] = []) -> HTTPReply {
    let type = (name: "Content-Type", value: "application/json;charset=UTF-8")
    return .complete(status: status, headers: [type] + headers, body: Array(text.utf8))
  }

  static func html(_ title: String, status: Int) -> HTTPReply {
    let page = "<!doctype html><html><head><title>\(status)</title></head><body><h1>\(title)</h1></body></html>"
    return .complete(status: status, headers: [("Content-Type", "text/html;charset=utf-8")], body: Array(page.utf8))
  }

  /// The HTTP status; nil when the connection is dropped.
  var httpStatus: Int? {
    switch self {
    case .complete(let status, _, _): status
    case .truncated: 200
    case .dropped: nil
    }
  }
}

extension Fault.Kind {
  /// What stands in the place of an answer when the request is not even looked at; nil when it is served first.
  var replacement: HTTPReply? {
    switch self {
    case .latency, .gateway502After, .dropAfter, .truncate: nil
    case .tooManyRequests(let seconds):
      .json(
        ResponseEnvelope.envelope(of: ServiceError(status: 429, message: "Too many requests")), status: 429,
        headers: seconds.map { [("Retry-After", String($0))] } ?? [])
    case .html: .html("Internal Server Error", status: 500)
    case .gateway502: .html("Bad Gateway", status: 502)
    case .dropBefore: .dropped
    case .garbage: .complete(status: 200, headers: [("Content-Type", "text/plain")], body: Array("it works!\n".utf8))
    case .redirect: .complete(status: 302, headers: [("Location", "/api/v4/moved")], body: [])
    case .envelope(let status):
      .json(ResponseEnvelope.envelope(of: ServiceError(status: status, message: "Refused on purpose")))
    }
  }

  /// What becomes of a reply after the request has been served.
  func apply(to reply: HTTPReply) -> HTTPReply {
    switch (self, reply) {
    case (.gateway502After, _): .html("Bad Gateway", status: 502)
    case (.dropAfter, _): .dropped
    case (.truncate, .complete(_, _, let body)): .truncated(body: body)
    default: reply
    }
  }
}
