/// A syntax error in JSON, and its location.
public struct JSONSyntaxError: Error, Equatable, Sendable {
  /// What was found and what was expected.
  public var message: String
  /// The offset of the error in bytes, from 0.
  public var offset: Int
  /// The line, from 1.
  public var line: Int
  /// The column in characters (Unicode scalars), from 1.
  public var column: Int
}

/// The strictness of the reader.
public enum JSONDialect: Sendable {
  /// For tt's own files and for arguments: a duplicate name or an unpaired surrogate is an error.
  case strict
  /// For responses of the service: lookups find the first of duplicate names, an unpaired surrogate becomes U+FFFD.
  case lenient
}

extension JSONValue {
  /// The maximum nesting depth.
  public static let maxDepth = 256

  /// Reads one JSON document (RFC 8259, UTF-8). A byte order mark at the start is skipped.
  public static func parse(_ text: String, as dialect: JSONDialect = .strict) throws(JSONSyntaxError) -> JSONValue {
    try parse(Array(text.utf8), as: dialect)
  }

  /// Reads one JSON document from bytes. Nesting deeper than `maxDepth` levels is an error.
  ///
  /// - Parameter change: what to read instead of a text or name; nil leaves it as it is.
  public static func parse(
    _ bytes: [UInt8], as dialect: JSONDialect = .strict, changingTexts change: ((String) -> String?)? = nil
  ) throws(JSONSyntaxError) -> JSONValue {
    let result: Result<JSONValue, JSONSyntaxError> = bytes.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(buffer, dialect, changingTexts: change)
      do throws(JSONSyntaxError) {
        let value = try reader.readDocument()
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
