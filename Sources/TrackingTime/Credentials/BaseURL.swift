import Basics
import Transport

/// A valid address of the service: https, or http on the loopback interface.
public struct BaseURL: Sendable, Equatable {
  /// The address without trailing slashes.
  public let text: String
  /// The host name or IP address.
  public let host: String
  /// The host, with its port if that is not the usual one: what credentials belong to.
  public let authority: String

  /// The service's documented address.
  public static let standard = "https://api.trackingtime.co/api/v4"

  /// Validates an address.
  ///
  /// - Parameter name: its name in messages, such as the variable it comes from.
  /// - Throws: `config` for plain http to a host other than the loopback interface, for other schemes, and for addresses with
  ///   credentials, a query or a fragment.
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
        "\(name) uses plain http to \(url.host): the password would be sent unencrypted",
        hint: "use https; http is allowed on the loopback interface only")
    }
    self.text = String(Substring(text))
    host = url.host
    let usual = url.isSecure ? 443 : 80
    authority = url.host + (url.port.map { $0 == usual ? "" : ":\($0)" } ?? "")
  }
}
