import Basics

/// The response to a successful request.
struct ResponseEnvelope {
  /// The media type of ``text``.
  private(set) var contentType = HTTPReply.jsonType
  /// The `data` member as JSON text, or the whole body if it is not JSON.
  private let data: String
  /// The members beside `data`.
  private let siblings: JSONObject

  init(_ data: JSONValue, siblings: JSONObject = [:]) {
    self.init(json: data.compact, siblings: siblings)
  }

  /// An envelope for data that is already JSON text.
  init(json data: String, siblings: JSONObject = [:]) {
    self.data = data
    self.siblings = siblings
  }

  /// The response to a deletion.
  static let empty = ResponseEnvelope([:])

  /// A response without an envelope: comma-separated values.
  static func csv(_ text: String) -> ResponseEnvelope {
    var response = ResponseEnvelope(json: text)
    response.contentType = "text/csv;charset=UTF-8"
    return response
  }

  /// The response body.
  var text: String {
    if contentType != HTTPReply.jsonType { return data }
    var text = "{\"response\":\(Self.status(200, message: "ok")),\"data\":\(data)"
    for member in siblings { text += ",\(JSONValue.string(member.key).compact):\(member.value.compact)" }
    return text + "}"
  }

  /// The response body for an error.
  static func text(for error: ServiceError) -> String {
    "{\"response\":\(status(error.status, message: error.message)),\"data\":{}}"
  }

  private static func status(_ status: Int, message: String) -> String {
    let response: JSONValue = [
      "status": JSONValue(status), "version": "4.0", "message": .string(message), "note": nil, "note_type": nil,
    ]
    return response.compact
  }
}
