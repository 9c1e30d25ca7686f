/// Decodes `application/x-www-form-urlencoded` text of a query or a body.
enum FormDecoder {
  /// The name-value pairs, in order. A `+` is decoded as a space.
  static func pairs(_ text: String) -> [(name: String, value: String)] {
    text.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        decoded(halves[0], plusIsSpace: true), halves.count > 1 ? decoded(halves[1], plusIsSpace: true) : ""
      )
    }
  }

  /// The percent-decoded text. A `%` without two hexadecimal digits is kept unchanged.
  static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
    let source = Array(text.utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: "%"), index + 2 < source.count, let high = hex(source[index + 1]),
        let low = hex(source[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
        continue
      }
      bytes.append(byte == UInt8(ascii: "+") && plusIsSpace ? UInt8(ascii: " ") : byte)
      index += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
  }
}
