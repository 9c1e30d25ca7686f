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
    var (text, part) = (self, part)
    return text.withUTF8 { text in
      part.withUTF8 { part in
        var result = TextBuffer(capacity: text.count)
        var rest = text
        while let place = Self.place(of: part, in: rest) {
          result.append(utf8: UnsafeBufferPointer(rebasing: rest[..<place]))
          result += replacement
          rest = UnsafeBufferPointer(rebasing: rest[(place + part.count)...])
        }
        result.append(utf8: rest)
        return result.text
      }
    }
  }

  /// The text without white space at both ends.
  public var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
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
    return part.isEmpty || text.withUTF8 { text in part.withUTF8 { Self.place(of: $0, in: text) != nil } }
  }

  /// Where a text begins first in another one, in bytes.
  private static func place(of part: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = text.baseAddress, let wanted = part.baseAddress else { return nil }
    var place = 0
    // The functions of C are fast on texts of megabytes.
    while place + part.count <= text.count,
      let found = memchr(start + place, Int32(wanted[0]), text.count - part.count - place + 1)
    {
      place = UnsafeRawPointer(found) - UnsafeRawPointer(start)
      if memcmp(found, wanted, part.count) == 0 { return place }
      place += 1
    }
    return nil
  }
}
