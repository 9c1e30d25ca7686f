import Basics
import Foundation

/// A file with one JSON line per request. Headers and secrets are never written.
final class RequestLog: Sendable {
  private let handle: FileHandle

  /// Opens the file for appending; it is made when it is missing, readable by its owner only.
  init(path: String) throws(TTError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .config("cannot write the log \(path): \(String(cString: strerror(errno)))")
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Appends a request and how it was answered.
  func append(_ answered: RecordedExchange) {
    try? handle.write(contentsOf: Data((Self.line(answered) + "\n").utf8))
  }

  /// One request as a line of JSON; `status` is null when the connection was closed without an answer.
  static func line(_ answered: RecordedExchange) -> String {
    let request = answered.request
    let seconds = Int(answered.time.timeIntervalSince1970.rounded(.down))
    let time = WallClock(seconds: seconds)
    let line: JSONValue = [
      "time": .string("\(time.dayText)T\(time.timeText)Z"), "method": .string(request.method),
      "path": .string(request.path), "query": object(request.query), "form": object(request.form),
      "status": .whole(answered.httpStatus), "envelope": .whole(answered.envelopeStatus),
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
