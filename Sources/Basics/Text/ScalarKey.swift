/// A text as a key, compared and hashed by code points, as policies require.
public struct ScalarKey: Sendable, Hashable, Comparable {
  /// The text itself.
  public let text: String

  /// Wraps a text.
  public init(_ text: String) { self.text = text }

  /// Equality by code points.
  public static func == (a: ScalarKey, b: ScalarKey) -> Bool { a.text.isIdentical(to: b.text) }

  /// Order by code points.
  public static func < (a: ScalarKey, b: ScalarKey) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }

  /// Hashes the code points.
  public func hash(into hasher: inout Hasher) {
    // The length separates texts that are hashed in sequence.
    hasher.combine(text.utf8.count)
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
