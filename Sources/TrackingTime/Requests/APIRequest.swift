import Basics

/// A request without a host.
struct APIRequest: Equatable {
  var method: String
  /// The path following the account segment, such as `/tasks/track/42`.
  var path: String
  /// The account segment; nil for none.
  var account: String?
  var query: [(name: String, value: String)] = []
  /// The form body; nil for none.
  var form: [(name: String, value: String)]?
  /// The JSON body; nil for none.
  var json: JSONObject?

  /// The part of the URL following the base URL.
  var target: String {
    let segment = account.map { "/" + $0 } ?? ""
    return segment + path + (query.isEmpty ? "" : "?" + PercentEncoding.encode(query))
  }

  /// The body and its content type; nil for none.
  var body: (type: String, text: String)? {
    if let form { return ("application/x-www-form-urlencoded", PercentEncoding.encode(form)) }
    return json.map { ("application/json", JSONValue.object($0).compact) }
  }

  static func get(_ path: String, account: String? = nil, query: [(name: String, value: String)] = []) -> APIRequest {
    APIRequest(method: "GET", path: path, account: account, query: query)
  }

  static func == (a: APIRequest, b: APIRequest) -> Bool {
    a.method == b.method && a.target == b.target
      && a.form.map(PercentEncoding.encode) == b.form.map(PercentEncoding.encode) && a.json == b.json
  }
}

extension String {
  /// Replaces the first occurrence of a marker.
  func replacing(_ marker: String, with text: String) -> String {
    var bytes = Array(utf8)
    let pattern = Array(marker.utf8)
    guard pattern.count <= bytes.count else { return self }
    for start in 0...(bytes.count - pattern.count) where bytes[start..<start + pattern.count].elementsEqual(pattern) {
      bytes.replaceSubrange(start..<start + pattern.count, with: Array(text.utf8))
      return String(decoding: bytes, as: UTF8.self)
    }
    return self
  }
}
