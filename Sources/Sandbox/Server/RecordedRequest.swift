import Basics

/// A request as it arrived.
public struct RecordedRequest: Sendable {
  /// The method as sent.
  public let method: String
  /// The path as it was on the wire, percent-encoded, without the query.
  public let path: String
  /// The query's pairs, percent-decoded, in order.
  public let query: [(name: String, value: String)]
  /// The pairs of a form body, percent-decoded, in order. Empty for other bodies.
  public let form: [(name: String, value: String)]
  /// The body's bytes.
  public let body: [UInt8]
  /// The headers, in no particular order.
  public let headers: [(name: String, value: String)]

  init(
    method: String, path: String, rawQuery: String, body: [UInt8], headers: [(name: String, value: String)]
  ) {
    self.method = method
    self.path = path
    self.query = FormDecoder.pairs(rawQuery)
    self.body = body
    self.headers = headers
    self.form = Self.isJSON(headers) ? [] : FormDecoder.pairs(String(decoding: body, as: UTF8.self))
  }

  /// The first value of that name in the query, else in the form.
  public func value(_ name: String) -> String? {
    query.first { $0.name == name }?.value ?? form.first { $0.name == name }?.value
  }

  /// A header's value; names are compared without regard to case.
  public func header(_ name: String) -> String? { Self.header(name, in: headers) }

  /// The path's segments, percent-decoded; empty ones (a slash at the end) are left out.
  var segments: [String] { path.split(separator: "/").map { FormDecoder.decoded($0, plusIsBlank: false) } }

  /// Query, form and JSON body merged.
  func parameters() throws(ServiceError) -> Parameters {
    Parameters(query: query, form: form, json: try jsonBody())
  }

  private func jsonBody() throws(ServiceError) -> JSONObject? {
    if !Self.isJSON(headers) || body.isEmpty { return nil }
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
