import Basics
import Transport

/// A response of the service, decoded from HTTP and its envelope.
enum APIResponse {
  /// Envelope status 200.
  case success(Payload)
  /// The service rejected the request.
  case refused(APIError)
  /// An HTTP error page, a redirect, or anything else without an envelope: whether the request took effect is unknown.
  case unreadable(String)

  struct Payload {
    var data: JSONValue
    /// The members beside `data`, for example `available_custom_fields`.
    var siblings: JSONObject
    /// The service's note for the user.
    var note: String?
  }

  /// The status of the envelope takes precedence over that of HTTP: errors usually arrive as HTTP 200, a wrong password as
  /// HTTP 401; an HTTP 502 page is a gateway failure, but an envelope with status 502 is a regular response.
  init(_ response: HTTPResponse) { self.init(response, document: try? JSONValue.parse(response.body, as: .lenient)) }

  /// The same for a response whose body was read as JSON already; nil if it is not JSON.
  init(_ response: HTTPResponse, document: JSONValue?) {
    let retryAfter = Self.retryAfter(response)
    if let envelope = document?.object, let head = envelope["response"]?.object, let status = head["status"]?.idNumber,
      status != 200 || response.status < 400
    {
      let note = head["note"]?.string?.truncated(toBytes: APIError.maxTextBytes)
      if status == 200 {
        var siblings = envelope
        siblings["response"] = nil
        siblings["data"] = nil
        self = .success(Payload(data: envelope["data"] ?? .null, siblings: siblings, note: note))
      } else {
        let message = head["message"]?.string?.truncated(toBytes: APIError.maxTextBytes) ?? "no message"
        self = .refused(APIError(status: status, message: message, note: note, retryAfter: retryAfter))
      }
      return
    }
    switch response.status {
    case 401, 403, 404, 429:
      let refusal = APIError(
        status: response.status, message: "HTTP \(response.status)", note: nil, retryAfter: retryAfter)
      self = .refused(refusal)
    case 200..<300:
      self = .unreadable("HTTP \(response.status) without an envelope (\(Self.describe(response)))")
    case 300..<400:
      self = .unreadable(
        "a redirect (HTTP \(response.status)), which tt does not follow; check the address of the service")
    default: self = .unreadable("HTTP \(response.status) (\(Self.describe(response)))")
    }
  }

  /// The seconds of `Retry-After`, which may also be an HTTP date; nil for none that can be read.
  private static func retryAfter(_ response: HTTPResponse) -> Int? {
    guard let text = response.retryAfter else { return nil }
    if let seconds = Int(text) { return seconds >= 0 ? min(seconds, APIError.maxPause) : nil }
    guard let end = Instant(httpDate: text), let now = response.date.flatMap({ Instant(httpDate: $0) }) else {
      return nil
    }
    return max(0, min(end.seconds - now.seconds, APIError.maxPause))
  }

  private static func describe(_ response: HTTPResponse) -> String {
    let type = response.contentType?.truncated(toBytes: 100) ?? "no content type"
    guard !response.body.isEmpty else { return "\(type), empty" }
    let start = String(decoding: response.body.prefix(60), as: UTF8.self)
    return "\(type), starting with \(JSONValue.string(start).compact)"
  }
}

/// An error reported by the service, with the status of the envelope, or of HTTP without one.
struct APIError {
  var status: Int
  var message: String
  var note: String?
  var retryAfter: Int?

  /// The longest text of the service in a message, in bytes.
  static let maxTextBytes = 2048
  /// The seconds to wait after a 429 that names no time.
  static let standardPause = 60
  /// The longest time that is believed: a day.
  static let maxPause = 86_400
}

extension JSONValue {
  /// The integer, also if the service writes it as text.
  public var idNumber: Int? { int ?? string.flatMap { Int($0) } }
}

extension APIError {
  /// The error of a rejected call. Messages are localized and may change, so only the status determines its class.
  ///
  /// - Parameter object: the object of the call, such as `task_id 42`: what is missing is not in the service's text.
  func asError(_ tool: Tool, of object: String? = nil) -> TTError {
    let name = tool.name + (status == 404 ? object.map { " (\($0))" } ?? "" : "")
    let text = "the service rejected \(name): \(message.quoted)" + (note.map { " (\($0.quoted))" } ?? "")
    switch status {
    case 401:
      return TTError(
        .auth, "the service rejected the credentials: \(message.quoted)",
        remedy: .logIn)
    case 404: return TTError(.notFound, text)
    case 429:
      return TTError(
        .rateLimited, "too many requests to the service: \(message.quoted)",
        remedy: .wait(seconds: retryAfter ?? Self.standardPause), retryAfter: retryAfter ?? Self.standardPause)
    case 400:
      return TTError(.api, text + " (400)", remedy: .checkWorkspace)
    default: return TTError(.api, text + " (\(status))")
    }
  }
}
