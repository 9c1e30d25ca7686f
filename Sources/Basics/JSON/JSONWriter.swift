extension JSONValue {
  /// The document on one line, with members in their order, without a final newline.
  public var compact: String { write(nil) }

  /// The document indented by two spaces, without a final newline.
  public var pretty: String { write(0) }

  /// The same for a value within a document: its first line is not indented, the others by this many spaces more.
  public func pretty(indent: Int) -> String { write(indent) }

  /// The document on one line with the members of every object sorted by name (by code points): one text per value,
  /// for hashing.
  public var canonical: String { sorted.write(nil) }

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

  private func write(_ indent: Int?) -> String {
    var text = ""
    append(to: &text, indent)
    return text
  }

  private func append(to text: inout String, _ indent: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number.literal
    case .string(let string): Self.appendQuoted(string, to: &text)
    case .array(let elements):
      Self.appendList(elements, open: "[", close: "]", to: &text, indent: indent) { element, text, inner in
        element.append(to: &text, inner)
      }
    case .object(let object):
      Self.appendList(object.members, open: "{", close: "}", to: &text, indent: indent) { member, text, inner in
        Self.appendQuoted(member.key, to: &text)
        text += inner == nil ? ":" : ": "
        member.value.append(to: &text, inner)
      }
    }
  }

  private static func appendList<Item>(
    _ items: [Item], open: String, close: String, to text: inout String, indent: Int?,
    item: (Item, inout String, Int?) -> Void
  ) {
    let inner = indent.map { $0 + 2 }
    text += open
    for (index, element) in items.enumerated() {
      if index > 0 { text += "," }
      if let inner { text += "\n" + String(repeating: " ", count: inner) }
      item(element, &text, inner)
    }
    if let indent, !items.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += close
  }

  /// Appends a JSON string. Control characters, including C1, are escaped so that no document can control a terminal.
  private static func appendQuoted(_ string: String, to text: inout String) {
    text += "\""
    // Nearly all text needs no escaping.
    if string.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
      text += string
      text += "\""
      return
    }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
        text += "\\u" + String(hex: UInt64(scalar.value), digits: 4)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
