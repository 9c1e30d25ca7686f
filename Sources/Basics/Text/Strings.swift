extension String {
  /// A number in hexadecimal, padded with zeros to `digits` digits.
  public init(hex value: UInt64, digits: Int) {
    let text = String(value, radix: 16)
    self = String(repeating: "0", count: Swift.max(0, digits - text.utf8.count)) + text
  }

  /// The text with every occurrence of a code point replaced; a following combining mark does not hide it.
  public func replacing(scalar: Unicode.Scalar, with replacement: String) -> String {
    replacing(part: String(scalar), with: replacement)
  }

  /// The text with every occurrence of another one replaced, by code points.
  public func replacing(part: String, with replacement: String) -> String {
    guard !part.isEmpty, containsText(part) else { return self }
    let (text, part) = (Array(utf8), Array(part.utf8))
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if text[index] == part[0], text[index...].starts(with: part) {
        result += replacement.utf8
        index += part.count
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The text, or its first `maxBytes` bytes and an ellipsis.
  public func truncated(toBytes maxBytes: Int) -> String {
    guard utf8.count > maxBytes else { return self }
    var cut = String.UnicodeScalarView()
    var used = 0
    for scalar in unicodeScalars {
      used += UTF8.width(scalar)
      if used > maxBytes { break }
      cut.append(scalar)
    }
    return String(cut) + "…"
  }

  /// Equality by code points. Swift's `==` also accepts canonically equivalent text (the Kelvin sign for a `K`), which
  /// must not affect the meaning of a policy or a catalog.
  @inlinable public func isIdentical(to other: String) -> Bool {
    // Inlined, since most texts that are compared differ in length.
    utf8.count == other.utf8.count && hasSameBytes(as: other)
  }

  @usableFromInline func hasSameBytes(as other: String) -> Bool {
    var (text, other) = (self, other)
    return text.withUTF8 { text in other.withUTF8 { text.elementsEqual($0) } }
  }

  /// The text up to the first newline.
  public var firstLine: String {
    let line = utf8.prefix { $0 != 0x0A }
    return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
  }

  /// True if the text contains another one, by code points. Every text contains the empty one.
  public func containsText(_ part: String) -> Bool {
    var (text, part) = (self, part)
    return text.withUTF8 { text in
      part.withUTF8 { part in
        guard let first = part.first else { return true }
        guard part.count <= text.count else { return false }
        return (0...text.count - part.count).contains { start in
          text[start] == first && (1..<part.count).allSatisfy { text[start + $0] == part[$0] }
        }
      }
    }
  }
}
