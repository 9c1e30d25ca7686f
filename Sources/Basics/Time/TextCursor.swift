/// Reads fixed formats from the bytes of a text, without regular expressions.
struct TextCursor {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var atEnd: Bool { position == bytes.count }

  var remaining: Int { bytes.count - position }

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Consumes one ASCII character if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let byte = peek, byte == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Consumes one of several ASCII characters and returns it.
  mutating func takeOne(of characters: StaticString) -> UInt8? {
    guard let byte = peek else { return nil }
    let known = characters.withUTF8Buffer { $0.contains(byte) }
    guard known else { return nil }
    position += 1
    return byte
  }

  /// Consumes an ASCII word, ignoring case.
  mutating func takeWord(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard length <= remaining else { return false }
    let equal = word.withUTF8Buffer { letters in
      letters.indices.allSatisfy { (bytes[position + $0] | 0x20) == (letters[$0] | 0x20) }
    }
    if equal { position += length }
    return equal
  }

  /// Consumes a word that no letter follows, in any case.
  mutating func takeWholeWord(_ words: [StaticString]) -> Bool {
    for word in words {
      let mark = self
      if takeWord(word), !(peek.map(Self.isLetter) ?? false) { return true }
      self = mark
    }
    return false
  }

  /// Consumes blanks; true if there were any.
  @discardableResult mutating func skipBlanks() -> Bool {
    let start = position
    while take(" ") {}
    return position > start
  }

  /// True for an ASCII letter.
  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// Reads a run of digits whose length is in `count`. Nil, without moving, if it is not or the number overflows.
  mutating func number(_ count: ClosedRange<Int>) -> Int? {
    var end = position
    var value = 0
    while end < bytes.count, bytes[end] >= 0x30, bytes[end] <= 0x39 {
      let (product, tooBig) = value.multipliedReportingOverflow(by: 10)
      let (sum, wrapped) = product.addingReportingOverflow(Int(bytes[end] - 0x30))
      if tooBig || wrapped { return nil }
      value = sum
      end += 1
    }
    guard count.contains(end - position) else { return nil }
    position = end
    return value
  }

  /// Reads bytes while a condition is true.
  mutating func run(while condition: (UInt8) -> Bool) -> String {
    let start = position
    while let byte = peek, condition(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
