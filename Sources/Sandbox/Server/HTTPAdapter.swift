import FlyingFox
import Foundation

/// Passes requests from FlyingFox to the emulator, and its replies back.
struct HTTPAdapter: HTTPHandler {
  let emulator: Emulator

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let recorded = RecordedRequest(
      method: request.method.rawValue, path: request.target.path(), rawQuery: request.target.query(),
      body: [UInt8](try await request.bodyData), headers: request.headers.map { ($0.key.rawValue, $0.value) })
    let (faults, delay) = await emulator.admit(recorded)
    if delay > 0 { try await Task.sleep(for: .milliseconds(delay)) }
    return HTTPResponse(await emulator.serve(recorded, faults))
  }
}

extension HTTPResponse {
  private static let phrases = [
    200: "OK", 302: "Found", 400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden",
    404: "Not Found", 429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway",
  ]

  fileprivate init(_ reply: HTTPReply) {
    switch reply {
    case .complete(let status, let headers, let body):
      var fields = HTTPHeaders()
      for (name, value) in headers { fields[HTTPHeader(name)] = value }
      self.init(
        statusCode: HTTPStatusCode(status, phrase: Self.phrases[status] ?? "Status"),
        headers: fields, body: HTTPBodySequence(data: Data(body), suggestedBufferSize: 1 << 20))
    case .truncated(let body):
      self.init(
        statusCode: .ok, headers: [.contentType: "application/json;charset=UTF-8"],
        body: HTTPBodySequence(from: TruncatedBody(bytes: body), count: body.count, suggestedBufferSize: body.count))
    case .dropped:
      self.init(webSocket: DroppedConnection())
    }
  }
}
