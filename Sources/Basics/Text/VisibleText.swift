/// Texts from outside in a form that shows all there is in them. What cannot be seen is written as its code point:
/// `\u{202E}`.
extension String {
  /// The text on one line, for a terminal: control characters become their pictures (`␛`) or U+FFFD, newlines and tabs
  /// become blanks, and hidden characters are exposed.
  public var escapingControlCharacters: String {
    guard unicodeScalars.contains(where: { $0.isControl || $0.isHidden }) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar == "\n" || scalar == "\t" {
        text += " "
      } else if scalar.isControl {
        let picture = Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        text.unicodeScalars.append(scalar.value < 0x20 ? picture : "\u{FFFD}")
      } else {
        text.append(scalar, exposed: scalar.isHidden)
      }
    }
  }

  /// The text with its hidden characters exposed; control characters stay. For data, whose format escapes those.
  public var exposingHidden: String {
    guard unicodeScalars.contains(where: \.isHidden) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in text.append(scalar, exposed: scalar.isHidden) }
  }

  /// The same for a terminal: control characters become their pictures, but for line ends and tabs.
  public var exposingHiddenAndControls: String {
    guard unicodeScalars.contains(where: { $0.isHidden || $0.isControl }) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.isControl, scalar != "\n", scalar != "\r", scalar != "\t" {
        text += String(scalar).escapingControlCharacters
      } else {
        text.append(scalar, exposed: scalar.isHidden)
      }
    }
  }

  /// A JSON document with its hidden characters escaped as JSON escapes them; it means the same.
  public var escapingHiddenInJSON: String {
    guard unicodeScalars.contains(where: \.isHidden) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.isHidden {
        for unit in String(scalar).utf16 { text += "\\u" + String(hex: UInt64(unit), digits: 4) }
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  /// The text with everything exposed that cannot be seen or told from something else, down to unusual blanks and the
  /// joiners inside an emoji. For texts that a person decides on.
  public var exposingInvisibles: String {
    guard unicodeScalars.contains(where: \.isInvisible) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in text.append(scalar, exposed: scalar.isInvisible) }
  }

  /// The text in double quotes, as JSON writes it, with its hidden characters exposed: a text from outside within a
  /// sentence of tt's.
  public var quoted: String { JSONValue.string(self).compact.exposingHidden }

  private mutating func append(_ scalar: Unicode.Scalar, exposed: Bool) {
    if exposed {
      self += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    } else {
      unicodeScalars.append(scalar)
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

  /// True for characters that no language and no emoji needs, and that hide text, carry it unseen, or turn its direction.
  fileprivate var isHidden: Bool {
    switch value {
    case ..<0xAD: false
    // Soft hyphen, Arabic letter mark, zero width space, direction marks.
    case 0xAD, 0x061C, 0x200B, 0x200E...0x200F: true
    // Line and paragraph separators, embeddings and overrides, invisible operators, isolates.
    case 0x2028...0x202E, 0x2060...0x2064, 0x2066...0x2069: true
    // Byte-order mark, annotations, tags.
    case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: false
    }
  }

  fileprivate var isInvisible: Bool {
    if isASCII { return isControl }
    if properties.isDefaultIgnorableCodePoint { return true }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate, .privateUse, .unassigned:
      return true
    // Braille with no dots.
    default: return value == 0x2800
    }
  }
}
