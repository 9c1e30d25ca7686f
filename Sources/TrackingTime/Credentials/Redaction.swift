import Basics
import Transport

/// Blots the secrets of a call out of what comes from outside: a gateway may send back the header it was sent.
struct Redaction {
  /// The secrets in the forms they can come back in.
  private let secrets: [String]
  private let search: TextSearch

  /// What a secret is replaced with.
  static let mark = "***"
  /// A shorter password cannot be told from an ordinary word.
  private static let minBytes = 6

  init(_ credentials: Credentials) {
    let password: String
    switch credentials.secret {
    case .appPassword(let text), .account(_, let text): password = text
    }
    let token = String(credentials.authorization.dropFirst("Basic ".count))
    let encoded = PercentEncoding.encode(password)
    let padded = [token, Base64.encode(password)]
    let forms =
      padded + padded.map { $0.replacing(scalar: "=", with: "") } + [
        password, encoded, encoded.replacing(part: "%2F", with: "/"),
      ]
    secrets = (forms + forms.flatMap(Self.escaped)).reduce(into: []) { kept, form in
      if form.utf8.count >= Self.minBytes, !kept.contains(form) { kept.append(form) }
    }
    search = TextSearch(for: secrets)
  }

  /// The forms of a text in JSON: with a slash as PHP writes it, and with what is not plain ASCII as code units.
  private static func escaped(_ text: String) -> [String] {
    // Most passwords and tokens look the same in JSON.
    if text.utf8.allSatisfy({ isWord($0) }) { return [] }
    let json = String(JSONValue.string(text).compact.dropFirst().dropLast())
    return [false, true].flatMap { uppercase -> [String] in
      let units = json.utf16.reduce(into: "") { result, unit in
        let isPlain = unit < 0x7F && !"<>&'+=".utf16.contains(unit)
        result += isPlain ? String(Character(Unicode.Scalar(UInt8(unit)))) : "\\u" + Self.hex(unit, uppercase)
      }
      return [json, units].flatMap { [$0, $0.replacing(scalar: "/", with: "\\/")] }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  private static func hex(_ unit: UInt16, _ uppercase: Bool) -> String {
    let digits = String(hex: UInt64(unit), digits: 4)
    return uppercase ? digits.uppercased() : digits
  }

  /// What a response says, without the secrets.
  func reading(_ received: HTTPResponse) -> APIResponse {
    var received = received
    received.contentType = received.contentType.map(applied)
    guard search.finds(in: received.body) else { return applied(to: APIResponse(received)) }
    let response = APIResponse(received, document: document(in: received))
    if case .unreadable = response {} else { return applied(to: response) }
    // Only an error page is described by its text.
    return applied(to: APIResponse(applied(to: received)))
  }

  /// The response without the secrets in what it says to people, however its JSON was written.
  func applied(to response: APIResponse) -> APIResponse {
    switch response {
    case .success(var payload):
      payload.note = payload.note.map(applied)
      return .success(payload)
    case .refused(var error):
      error.message = applied(to: error.message)
      error.note = error.note.map(applied)
      return .refused(error)
    case .unreadable(let what): return .unreadable(applied(to: what))
    }
  }

  /// The text without the secrets.
  func applied(to text: String) -> String { changed(text) ?? text }

  /// The text without the secrets; nil if it contains none.
  private func changed(_ text: String) -> String? {
    guard search.finds(in: text) else { return nil }
    return secrets.reduce(text) { text, secret in text.replacing(part: secret, with: Self.mark) }
  }

  /// The failure without the secrets in its reason.
  func applied(to failure: TransportFailure) -> TransportFailure {
    TransportFailure(failure.kind, reason: applied(to: failure.reason), mayHaveArrived: failure.mayHaveArrived)
  }

  /// The line of a log without the secrets.
  func applied(to exchange: Exchange) -> Exchange {
    var exchange = exchange
    exchange.target = applied(to: exchange.target)
    if case .failure(let failure)? = exchange.outcome { exchange.outcome = .failure(applied(to: failure)) }
    return exchange
  }

  /// The response without the secrets. Texts of a JSON body are changed one by one, so that it stays JSON.
  func applied(to response: HTTPResponse) -> HTTPResponse {
    var response = response
    response.contentType = response.contentType.map(applied)
    guard search.finds(in: response.body) else { return response }
    if let document = document(in: response) {
      response.body = Array(document.compact.utf8)
    } else {
      response.body = Array(applied(to: String(decoding: response.body, as: UTF8.self)).utf8)
    }
    return response
  }

  /// The JSON of a response without the secrets in its texts; nil if it is not JSON.
  private func document(in response: HTTPResponse) -> JSONValue? {
    try? JSONValue.parse(response.body, as: .lenient, changingTexts: changed)
  }

  /// The value without the secrets in its texts.
  func applied(to value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(applied(to: text))
    case .array(let elements): .array(elements.map(applied))
    case .object(let object):
      .object(JSONObject(object.members.map { .init(key: applied(to: $0.key), value: applied(to: $0.value)) }))
    default: value
    }
  }
}
