/// The parts of an http or https URL that decide how it is reached.
public struct HTTPURL: Sendable, Equatable {
  /// True for https.
  public let isSecure: Bool
  /// The host in lower case, an IPv6 address without its brackets.
  public let host: String
  /// The port when one is given.
  public let port: Int?

  /// Takes an absolute URL apart. Nil when the scheme is another, when blanks, control characters or non-ASCII
  /// characters stand in it unencoded, or when it holds a user name (which could pass for the host).
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

  /// True when the host is this machine: `localhost`, 127.0.0.0/8 or ::1.
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
