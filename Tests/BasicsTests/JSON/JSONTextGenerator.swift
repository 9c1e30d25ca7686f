import TestSupport

/// Makes documents, most of them JSON.
struct JSONTextGenerator {
  private var dice: SeededGenerator

  init(seed: UInt64) { dice = SeededGenerator(seed: seed) }

  /// The next document's bytes; about half are changed after they were JSON.
  mutating func next() -> [UInt8] {
    var text = space() + value(depth: 4) + space()
    if dice.chance(4) {
      // Around the deepest nesting that is read.
      let levels = 250 + dice.below(10)
      text = String(repeating: "[", count: levels) + text + String(repeating: "]", count: levels)
    }
    if dice.chance(4) { text = dice.pick(["\u{FEFF}", "\u{FEFF}\u{FEFF}"]) + text }
    var bytes = Array(text.utf8)
    if dice.chance(50) { for _ in 0..<(1 + dice.below(3)) { change(&bytes) } }
    return bytes
  }

  /// A number in JSON's grammar.
  mutating func number() -> String {
    var text = dice.chance(30) ? "-" : ""
    text += dice.chance(20) ? "0" : "\(1 + dice.below(9))" + digits(0...dice.pick([1, 3, 18, 30]))
    if dice.chance(35) { text += "." + (dice.chance(30) ? String(repeating: "0", count: 1 + dice.below(20)) : "") }
    if text.hasSuffix(".") || text.contains(".") && dice.chance(50) { text += digits(1...dice.pick([1, 3, 25])) }
    if dice.chance(25) {
      text += dice.pick(["e", "E"]) + dice.pick(["", "+", "-"]) + digits(1...dice.pick([1, 1, 2, 3]))
    }
    return text
  }

  private mutating func digits(_ count: ClosedRange<Int>) -> String {
    let count = count.lowerBound + dice.below(count.upperBound - count.lowerBound + 1)
    return (0..<count).reduce(into: "") { text, _ in text += "\(dice.below(10))" }
  }

  private mutating func space() -> String {
    dice.chance(70)
      ? "" : (0...dice.below(3)).reduce(into: "") { text, _ in text += dice.pick([" ", "\n", "\r", "\t"]) }
  }

  private mutating func value(depth: Int) -> String {
    switch dice.below(depth > 0 ? 10 : 6) {
    case 0: return dice.pick(["null", "true", "false"])
    case 1...3: return number()
    case 4, 5: return string()
    case 6, 7: return "[" + list { $0.value(depth: depth - 1) } + "]"
    default:
      if dice.chance(10) { return "{\"a\":1,\"b\":2,\"\\u0061\":" + value(depth: depth - 1) + "}" }
      return "{" + list { $0.string(isName: true) + $0.space() + ":" + $0.space() + $0.value(depth: depth - 1) } + "}"
    }
  }

  private mutating func list(_ item: (inout JSONTextGenerator) -> String) -> String {
    let items = (0..<dice.pick([0, 1, 2, 3, 20])).map { _ in space() + item(&self) + space() }
    return items.isEmpty ? space() : items.joined(separator: ",")
  }

  private static let pieces = [
    "a", "b", "K", "\u{212A}", "é", "e\u{301}", "日", "😀", "\u{10FFFF}", "\u{7F}", "\u{9B}", "\u{A0}", "\u{2028}",
    "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", " ", "/", "'", "~", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t",
    "\\u0000", "\\u0041", "\\u00e9", "\\u20AC", "\\uFFFF", "\\ud83d\\ude00", "\\uDBFF\\uDFFF",
  ]
  /// Halves of pairs, and what is wrong in other ways.
  private static let oddities = [
    "\\ud83d", "\\ude00", "\\ud83d\\ud83d\\ude00", "\\ude00\\ud83d", "\\ud83d\\u0041", "\\ud83d\\n", "\\uDBFF",
    "\\uDC00", "\\x", "\\u12",
    "\\u12G4",
    "\\u+123", "\n", "\t", "\u{1}", "\\", "\\U0041", "\\a", "\\u １２３",
  ]

  private mutating func string(isName: Bool = false) -> String {
    var text = ""
    // Names are long enough to be different most of the time.
    for _ in 0..<(isName ? 3 : dice.below(6)) {
      text += dice.chance(isName ? 0 : 6) ? dice.pick(Self.oddities) : dice.pick(Self.pieces)
    }
    return "\"" + text + "\""
  }

  private static let breakers = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "0", "1", "-", "+", ".", "e", "E", " ", "\u{A0}", "\u{B}", "\0", "null",
    "nul",
    "True", "NaN", "Infinity", "-Infinity", "//", "/**/", "#", "'", "0x1", "1_0", "\u{FEFF}", "é", "１", "\\u",
    "\\ud83d",
  ]

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = dice.below(bytes.count + 1)
    switch dice.below(8) {
    case 0, 1: bytes.insert(contentsOf: dice.pick(Self.breakers).utf8, at: place)
    case 2: bytes.insert(UInt8(dice.below(256)), at: place)
    case 3: bytes.removeSubrange(place...)
    case 4 where place < bytes.count: bytes[place] = UInt8(dice.below(256))
    case 5 where place < bytes.count: bytes.swapAt(place, dice.below(bytes.count))
    case _ where place < bytes.count: bytes.remove(at: place)
    default: break
    }
  }
}
