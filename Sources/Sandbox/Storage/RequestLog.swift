import Basics

/// A log file with one JSON object per request and line. Headers and secrets are never logged.
final class RequestLog: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Opens a log for appending. A new file is created with mode 0600.
  ///
  /// - Throws: a configuration error when the file cannot be opened.
  init(path: String) throws(TTError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .config("cannot write the log \(path): \(SystemError(path).reason)") }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Appends a request and the status of its response. Write errors are ignored.
  func append(_ exchange: RecordedExchange) {
    try? Files.writeAll(descriptor, path, Array((Self.line(exchange) + "\n").utf8))
  }

  /// The JSON object of a request. `status` is null when the connection was closed without a response, `envelope` when
  /// the response had no envelope.
  static func line(_ exchange: RecordedExchange) -> String {
    let request = exchange.request
    let line: JSONValue = [
      "time": .string(Instant(exchange.time).rfc3339), "method": .string(request.method),
      "path": .string(request.path), "query": object(request.query), "form": object(request.form),
      "status": .whole(exchange.httpStatus), "envelope": .whole(exchange.envelopeStatus),
    ]
    return line.compact
  }

  private static let secrets: Set = ["app_password", "api_token", "password", "token"]

  private static func object(_ pairs: [(name: String, value: String)]) -> JSONValue {
    var object = JSONObject()
    for (name, value) in pairs { object[name] = .string(secrets.contains(name.lowercased()) ? "***" : value) }
    return .object(object)
  }
}
