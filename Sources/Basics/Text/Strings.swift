extension String {
  /// A number in hexadecimal, padded with zeros to `digits` digits.
  public init(hex value: UInt64, digits: Int) {
    let text = String(value, radix: 16)
    self = String(repeating: "0", count: Swift.max(0, digits - text.utf8.count)) + text
  }

  /// The text with every occurrence of a code point replaced; a following combining mark does not hide it.
  public func replacing(scalar: Unicode.Scalar, with replacement: String) -> String {
    guard unicodeScalars.contains(scalar) else { return self }
    return unicodeScalars.split(separator: scalar, omittingEmptySubsequences: false).map { String($0) }
      .joined(separator: replacement)
  }

  /// Equality by code points. Swift's `==` also accepts canonically equivalent text (the Kelvin sign for a `K`), which
  /// must not affect the meaning of a policy or a catalog.
  public func isIdentical(to other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }

  /// The text up to the first newline.
  public var firstLine: String {
    let line = utf8.prefix { $0 != 0x0A }
    return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
  }

  /// True if the text contains another one, by code points. Every text contains the empty one.
  public func containsText(_ part: String) -> Bool {
    var (text, part) = (self, part)
    return text.withUTF8 { text in
      part.withUTF8 { part in
        guard let first = part.first else { return true }
        guard part.count <= text.count else { return false }
        return (0...text.count - part.count).contains { start in
          text[start] == first && (1..<part.count).allSatisfy { text[start + $0] == part[$0] }
        }
      }
    }
  }
}

extension String {
  /// The text with everything replaced that could control a terminal or deceive a reader: control characters become
  /// their pictures (`␛`) or U+FFFD, as do characters that change the text direction; newlines and tabs become blanks.
  public var escapingControlCharacters: String {
    guard unicodeScalars.contains(where: Self.isControl) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar == "\n" || scalar == "\t" {
        text += " "
      } else if Self.isControl(scalar) {
        let picture = Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        text.unicodeScalars.append(scalar.value < 0x20 ? picture : "\u{FFFD}")
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  /// The text with every character that cannot be seen, or that changes how others are seen, as its code point:
  /// `\u{202E}`. For texts that a person decides on.
  public var exposingInvisibles: String {
    guard unicodeScalars.contains(where: Self.isInvisible) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if Self.isInvisible(scalar) {
        text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    if scalar.properties.isDefaultIgnorableCodePoint { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate, .privateUse, .unassigned:
      return true
    // Braille with no dots.
    default: return scalar.value == 0x2800
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value) || (0x200E...0x200F).contains(scalar.value) || scalar == "\u{200B}"
  }
}
