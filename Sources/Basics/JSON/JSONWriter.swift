extension JSONValue {
  /// The document on one line, with members in their order, without a final newline.
  public var compact: String { written(indent: nil) }

  /// The document indented by two spaces, without a final newline.
  public var pretty: String { written(indent: 0) }

  /// The document on one line with the members of every object sorted by name (by code points): one text per value,
  /// for hashing.
  public var canonical: String { sorted.compact }

  private var sorted: JSONValue {
    switch self {
    case .array(let elements): .array(elements.map(\.sorted))
    case .object(let object):
      .object(
        JSONObject(
          object.members
            .sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
            .map { JSONObject.Member(key: $0.key, value: $0.value.sorted) }))
    default: self
    }
  }

  private func written(indent: Int?) -> String {
    var text = TextBuffer()
    append(to: &text, indent: indent)
    return text.text
  }

  /// Appends the document to a text, without a final newline.
  ///
  /// - Parameter indent: the indentation of the lines after the first one, to which every level adds two spaces; nil for a
  ///   document on one line.
  public func append(to text: inout TextBuffer, indent: Int? = nil) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number.literal
    case .string(let string): Self.appendQuoted(string, to: &text)
    case .array(let elements):
      Self.appendList(elements.count, open: "[", close: "]", to: &text, indent: indent) { index, text, inner in
        elements[index].append(to: &text, indent: inner)
      }
    case .object(let object):
      Self.appendList(object.count, open: "{", close: "}", to: &text, indent: indent) { index, text, inner in
        Self.appendQuoted(object.keys[index], to: &text)
        text += inner == nil ? ":" : ": "
        object.values[index].append(to: &text, indent: inner)
      }
    }
  }

  private static func appendList(
    _ count: Int, open: Unicode.Scalar, close: Unicode.Scalar, to text: inout TextBuffer, indent: Int?,
    item: (_ index: Int, _ text: inout TextBuffer, _ indent: Int?) -> Void
  ) {
    let inner = indent.map { $0 + 2 }
    text.append(open)
    for index in 0..<count {
      if index > 0 { text.append(",") }
      if let inner { beginLine(inner, in: &text) }
      item(index, &text, inner)
    }
    if let indent, count > 0 { beginLine(indent, in: &text) }
    text.append(close)
  }

  private static func beginLine(_ indent: Int, in text: inout TextBuffer) {
    text.append("\n")
    text.append(blanks: indent)
  }

  /// Appends a JSON string. Control characters, including C1, are escaped so that no document can control a terminal.
  private static func appendQuoted(_ string: String, to text: inout TextBuffer) {
    text.append("\"")
    var string = string
    string.withUTF8 { bytes in
      // What needs no escaping is copied in one piece, and that is nearly all.
      var start = 0
      for (index, byte) in bytes.enumerated() {
        if byte >= 0x20, byte != 0x22, byte != 0x5C, byte != 0x7F, byte != 0xC2 { continue }
        let isC1 = byte == 0xC2 && bytes[index + 1] < 0xA0
        if byte == 0xC2, !isC1 { continue }
        text.append(utf8: UnsafeBufferPointer(rebasing: bytes[start..<index]))
        text += escape(isC1 ? bytes[index + 1] : byte)
        start = index + (isC1 ? 2 : 1)
      }
      text.append(utf8: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
    text.append("\"")
  }

  private static func escape(_ character: UInt8) -> String {
    switch character {
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    case UInt8(ascii: "\n"): "\\n"
    case UInt8(ascii: "\r"): "\\r"
    case UInt8(ascii: "\t"): "\\t"
    default: "\\u" + String(hex: UInt64(character), digits: 4)
    }
  }
}
