import Basics

/// The "yes" of an action: what becomes the envelope's `data`, and what stands beside it.
struct ResponseEnvelope {
  /// The `data` member as JSON text.
  var data: String
  /// Members beside `data`.
  var siblings: JSONObject = [:]

  init(_ data: JSONValue, siblings: JSONObject = [:]) {
    self.data = data.compact
    self.siblings = siblings
  }

  /// An answer whose data has been written already.
  init(written data: String, siblings: JSONObject = [:]) {
    self.data = data
    self.siblings = siblings
  }

  /// The answer of a deletion.
  static let empty = ResponseEnvelope([:])

  /// The envelope around the data.
  var envelope: String {
    var text = "{\"response\":\(Self.response(200, "ok")),\"data\":\(data)"
    for member in siblings { text += ",\(JSONValue.string(member.key).compact):\(member.value.compact)" }
    return text + "}"
  }

  /// The envelope of a refusal.
  static func envelope(of refusal: ServiceError) -> String {
    "{\"response\":\(response(refusal.status, refusal.message)),\"data\":{}}"
  }

  private static func response(_ status: Int, _ message: String) -> String {
    let response: JSONValue = [
      "status": JSONValue(status), "version": "4.0", "message": .string(message), "note": nil, "note_type": nil,
    ]
    return response.compact
  }
}
