/// A cursor over the bytes of a document.
struct JSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  let dialect: JSONDialect
  /// What to read instead of a text or name; nil leaves it as it is.
  private let change: ((String) -> String?)?
  var position = 0
  private var depth = 0
  /// The names of the last object at each depth: those of the next one are mostly the same, and then share their storage.
  private var lastKeys: [[String]] = []

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, _ dialect: JSONDialect, changingTexts change: ((String) -> String?)? = nil
  ) {
    self.bytes = bytes
    self.dialect = dialect
    self.change = change
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
  }

  mutating func readDocument() throws(JSONSyntaxError) -> JSONValue {
    let value = try readValue()
    skipSpace()
    if position < bytes.count { throw error("unexpected text after the document") }
    return value
  }

  mutating func readValue() throws(JSONSyntaxError) -> JSONValue {
    skipSpace()
    guard let first = peek else { throw error("unexpected end of the document: expected a value") }
    switch first {
    case UInt8(ascii: "{"): return .object(try readObject())
    case UInt8(ascii: "["): return .array(try readArray())
    case UInt8(ascii: "\""): return .string(try readText())
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
    default: throw error("unexpected \(describe(first)): expected a value")
    }
  }

  private mutating func readObject() throws(JSONSyntaxError) -> JSONObject {
    try descend()
    defer { depth -= 1 }
    position += 1
    skipSpace()
    if take("}") { return JSONObject() }
    while lastKeys.count < depth { lastKeys.append([]) }
    var reader = JSONKeyReader(expected: lastKeys[depth - 1])
    var distinct = JSONKeySet()
    var values: [JSONValue] = []
    values.reserveCapacity(reader.expected.count)
    while true {
      skipSpace()
      let start = position
      guard peek == UInt8(ascii: "\"") else { throw error("expected a member name in double quotes") }
      let key = try reader.next(in: &self)
      skipSpace()
      guard take(":") else { throw error("expected ':' after the name \"\(key)\"") }
      values.append(try readValue())
      if dialect == .strict, !distinct.insert(key) {
        throw error("duplicate name \"\(key)\" in an object", at: start)
      }
      skipSpace()
      if take("}") { break }
      guard take(",") else { throw error("expected ',' or '}' in an object") }
    }
    lastKeys[depth - 1] = reader.keys
    return JSONObject(keys: lastKeys[depth - 1], values: values)
  }

  mutating func readText() throws(JSONSyntaxError) -> String {
    let text = try readString()
    guard let change else { return text }
    return change(text) ?? text
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

  private mutating func readWord(_ word: StaticString) throws(JSONSyntaxError) {
    let length = word.utf8CodeUnitCount
    guard position + length <= bytes.count else { throw error("expected \(word)") }
    for index in 0..<length where bytes[position + index] != word.utf8Start[index] {
      throw error("expected \(word)")
    }
    position += length
  }

  private mutating func descend() throws(JSONSyntaxError) {
    depth += 1
    if depth > JSONValue.maxDepth { throw error("nesting deeper than \(JSONValue.maxDepth) levels") }
  }

  mutating func skipSpace() {
    while let byte = peek, byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Takes a string if it is this one, written without escapes.
  mutating func take(name: String) -> Bool {
    var name = name
    let (bytes, start) = (bytes, position + 1)
    let length = name.withUTF8 { name -> Int? in
      guard start + name.count < bytes.count, bytes[start + name.count] == UInt8(ascii: "\"") else { return nil }
      for index in 0..<name.count {
        let byte = bytes[start + index]
        if byte != name[index] || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return nil }
      }
      return name.count
    }
    guard let length else { return false }
    position = start + length + 1
    return true
  }

  private func describe(_ byte: UInt8) -> String {
    byte >= 0x20 && byte < 0x7F ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x\(String(byte, radix: 16))"
  }

  func error(_ message: String, at offset: Int? = nil) -> JSONSyntaxError {
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
}
