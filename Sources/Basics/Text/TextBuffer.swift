/// A text under construction, as bytes of UTF-8: appending many short texts takes less time than with a `String`.
public struct TextBuffer: Sendable {
  /// The text so far, in UTF-8.
  public private(set) var bytes: [UInt8] = []

  /// An empty text, with room for this many bytes.
  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// The text so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends a text.
  public static func += (buffer: inout TextBuffer, text: String) {
    var text = text
    text.withUTF8 { buffer.bytes.append(contentsOf: $0) }
  }

  /// Appends a text in UTF-8.
  mutating func append(utf8: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: utf8) }

  /// Appends one ASCII character.
  public mutating func append(_ character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

  /// Appends this many blanks.
  public mutating func append(blanks count: Int) {
    for _ in 0..<count { bytes.append(UInt8(ascii: " ")) }
  }

  /// Appends a number from 0 with at least two digits.
  mutating func append(twoDigits number: Int) {
    guard number < 100 else { return self += String(number) }
    bytes.append(UInt8(ascii: "0") + UInt8(number / 10))
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
