import Basics

/// Credentials for HTTP Basic authentication, in one of the two forms the service accepts.
public struct Credentials: Sendable, Equatable {
  /// The secret sent to the service.
  public enum Secret: Sendable, Equatable {
    /// An app password; the user name is the literal `API_TOKEN`.
    case appPassword(String)
    /// An e-mail address and the account password.
    case account(email: String, password: String)
  }

  /// The secret. Never printed.
  public var secret: Secret
  /// Where it was found, for `tt doctor` and `tt auth status`.
  public var source: String

  /// Creates credentials from a secret and the name of its source.
  public init(_ secret: Secret, source: String) {
    self.secret = secret
    self.source = source
  }

  /// The value of the `Authorization` header.
  public var authorization: String {
    switch secret {
    case .appPassword(let password): "Basic " + Base64.encode("API_TOKEN:" + password)
    case .account(let email, let password): "Basic " + Base64.encode(email + ":" + password)
    }
  }
}

/// Base64 (RFC 4648) of UTF-8 text, as used by HTTP Basic.
enum Base64 {
  static func encode(_ text: String) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let bytes = Array(text.utf8)
    var encoded: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0..<4 {
        encoded.append(index <= group.count ? alphabet[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
