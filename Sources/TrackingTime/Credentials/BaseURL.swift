import Basics
import Transport

/// The address of the service, checked: nothing but https, or http on the loopback.
public struct BaseURL: Sendable, Equatable {
  /// The address without a slash at the end.
  public let text: String
  /// The host's name or number.
  public let host: String

  /// The service's documented address.
  public static let standard = "https://api.trackingtime.co/api/v4"

  /// Checks an address.
  ///
  /// - Parameter name: what messages call it, for example the variable it comes from.
  /// - Throws: `config` for plain http to a host that is not loopback, for other schemes, and for addresses with
  ///   credentials, a query or a fragment in them.
  public init(_ address: String, named name: String = "the address of the service") throws(TTError) {
    var text = Substring(address).utf8
    while text.last == UInt8(ascii: "/") { text.removeLast() }
    guard let url = HTTPURL(String(Substring(text))), !text.contains(where: { "?#".utf8.contains($0) }) else {
      throw .config(
        "\(name) is not valid: expected https://HOST/PATH, without credentials or a query",
        hint: "for example \(Self.standard)")
    }
    guard url.isSecure || url.isLoopback else {
      throw .config(
        "\(name) is plain http to \(url.host): the password would be sent unencrypted",
        hint: "use https; http is allowed on the loopback interface only")
    }
    self.text = String(Substring(text))
    host = url.host
  }
}
