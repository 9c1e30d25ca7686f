import Basics

/// A request as received.
public struct RecordedRequest: Sendable {
  /// The method.
  public let method: String
  /// The percent-encoded path, without the query.
  public let path: String
  /// The path and query as sent.
  let target: String
  /// The percent-decoded pairs of the query, in order.
  public let query: [(name: String, value: String)]
  /// The percent-decoded pairs of a form body, in order; empty for other bodies.
  public let form: [(name: String, value: String)]
  /// The body.
  public let body: [UInt8]
  /// The header fields, in no particular order.
  public let headers: [(name: String, value: String)]

  init(
    method: String, path: String, rawQuery: String, body: [UInt8], headers: [(name: String, value: String)]
  ) {
    self.method = method
    self.path = path
    self.target = rawQuery.isEmpty ? path : "\(path)?\(rawQuery)"
    self.query = FormDecoder.pairs(rawQuery)
    self.body = body
    self.headers = headers
    self.form = Self.isJSON(headers) ? [] : FormDecoder.pairs(String(decoding: body, as: UTF8.self))
  }

  /// The first value with a name in the query, or else in the form.
  public func value(_ name: String) -> String? {
    query.first { $0.name == name }?.value ?? form.first { $0.name == name }?.value
  }

  /// The value of a header field, whose name is matched case-insensitively.
  public func header(_ name: String) -> String? { Self.header(name, in: headers) }

  /// The percent-decoded segments of the path, without empty ones such as that after a trailing slash.
  var segments: [String] { path.split(separator: "/").map { FormDecoder.decoded($0, plusIsSpace: false) } }

  /// The merged parameters of the query, the form of a POST, and the JSON body of a POST or PUT. Other bodies are ignored.
  ///
  /// - Throws: 500 when a JSON body is not an object.
  func parameters() throws(ServiceError) -> Parameters {
    Parameters(query: query, form: method == "POST" ? form : [], json: try jsonBody())
  }

  private func jsonBody() throws(ServiceError) -> JSONObject? {
    if !["POST", "PUT"].contains(method) || !Self.isJSON(headers) || body.isEmpty { return nil }
    guard let object = (try? JSONValue.parse(body, as: .lenient))?.object else {
      throw .invalid("The body is not a JSON object")
    }
    return object
  }

  private static func isJSON(_ headers: [(name: String, value: String)]) -> Bool {
    header("Content-Type", in: headers)?.lowercased().contains("json") ?? false
  }

  private static func header(_ name: String, in headers: [(name: String, value: String)]) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
