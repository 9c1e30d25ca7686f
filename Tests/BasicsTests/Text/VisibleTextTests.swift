import Basics
import Testing

@Suite("Visible text") struct VisibleTextTests {
  static let hidden: [Unicode.Scalar] =
    ["\u{AD}", "\u{61C}", "\u{200B}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}", "\u{FEFF}"]
    + [0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFFF9...0xFFFB, 0xE0000...0xE007F].joined()
    .compactMap { Unicode.Scalar($0 as UInt32) }

  @Test("every character that hides text or turns its direction is shown as its code point", arguments: hidden)
  func hides(scalar: Unicode.Scalar) {
    let shown = "a\\u{\(String(scalar.value, radix: 16, uppercase: true))}b"
    let text = "a\(scalar)b"
    #expect(text.escapingControlCharacters == shown)
    #expect(text.exposingHidden == shown)
    #expect(text.exposingInvisibles == shown)
  }

  @Test(
    "text that people write stays as it is", arguments: ["Über 日本 שלום سلام", "👩‍👩‍👧 ❤️ 🏳️‍🌈", "می‌خواهم", "क्‍ष", "1 000"])
  func people(text: String) {
    #expect(text.escapingControlCharacters == text)
    #expect(text.exposingHidden == text)
  }

  @Test("control characters stay in data, and become visible on one line for a terminal")
  func controls() {
    #expect("a\nb\u{1B}[2J\u{85}".exposingHidden == "a\nb\u{1B}[2J\u{85}")
    #expect("a\nb\u{1B}[2J\u{85}".escapingControlCharacters == "a b␛[2J\u{FFFD}")
  }
}
