/// Strings and numbers.
extension JSONReader {
  mutating func readString() throws(JSONSyntaxError) -> String {
    let opening = position
    position += 1
    let start = position
    var seen: UInt8 = 0
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      seen |= byte
      end += 1
    }
    position = end
    if peek == UInt8(ascii: "\"") {
      let slice = UnsafeBufferPointer(rebasing: bytes[start..<position])
      let text = seen < 0x80 ? String(decoding: slice, as: UTF8.self) : try decode(slice, from: start)
      position += 1
      return text
    }
    var unescaped = Array(bytes[start..<position])
    while let byte = peek {
      if byte == UInt8(ascii: "\"") {
        position += 1
        let result: Result<String, JSONSyntaxError> = unescaped.withUnsafeBufferPointer { buffer in
          do throws(JSONSyntaxError) { return .success(try decode(buffer, from: start)) } catch {
            return .failure(error)
          }
        }
        return try result.get()
      }
      if byte < 0x20 { throw error("unescaped control character in a string") }
      position += 1
      if byte != UInt8(ascii: "\\") {
        unescaped.append(byte)
        continue
      }
      try readEscape(into: &unescaped)
    }
    throw error("unterminated string", at: opening)
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(JSONSyntaxError) {
    let start = position - 1
    guard let byte = peek else { throw error("unterminated string") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try readHex4()
      if (0xD800..<0xDC00).contains(code), peek == UInt8(ascii: "\\"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "u")
      {
        let mark = position
        position += 2
        let low = try readHex4()
        if (0xDC00..<0xE000).contains(low) {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        } else {
          position = mark
        }
      }
      if let scalar = Unicode.Scalar(code) {
        text.append(contentsOf: Array(String(Character(scalar)).utf8))
      } else if dialect == .lenient {
        text.append(contentsOf: [0xEF, 0xBF, 0xBD])
      } else {
        throw error("unpaired surrogate in a string", at: start)
      }
    default: throw error("unknown escape in a string", at: start)
    }
  }

  private mutating func readHex4() throws(JSONSyntaxError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw error("expected four hexadecimal digits after \\u")
      }
      code = code << 4 + UInt32(digit)
      position += 1
    }
    return code
  }

  private func decode(_ slice: UnsafeBufferPointer<UInt8>, from offset: Int) throws(JSONSyntaxError) -> String {
    var text = String(decoding: slice, as: UTF8.self)
    // Decoding replaces invalid UTF-8, and then the text differs from its bytes.
    let isSame = text.withUTF8 { $0.count == slice.count && $0.elementsEqual(slice) }
    guard isSame else { throw error("invalid UTF-8 in a string", at: offset) }
    return text
  }

  mutating func readNumber() throws(JSONSyntaxError) -> JSONNumber {
    let start = position
    _ = take("-")
    if take("0") {
      if let byte = peek, isDigit(byte) { throw error("a number cannot start with 0", at: start) }
    } else {
      try readDigits()
    }
    if take(".") { try readDigits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try readDigits()
    }
    return JSONNumber(checkedLiteral: String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func readDigits() throws(JSONSyntaxError) {
    guard let byte = peek, isDigit(byte) else { throw error("expected a digit") }
    while let byte = peek, isDigit(byte) { position += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
