/// A response, independent of the HTTP package.
enum HTTPReply: Sendable {
  /// A complete response.
  case complete(status: Int, headers: [(name: String, value: String)], body: [UInt8])
  /// HTTP 200 with a body of which only the first half is sent.
  case truncated(body: [UInt8])
  /// The connection is closed without a response.
  case dropped

  static let jsonType = "application/json;charset=UTF-8"
  static let htmlType = "text/html;charset=utf-8"

  /// A complete response with a body of text.
  static func text(
    _ text: String, type: String, status: Int = 200, headers: [(name: String, value: String)] = []
  ) -> HTTPReply {
    .complete(status: status, headers: [(name: "Content-Type", value: type)] + headers, body: Array(text.utf8))
  }

  static func json(_ text: String, status: Int = 200, headers: [(name: String, value: String)] = []) -> HTTPReply {
    .text(text, type: jsonType, status: status, headers: headers)
  }

  static func html(_ title: String, status: Int) -> HTTPReply {
    .text(page(String(status), title), type: htmlType, status: status)
  }

  /// A page of HTML.
  static func page(_ title: String, _ heading: String) -> String {
    "<!doctype html><html><head><title>\(title)</title></head><body><h1>\(heading)</h1></body></html>"
  }

  /// The HTTP status; nil when the connection is closed without a response.
  var httpStatus: Int? {
    switch self {
    case .complete(let status, _, _): status
    case .truncated: 200
    case .dropped: nil
    }
  }
}

extension Fault.Kind {
  /// The response to a request that is not served because of the fault; nil when the request is served.
  var replacement: HTTPReply? {
    switch self {
    case .latency, .gateway502After, .dropAfter, .truncate: nil
    case .tooManyRequests(let seconds):
      .json(
        ResponseEnvelope.text(for: ServiceError(status: 429, message: "Too many requests")), status: 429,
        headers: seconds.map { [("Retry-After", String($0))] } ?? [])
    case .html: .html("Internal Server Error", status: 500)
    case .gateway502: .html("Bad Gateway", status: 502)
    case .dropBefore: .dropped
    case .garbage: .complete(status: 200, headers: [("Content-Type", "text/plain")], body: Array("it works!\n".utf8))
    case .redirect: .complete(status: 302, headers: [("Location", "/api/v4/moved")], body: [])
    case .envelope(let status):
      .json(ResponseEnvelope.text(for: ServiceError(status: status, message: "Refused on purpose")))
    }
  }

  /// The response to a request that has been served despite the fault.
  func apply(to reply: HTTPReply) -> HTTPReply {
    switch (self, reply) {
    case (.gateway502After, _): .html("Bad Gateway", status: 502)
    case (.dropAfter, _): .dropped
    case (.truncate, .complete(_, _, let body)): .truncated(body: body)
    default: reply
    }
  }
}
