/// Why a text is not JSON, and where.
public struct JSONSyntaxError: Error, Equatable, Sendable {
  /// What was found and what was expected.
  public var message: String
  /// The byte at which reading stopped, from 0.
  public var offset: Int
  /// The line, from 1.
  public var line: Int
  /// The column in characters (Unicode scalars), from 1.
  public var column: Int
}

/// How forgiving the reader is.
public enum JSONDialect: Sendable {
  /// For tt's own files and for arguments: a repeated name or a lone surrogate is an error.
  case strict
  /// For answers of the service: of a repeated name look-ups find the first, a lone surrogate becomes U+FFFD.
  case lenient
}

extension JSONValue {
  /// Levels of nesting that are read.
  public static let deepest = 256

  /// Reads one JSON document (RFC 8259, UTF-8). A byte order mark at the start is skipped.
  public static func parse(_ text: String, as dialect: JSONDialect = .strict) throws(JSONSyntaxError) -> JSONValue {
    try parse(Array(text.utf8), as: dialect)
  }

  /// Reads one JSON document from bytes. Nesting beyond `deepest` levels is an error.
  public static func parse(_ bytes: [UInt8], as dialect: JSONDialect = .strict) throws(JSONSyntaxError) -> JSONValue {
    let result: Result<JSONValue, JSONSyntaxError> = bytes.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(buffer, dialect)
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

/// A cursor over the bytes of a document.
struct JSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let dialect: JSONDialect
  private(set) var position = 0
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ dialect: JSONDialect) {
    self.bytes = bytes
    self.dialect = dialect
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
  }

  mutating func readDocument() throws(JSONSyntaxError) -> JSONValue {
    let value = try readValue()
    skipSpace()
    if position < bytes.count { throw error("text after the end of the document") }
    return value
  }

  mutating func readValue() throws(JSONSyntaxError) -> JSONValue {
    skipSpace()
    guard let first = peek else { throw error("the document ends where a value is expected") }
    switch first {
    case UInt8(ascii: "{"): return .object(try readObject())
    case UInt8(ascii: "["): return .array(try readArray())
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"):
      try readWord("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try readWord("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try readWord("null")
      return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try readNumber())
    default: throw error("unexpected \(describe(first)) where a value is expected")
    }
  }

  private mutating func readObject() throws(JSONSyntaxError) -> JSONObject {
    try descend()
    defer { depth -= 1 }
    position += 1
    var members: [JSONObject.Member] = []
    // Only to find out quickly that a name is new: a hostile document of a million names must not cost their square.
    var names: Set<String> = []
    skipSpace()
    if take("}") { return JSONObject() }
    while true {
      skipSpace()
      let start = position
      guard peek == UInt8(ascii: "\"") else { throw error("expected a member name in double quotes") }
      let key = try readString()
      skipSpace()
      guard take(":") else { throw error("expected ':' after the name \"\(key)\"") }
      let value = try readValue()
      if dialect == .strict {
        let isNew = members.count >= 16 && names.insert(key).inserted
        if !isNew, members.contains(where: { $0.key.sameText(as: key) }) {
          throw error("the name \"\(key)\" stands twice in one object", at: start)
        }
        if members.count == 15 { names = Set(members.map(\.key) + [key]) }
      }
      members.append(JSONObject.Member(key: key, value: value))
      skipSpace()
      if take("}") { return JSONObject(members) }
      guard take(",") else { throw error("expected ',' or '}' in an object") }
    }
  }

  private mutating func readArray() throws(JSONSyntaxError) -> [JSONValue] {
    try descend()
    defer { depth -= 1 }
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return elements }
    while true {
      elements.append(try readValue())
      skipSpace()
      if take("]") { return elements }
      guard take(",") else { throw error("expected ',' or ']' in a list") }
    }
  }

  private mutating func readString() throws(JSONSyntaxError) -> String {
    let opening = position
    position += 1
    let start = position
    var seen: UInt8 = 0
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      seen |= byte
      position += 1
    }
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
      if byte < 0x20 { throw error("a control character stands unescaped in a text") }
      position += 1
      if byte != UInt8(ascii: "\\") {
        unescaped.append(byte)
        continue
      }
      try readEscape(into: &unescaped)
    }
    throw error("a text is not closed", at: opening)
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(JSONSyntaxError) {
    let start = position - 1
    guard let byte = peek else { throw error("a text is not closed") }
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
        throw error("half of a surrogate pair in a text", at: start)
      }
    default: throw error("unknown escape in a text", at: start)
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

  private mutating func readNumber() throws(JSONSyntaxError) -> JSONNumber {
    let start = position
    _ = take("-")
    if take("0") {
      if let byte = peek, isDigit(byte) { throw error("a number may not begin with 0", at: start) }
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

  private mutating func readWord(_ word: StaticString) throws(JSONSyntaxError) {
    let length = word.utf8CodeUnitCount
    guard position + length <= bytes.count,
      (0..<length).allSatisfy({ bytes[position + $0] == word.utf8Start[$0] })
    else { throw error("expected \(word)") }
    position += length
  }

  private mutating func descend() throws(JSONSyntaxError) {
    depth += 1
    if depth > JSONValue.deepest { throw error("nested deeper than \(JSONValue.deepest) levels") }
  }

  mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private func decode(_ slice: UnsafeBufferPointer<UInt8>, from offset: Int) throws(JSONSyntaxError) -> String {
    let text = String(decoding: slice, as: UTF8.self)
    // Decoding repairs what is not UTF-8; a repaired text differs from its bytes.
    if text.utf8.count != slice.count || !text.utf8.elementsEqual(slice) {
      throw error("a text is not valid UTF-8", at: offset)
    }
    return text
  }

  private func describe(_ byte: UInt8) -> String {
    byte >= 0x20 && byte < 0x7F ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x\(String(byte, radix: 16))"
  }

  private func error(_ message: String, at offset: Int? = nil) -> JSONSyntaxError {
    let offset = min(offset ?? position, bytes.count)
    let place = lineAndColumn(at: offset)
    return JSONSyntaxError(message: message, offset: offset, line: place.line, column: place.column)
  }

  func lineAndColumn(at offset: Int) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    for byte in bytes[0..<offset] {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }

  /// Moves to the place the steps lead to, or as far as they lead. Expects a document that has been read before.
  mutating func seek(_ steps: ArraySlice<String>) {
    skipSpace()
    guard let step = steps.first, let opening = peek else { return }
    let isObject = opening == UInt8(ascii: "{")
    guard isObject || opening == UInt8(ascii: "[") else { return }
    let start = position
    position += 1
    var index = 0
    do throws(JSONSyntaxError) {
      while true {
        skipSpace()
        let place = position
        let name = isObject ? try readString() : String(index)
        if isObject {
          skipSpace()
          _ = take(":")
        }
        if name.sameText(as: step) {
          if steps.count == 1 {
            position = place
          } else {
            seek(steps.dropFirst())
          }
          return
        }
        _ = try readValue()
        skipSpace()
        index += 1
        guard take(",") else { break }
      }
    } catch {}
    position = start
  }
}
