extension HTTPRequest {
  /// Why the request must not be sent, if it is invalid; in particular, anything that could inject a header. Header values
  /// are left out, since they may be secret.
  var invalidReason: String? {
    if method.isEmpty || !method.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
      return "the method is not in upper case"
    }
    if HTTPURL(url) == nil { return "the URL is not a plain http or https URL" }
    for (name, value) in headers {
      if name.isEmpty || !name.utf8.allSatisfy(Self.isTokenByte) { return "a header name is invalid" }
      if value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) {
        return "the value of the header \(name) contains a control character"
      }
    }
    if !(timeout > 0) { return "the timeout must be greater than 0" }
    return nil
  }

  /// The header lines for libcurl, which suppress those it would add by default.
  var headerLines: [String] {
    var lines = headers.map { name, value in value.isEmpty ? "\(name);" : "\(name): \(value)" }
    // libcurl declares every body a form by default.
    if !headers.contains(where: { $0.name.lowercased() == "content-type" }) { lines.append("Content-Type:") }
    return lines
  }

  /// The body to send: empty rather than none for methods that expect one, so that `Content-Length` is sent.
  var sentBody: [UInt8]? { body ?? (["POST", "PUT", "PATCH"].contains(method) ? [] : nil) }

  /// The timeout in milliseconds, at least 1, since libcurl takes 0 as no timeout.
  var timeoutMilliseconds: Int { Int(max(1, min(timeout * 1000, 2_000_000_000))) }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
