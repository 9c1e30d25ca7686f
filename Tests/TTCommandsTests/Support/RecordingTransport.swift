import Basics
import Transport

/// Answers each request with the next of some responses, and then with status 500 of the service.
final class RecordingTransport: HTTPTransport {
  private(set) var requests: [HTTPRequest] = []
  private var responses: [HTTPResponse]

  init(_ responses: [HTTPResponse] = []) { self.responses = responses }

  func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
    requests.append(request)
    return responses.isEmpty ? .envelope(500, "null") : responses.removeFirst()
  }
}

extension HTTPResponse {
  /// An envelope of the service.
  static func envelope(_ status: Int, _ data: String, retryAfter: String? = nil, date: String? = nil) -> HTTPResponse {
    let body = #"{"response":{"status":\#(status),"message":"m"},"data":\#(data)}"#
    return HTTPResponse(
      status: 200, contentType: "application/json", retryAfter: retryAfter, date: date, body: Array(body.utf8))
  }
}

/// Answers as a fixture does, but refuses new entries.
final class RefusingTransport: HTTPTransport {
  private let answering: AnsweringTransport?

  init(_ cli: CLIFixture) { answering = cli.transport }

  func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
    if request.url.contains("/events/add") { return .envelope(500, "null") }
    return try answering?.send(request) ?? .envelope(500, "null")
  }
}
