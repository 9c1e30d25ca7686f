import Basics
import Testing
import Transport

/// One request that is expected, and what comes of it.
struct Expected {
  enum Outcome {
    case reply(HTTPResponse)
    case lost(TransportFailure)
  }

  var method: String
  /// Everything behind the base URL.
  var target: String
  var body: String?
  var outcome: Outcome
  /// True if the target may go on, with parameters that a test looks at itself.
  var isPrefix = false

  /// A GET whose parameters are not foreseen.
  static func any(_ target: String, _ outcome: Outcome) -> Expected {
    Expected(method: "GET", target: target, outcome: outcome, isPrefix: true)
  }

  static func get(_ target: String, _ outcome: Outcome) -> Expected {
    Expected(method: "GET", target: target, outcome: outcome)
  }

  static func post(_ target: String, _ outcome: Outcome, form: String? = nil) -> Expected {
    Expected(method: "POST", target: target, body: form, outcome: outcome)
  }
}

extension Expected.Outcome {
  /// An envelope of status 200.
  static func ok(_ data: JSONValue) -> Expected.Outcome { envelope(200, data) }

  /// An envelope over HTTP 200, as the service sends its refusals too.
  static func envelope(
    _ status: Int, _ data: JSONValue = [:], http: Int = 200, retryAfter: String? = nil, note: String? = nil
  ) -> Expected.Outcome {
    let head: JSONValue = [
      "status": JSONValue(status), "version": "4.0", "message": .string(status == 200 ? "ok" : "EXAMPLE \(status)"),
      "note": note.map(JSONValue.string) ?? .null, "note_type": nil,
    ]
    let document: JSONValue = ["response": head, "data": data]
    return .reply(
      HTTPResponse(
        status: http, contentType: "application/json", retryAfter: retryAfter, body: Array(document.compact.utf8)))
  }

  /// A gateway's error page.
  static func page(_ status: Int) -> Expected.Outcome {
    .reply(
      HTTPResponse(status: status, contentType: "text/html", body: Array("<html><h1>\(status)</h1></html>".utf8)))
  }

  static func lost(_ kind: TransportFailure.Kind, arrived: Bool) -> Expected.Outcome {
    .lost(TransportFailure(kind, reason: "EXAMPLE", mayHaveArrived: arrived))
  }
}

/// A transport that knows beforehand which requests come, in which order. A request that is not the next expected one
/// fails the test and gets no answer.
final class ScriptedTransport: HTTPTransport {
  static let base = "https://api.example.test/api/v4"

  private var script: [Expected]
  /// What was sent, in order.
  private(set) var sent: [HTTPRequest] = []

  init(_ script: [Expected]) { self.script = script }

  func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
    sent.append(request)
    let body = request.body.map { String(decoding: $0, as: UTF8.self) }
    guard let next = script.first, next.method == request.method, next.body == body,
      next.isPrefix ? request.url.hasPrefix(Self.base + next.target) : Self.base + next.target == request.url
    else {
      let expected = script.first.map { "\($0.method) \($0.target) \($0.body ?? "")" } ?? "no request"
      Issue.record("sent: \(request.method) \(request.url) \(body ?? ""); expected: \(expected)")
      throw TransportFailure(.aborted, reason: "unexpected request", mayHaveArrived: false)
    }
    script.removeFirst()
    checkHeaders(request)
    switch next.outcome {
    case .reply(let response): return response
    case .lost(let failure): throw failure
    }
  }

  /// Fails the test when a request is still expected.
  func finish(_ location: SourceLocation) {
    for step in script { Issue.record("never sent: \(step.method) \(step.target)", sourceLocation: location) }
    script = []
  }

  private func checkHeaders(_ request: HTTPRequest) {
    var headers: [String: String] = [:]
    for header in request.headers { headers[header.name] = header.value }
    #expect(request.headers.count == headers.count, "no header is sent twice")
    #expect(headers["Authorization"] == "Basic QVBJX1RPS0VOOnMzY3JldA==")
    #expect(headers["User-Agent"] == "tt/test (+https://example.test)")
    #expect(headers["Content-Type"] == (request.body == nil ? nil : "application/x-www-form-urlencoded"))
    let writes = ["/update/", "/delete/", "/close/", "/open/"]
    #expect(request.isWrite == (request.method == "POST" || writes.contains { request.url.contains($0) }))
    #expect(request.timeout > 0)
  }
}
