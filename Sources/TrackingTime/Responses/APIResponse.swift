import Basics
import Transport

/// What an answer of the service says, once HTTP and the envelope are taken apart.
enum APIResponse {
  /// Envelope status 200.
  case success(Payload)
  /// The service understood the request and refuses it.
  case refused(APIError)
  /// An HTTP error page, a redirect, or something that is no envelope: nobody can say whether the request took effect.
  case unreadable(String)

  struct Payload {
    var data: JSONValue
    /// The members beside `data`, for example `available_custom_fields`.
    var siblings: JSONObject
    /// Text the service means for the user.
    var note: String?
  }

  /// Envelope status first, then HTTP status: errors usually arrive as HTTP 200, a wrong password as a real 401, and an
  /// HTTP 502 page is a gateway failure while an envelope 502 is a normal answer.
  init(_ response: HTTPResponse) {
    let retryAfter = response.retryAfter.flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    let envelope = (try? JSONValue.parse(response.body, as: .lenient))?.object
    if let envelope, let head = envelope["response"]?.object, let status = head["status"]?.int,
      status != 200 || response.status < 400
    {
      let note = head["note"]?.string
      if status == 200 {
        var siblings = envelope
        siblings["response"] = nil
        siblings["data"] = nil
        self = .success(Payload(data: envelope["data"] ?? .null, siblings: siblings, note: note))
      } else {
        let message = head["message"]?.string ?? "no message"
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
      self = .unreadable("an answer that is not understood (\(Self.describe(response)))")
    case 300..<400:
      self = .unreadable(
        "a redirect (HTTP \(response.status)), which is not followed; check the address of the service")
    default: self = .unreadable("HTTP \(response.status) (\(Self.describe(response)))")
    }
  }

  private static func describe(_ response: HTTPResponse) -> String {
    let type = response.contentType ?? "no content type"
    guard !response.body.isEmpty else { return "\(type), empty" }
    let start = String(decoding: response.body.prefix(60), as: UTF8.self)
    return "\(type), beginning \(JSONValue.string(start).compact)"
  }
}

/// A refusal of the service: the status of its envelope, or of HTTP where there is no envelope.
struct APIError {
  var status: Int
  var message: String
  var note: String?
  var retryAfter: Int?
}

extension APIError {
  /// The error a refused call ends with. Message texts are localised and change, so only the number decides.
  func asError(_ tool: Tool) -> TTError {
    let said = "the service refuses \(tool.name): \(message)" + (note.map { " (\($0))" } ?? "")
    switch status {
    case 401:
      return TTError(
        .auth, "the service does not accept the credentials: \(message)",
        remedy: .logIn)
    case 404: return TTError(.notFound, said)
    case 429:
      return TTError(
        .rateLimited, "the service asks for fewer requests: \(message)",
        remedy: .wait(seconds: retryAfter), retryAfter: retryAfter)
    case 502 where tool.name == "track_task":
      return TTError(
        .conflict, "another timer is running: \(message)", remedy: .stopRunningTimer)
    case 400:
      return TTError(.api, said + " (400)", remedy: .checkWorkspace)
    default: return TTError(.api, said + " (\(status))")
    }
  }
}
