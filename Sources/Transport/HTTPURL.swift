import Basics

/// The parts of an http or https URL that determine how its host is reached.
public struct HTTPURL: Sendable, Equatable {
  /// True for https.
  public let isSecure: Bool
  /// The host in lower case; an IPv6 address without brackets.
  public let host: String
  /// The port, if the URL has one.
  public let port: Int?

  /// Parses an absolute URL. Nil if the scheme is not http or https, if it contains unencoded blanks, control characters or
  /// non-ASCII characters, or if it has a user name (which could be mistaken for the host).
  public init?(_ url: String) {
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else { return nil }
    let lowered = url.lowercased().utf8
    let rest: Substring.UTF8View
    if lowered.starts(with: "https://".utf8) {
      (isSecure, rest) = (true, lowered.dropFirst(8))
    } else if lowered.starts(with: "http://".utf8) {
      (isSecure, rest) = (false, lowered.dropFirst(7))
    } else {
      return nil
    }
    let authority = rest.prefix { !"/?#".utf8.contains($0) }
    guard let (host, port) = Self.split(authority), !host.isEmpty, !authority.contains(UInt8(ascii: "@")) else {
      return nil
    }
    self.host = String(Substring(host))
    guard let port, !port.isEmpty else {
      self.port = nil
      return
    }
    guard let number = UInt16(Substring(port)), port.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    self.port = Int(number)
  }

  /// True if the host is this machine: `localhost`, 127.0.0.0/8 or ::1.
  public var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8($0) != nil }
  }

  private static func split(_ authority: Substring.UTF8View) -> (host: Substring.UTF8View, port: Substring.UTF8View?)? {
    let colon = UInt8(ascii: ":")
    if authority.first == UInt8(ascii: "[") {
      guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      let host = authority[..<end].dropFirst()
      let rest = authority[end...].dropFirst()
      if rest.isEmpty { return (host, nil) }
      return rest.first == colon ? (host, rest.dropFirst()) : nil
    }
    guard let end = authority.firstIndex(of: colon) else { return (authority, nil) }
    return (authority[..<end], authority[end...].dropFirst())
  }
}

/// How a host is reached: directly or through a proxy.
struct ProxyChoice: Equatable {
  /// The proxy's URL in libcurl's notation; empty for none.
  let proxy: String
  /// The hosts that are reached directly, in libcurl's notation; `*` for all.
  let exempt: String

  /// Follows the usual variables as libcurl does: `https_proxy`, `HTTPS_PROXY`, `http_proxy` (lower case only, since web
  /// servers set `HTTP_PROXY` from a header), `all_proxy`, `ALL_PROXY`, `no_proxy`, `NO_PROXY`. This machine is never
  /// reached through a proxy.
  static func choose(for url: HTTPURL, environment: Environment) -> ProxyChoice {
    if url.isLoopback { return ProxyChoice(proxy: "", exempt: "*") }
    func first(_ names: [String]) -> String {
      for name in names { if let value = environment[name], !value.isEmpty { return value } }
      return ""
    }
    let specific = url.isSecure ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    return ProxyChoice(
      proxy: first(specific + ["all_proxy", "ALL_PROXY"]), exempt: first(["no_proxy", "NO_PROXY"]))
  }

  /// The text without the proxy's user name and password, which libcurl repeats in some messages.
  func redacting(_ text: String) -> String {
    guard let at = proxy.lastIndex(of: "@") else { return text }
    // What follows the scheme's slashes; a proxy may be given without a scheme.
    let login = proxy[..<at].split(separator: "/", omittingEmptySubsequences: true).last ?? ""
    let password = login.drop { $0 != ":" }.dropFirst()
    return [String(login), String(password)].reduce(text) { $0.replacing(part: $1, with: "***") }
  }
}
