extension String {
  /// The text with everything made visible that could steer a terminal or hide something from a reader: control
  /// characters become their pictures (`␛`) or U+FFFD, as do characters that change the direction of text; line breaks
  /// and tabs become blanks.
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

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value) || (0x200E...0x200F).contains(scalar.value) || scalar == "\u{200B}"
  }
}
