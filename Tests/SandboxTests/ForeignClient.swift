import Basics
import Sandbox
import Testing

/// The requests of a client that others wrote, in order, and what must come back.
struct ForeignClient: Sendable, CustomTestStringConvertible {
  let name: String
  let steps: [Step]

  /// One request.
  struct Step: Sendable {
    var request: String
    var form: String?
    var json: String?
    /// The envelope status; nil for the HTML page of a refused method.
    var status: Int? = 200
    /// Values in the envelope by their path, for example `data.0.id`.
    var values: [String: JSONValue] = [:]
  }

  var testDescription: String { name }
}

extension ForeignClient.Step {
  /// A request that succeeds.
  static func ok(
    _ request: String, form: String? = nil, json: String? = nil, _ values: [String: JSONValue] = [:]
  ) -> Self {
    Self(request: request, form: form, json: json, values: values)
  }

  /// A request that the service answers with a page of HTML.
  static func refused(_ request: String) -> Self { Self(request: request, status: nil) }
}

extension JSONValue {
  /// The value at a path of names and indices, separated by dots.
  func value(at path: String) -> JSONValue? {
    path.split(separator: ".").reduce(self) { value, name in
      if let index = Int(name), let array = value?.array { return index < array.count ? array[index] : nil }
      return value?[String(name)]
    }
  }
}
