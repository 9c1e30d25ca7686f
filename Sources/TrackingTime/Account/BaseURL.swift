import Basics

/// The address of the service, checked: nothing but https, or http on the loopback.
public struct BaseURL: Sendable, Equatable {
  /// The address without a slash at the end.
  public let text: String

  /// The service's documented address.
  public static let standard = "https://api.trackingtime.co/api/v4"

  /// Checks an address.
  ///
  /// - Throws: `config` for plain http to a host that is not loopback, for other schemes, and for addresses with
  ///   credentials, a query or a fragment in them.
  public init(_ address: String) throws(TTError) {
    var text = Substring(address)
    while text.hasSuffix("/") { text.removeLast() }
    let wrong = TTError.config(
      "TT_API_URL is \(JSONValue.string(address).compact), which is no address of a service",
      hint: "for example \(Self.standard)")
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { throw wrong }
    let scheme = text[..<colon].lowercased()
    let rest = text[colon...].dropFirst(3)
    let authority = rest.prefix { $0 != "/" }
    guard !authority.isEmpty, !rest.contains("?"), !rest.contains("#"),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { throw wrong }
    if authority.contains("@") {
      throw .config("TT_API_URL holds credentials", hint: "set TT_APP_PASSWORD instead")
    }
    switch scheme {
    case "https": break
    case "http":
      if !Self.isLoopback(Self.host(authority)) {
        throw .config(
          "TT_API_URL is plain http to \(authority): the password would travel in the open",
          hint: "use https; http is for the loopback only")
      }
    default: throw wrong
    }
    self.text = String(text)
  }

  private static func host(_ authority: Substring) -> String {
    if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }) }
    return String(authority.prefix { $0 != ":" })
  }

  /// True for `localhost`, `::1` and the addresses of 127.0.0.0/8, written out: no name is looked up.
  static func isLoopback(_ host: String) -> Bool {
    if host.lowercased() == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
          && Int(part) ?? 256 < 256
      }
  }
}
