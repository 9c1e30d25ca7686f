extension HTTPRequest {
  /// What makes the request unfit to be sent, if anything; above all whatever could smuggle in another header. Values
  /// of headers are not repeated, since they may be secret.
  var flaw: String? {
    if method.isEmpty || !method.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
      return "the method is not in capital letters"
    }
    if HTTPURL(url) == nil { return "the URL is not a plain http or https URL" }
    for (name, value) in headers {
      if name.isEmpty || !name.utf8.allSatisfy(Self.isTokenByte) { return "a header's name is not a token" }
      if value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) {
        return "the value of the header \(name) holds a line end or another control character"
      }
    }
    if !(timeout > 0) { return "the timeout is not above 0" }
    return nil
  }

  /// The header lines for libcurl, with those it would add on its own left out.
  var headerLines: [String] {
    var lines = headers.map { name, value in value.isEmpty ? "\(name);" : "\(name): \(value)" }
    // libcurl calls every body a form.
    if !headers.contains(where: { $0.name.lowercased() == "content-type" }) { lines.append("Content-Type:") }
    return lines
  }

  /// The body to send: an empty one where the method asks for one, so that its length is said.
  var sentBody: [UInt8]? { body ?? (["POST", "PUT", "PATCH"].contains(method) ? [] : nil) }

  /// The timeout in milliseconds, at least 1, since 0 means none to libcurl.
  var timeoutMilliseconds: Int { Int(max(1, min(timeout * 1000, 2_000_000_000))) }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
