/// A text as a key: equal and hashed by code points, as everything a policy means has to be.
public struct ScalarKey: Sendable, Hashable, Comparable {
  /// The text itself.
  public let text: String

  /// Wraps a text.
  public init(_ text: String) { self.text = text }

  /// Equality by code points.
  public static func == (a: ScalarKey, b: ScalarKey) -> Bool { a.text.isIdentical(to: b.text) }

  /// The order of code points.
  public static func < (a: ScalarKey, b: ScalarKey) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }

  /// Hashes the code points.
  public func hash(into hasher: inout Hasher) {
    // The length keeps texts apart that are hashed one after the other.
    hasher.combine(text.utf8.count)
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension String {
  /// A number in hexadecimal digits, with zeros in front up to so many.
  public init(hex value: UInt64, digits: Int) {
    let text = String(value, radix: 16)
    self = String(repeating: "0", count: Swift.max(0, digits - text.utf8.count)) + text
  }

  /// The text with every occurrence of a code point replaced; a combining mark behind it does not hide it.
  public func replacing(scalar: Unicode.Scalar, with replacement: String) -> String {
    guard unicodeScalars.contains(scalar) else { return self }
    return unicodeScalars.split(separator: scalar, omittingEmptySubsequences: false).map { String($0) }
      .joined(separator: replacement)
  }

  /// Equality by code points. Swift's `==` takes canonically equivalent texts for equal (the Kelvin sign for a `K`),
  /// which must never decide what a policy or a catalog means.
  public func isIdentical(to other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }

  /// The text up to the first line end.
  public var firstLine: String {
    let line = utf8.prefix { $0 != 0x0A }
    return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
  }

  /// True when the text holds another one, by code points. The empty text is everywhere.
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
