import TestSupport

/// Makes patterns in RE2's syntax, most of them well formed, with texts of which many match.
struct PatternGenerator {
  /// A piece of a pattern, and texts that it matches unless something around it says no.
  private struct Piece {
    var pattern = ""
    var samples = ["", "", ""]
  }

  private var dice: SeededGenerator
  /// Flags are given and names of groups must differ.
  private var groups = 0

  init(seed: UInt64) { dice = SeededGenerator(seed: seed) }

  /// The next pattern with six texts.
  mutating func next() -> (pattern: String, texts: [String]) {
    groups = 0
    var piece = choice(depth: 3)
    // A difference inside is not seen where something else is found.
    if dice.chance(40) {
      piece.pattern = dice.pick(["^", "\\A"]) + "(?:" + piece.pattern + ")" + dice.pick(["$", "\\z"])
    }
    if dice.chance(30) { piece.pattern = dice.pick(Self.flags) + piece.pattern }
    if dice.chance(15) { piece.pattern = broken(piece.pattern) }
    let samples = piece.samples
    let texts = samples + [surrounded(samples[0]), changed(samples[1]), changed(surrounded(samples[2]))]
    return (piece.pattern, texts)
  }

  // MARK: - What patterns are made of

  /// Letters with and without other cases, one of them in three, before and after U+10000; all of them, as
  /// everything here, are older than Unicode 10.
  private static let letters: [Unicode.Scalar] = [
    "a", "b", "A", "B", "k", "K", "\u{212A}", "s", "S", "\u{17F}", "é", "É", "ß", "\u{1E9E}", "σ", "ς", "Σ", "ǆ", "ǅ",
    "i", "\u{130}", "\u{131}", "日", "א", "\u{10428}", "\u{10400}", "\u{345}", "ι",
  ]
  private static let others: [Unicode.Scalar] = [
    "0", "1", "7", "_", "-", " ", "\n", "\t", "\u{B}", "\u{0}", "\u{7F}", ".", "+", "]", "\\", "^", "$", "/", "٣", "½",
    "Ⅷ", "€", "«", "\u{301}", "\u{A0}", "\u{2028}", "\u{FEFF}", "😀", "\u{1F1E9}", "\u{E000}", "\u{10FFFD}",
  ]
  private static let special = "\\.+*?()|[]{}^$"
  private static let flags = [
    "(?i)", "(?s)", "(?m)", "(?U)", "(?im)", "(?is)", "(?-s)", "(?i-m)", "(?ims-U)", "(?)", "(?mi-i)",
  ]
  /// Classes of an escape, each with a text it matches.
  private static let classes: [(pattern: String, sample: String)] = [
    ("\\d", "7"), ("\\D", "x"), ("\\w", "_"), ("\\W", "-"), ("\\s", "\t"), ("\\S", "a"), ("\\pL", "é"), ("\\pN", "Ⅷ"),
    ("\\PL", "1"), ("\\p{Lu}", "É"), ("\\p{Ll}", "s"), ("\\p{Lt}", "ǅ"), ("\\p{^Lu}", "a"), ("\\P{^Nd}", "٣"),
    ("\\p{Lo}", "日"), ("\\pM", "\u{301}"), ("\\p{Mn}", "\u{345}"), ("\\pZ", "\u{2028}"), ("\\p{Cf}", "\u{FEFF}"),
    ("\\pC", "\u{E000}"), ("\\p{Any}", "😀"), ("\\P{Any}", ""), ("\\p{Sc}", "€"), ("\\pP", "«"), ("\\p{No}", "½"),
    ("\\p{So}", "😀"), ("\\p{Greek}", "σ"), ("\\P{Han}", "a"), ("\\p{^Latin}", "日"),
  ]
  private static let named = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "word",
    "xdigit",
  ]
  private static let escapes: [(pattern: String, sample: String)] = [
    ("\\x41", "A"), ("\\x{e9}", "é"), ("\\x{1F600}", "😀"), ("\\101", "A"), ("\\0", "\0"), ("\\61", "1"), ("\\377", "ÿ"),
    ("\\t", "\t"), ("\\n", "\n"), ("\\v", "\u{B}"), ("\\a", "\u{7}"), ("\\-", "-"), ("\\_", "_"), ("\\ ", " "),
    ("\\\n", "\n"), ("\\x{D800}", ""), ("\\x{006b}", "k"),
  ]
  private static let anchors: [(pattern: String, sample: String)] = [
    ("^", ""), ("$", ""), ("^", "\n"), ("$", "\n"), ("\\A", ""), ("\\z", ""), ("\\b", " "), ("\\b", ""), ("\\B", ""),
  ]
  private static let repetitions: [(pattern: String, range: ClosedRange<Int>)] = [
    ("*", 0...3), ("+", 1...3), ("?", 0...1), ("{0}", 0...0), ("{1}", 1...1), ("{2}", 2...2), ("{3,}", 3...5),
    ("{0,}", 0...2), ("{1,3}", 1...3), ("{0,1}", 0...1), ("{2,4}", 2...4), ("{12}", 12...12),
  ]
  /// What a pattern can be broken by, though it need not.
  private static let breakers = [
    "(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "\\", "^", "$", "-", ",", ":", "1", "**", "{2", "{2,", "{2}",
    "{,2}",
    "{01}", "{2,01}", "{2,1}", "{1000}", "{1001}", "{99999999999999999999}", "(?", "(?:", "(?P<n>", "(?<n>", "(?P<n",
    "(?P<é>", "(?P<e\u{301}>", "(?P<½>", "(?P<n-m>", "(?P=n)", "(?i", "(?-", "(?-)", "(?i-)", "(?-:", "(?i--s)", "(?x)",
    "(?#", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?|", "[[:", ":]", "[:alpha:]", "[:foo:]", "[:^", "[^", "[]", "a-",
    "-\\d",
    "\\p", "\\P", "\\p{", "\\p{^", "\\p{Cn}", "\\p{Foo}", "\\pQ", "\\p{greek}", "\\p{Greek}", "\\x", "\\x{", "\\x4",
    "\\x{110000}", "\\x{}", "\\8", "\\1", "\\18", "\\k", "\\Q", "\\E", "\\Q\\E", "\\C", "\\Z", "\\G", "\\K", "\\R",
    "\\X",
    "\\c", "\\e", "\\h", "\\u0041", "\\é",
  ]

  private mutating func character() -> Unicode.Scalar { dice.pick(dice.chance(60) ? Self.letters : Self.others) }

  // MARK: - Pieces

  private mutating func choice(depth: Int) -> Piece {
    let branches = (0..<dice.pick([1, 1, 1, 2, 3])).map { _ in sequence(depth: depth) }
    return Piece(
      pattern: branches.map(\.pattern).joined(separator: "|"),
      samples: (0..<3).map { dice.pick(branches).samples[$0] })
  }

  private mutating func sequence(depth: Int) -> Piece {
    var sequence = Piece()
    for _ in 0..<dice.pick([0, 1, 1, 2, 2, 3, 4]) {
      var item = item(depth: depth)
      if dice.chance(35) { item = repeated(item) }
      sequence.pattern += item.pattern
      for index in 0..<3 { sequence.samples[index] += item.samples[index] }
    }
    return sequence
  }

  private mutating func repeated(_ item: Piece) -> Piece {
    let (pattern, range) = dice.pick(Self.repetitions)
    let isLazy = dice.chance(25)
    return Piece(
      pattern: item.pattern + pattern + (isLazy ? "?" : ""),
      samples: item.samples.map { String(repeating: $0, count: range.lowerBound + dice.below(range.count)) })
  }

  private mutating func item(depth: Int) -> Piece {
    switch dice.below(depth > 0 ? 14 : 11) {
    case 0...2: return literal()
    case 3: return Piece(pattern: ".", samples: (0..<3).map { _ in String(Character(character())) })
    case 4, 5: return bracketed()
    case 6: return fixed(Self.classes)
    case 7: return fixed(Self.escapes)
    case 8: return quoted()
    case 9: return fixed(Self.anchors)
    case 10: return dice.chance(40) ? Piece(pattern: dice.pick(Self.flags)) : literal()
    default: return group(depth: depth - 1)
    }
  }

  private mutating func literal() -> Piece {
    let scalar = character()
    let text = String(Character(scalar))
    return Piece(pattern: (Self.special.contains(text) ? "\\" : "") + text, samples: [text, text, text])
  }

  private mutating func fixed(_ choices: [(pattern: String, sample: String)]) -> Piece {
    let (pattern, sample) = dice.pick(choices)
    return Piece(pattern: pattern, samples: [sample, sample, sample])
  }

  private mutating func quoted() -> Piece {
    var text = ""
    for _ in 0..<dice.below(4) { text.unicodeScalars.append(character()) }
    if text.hasSuffix("\\") { text += "a" }
    return Piece(pattern: "\\Q" + text + (dice.chance(90) ? "\\E" : ""), samples: [text, text, text])
  }

  private mutating func group(depth: Int) -> Piece {
    groups += 1
    let opening = dice.pick([
      "(", "(?:", "(?P<g\(groups)>", "(?<日\(groups)>", "(?i:", "(?s-i:", "(?m:", "(?U:", "(?i-s:",
    ])
    let inner = choice(depth: depth)
    return Piece(pattern: opening + inner.pattern + ")", samples: inner.samples)
  }

  private mutating func bracketed() -> Piece {
    let isNegated = dice.chance(30)
    var pattern = isNegated ? "[^" : "["
    var samples: [String] = []
    for _ in 0..<(1 + dice.below(3)) {
      switch dice.below(6) {
      case 0:
        pattern += "[:" + (dice.chance(30) ? "^" : "") + dice.pick(Self.named) + ":]"
        samples.append(dice.pick(["a", "B", "7", " ", "-"]))
      case 1:
        let (escape, sample) = dice.pick(dice.chance(50) ? Self.classes : Self.escapes)
        pattern += escape
        samples.append(sample)
      case 2, 3:
        let ends = [character(), character()].sorted()
        pattern += bracketed(ends[0]) + "-" + bracketed(ends[1])
        samples.append(String(Character(dice.pick(ends))))
      default:
        let scalar = character()
        pattern += bracketed(scalar)
        samples.append(String(Character(scalar)))
      }
    }
    return Piece(
      pattern: pattern + "]",
      samples: (0..<3).map { _ in isNegated ? String(Character(character())) : dice.pick(samples) })
  }

  /// A character inside of brackets; sometimes one that should be escaped is not.
  private mutating func bracketed(_ scalar: Unicode.Scalar) -> String {
    let text = String(Character(scalar))
    return ("\\]^-".contains(text) && dice.chance(90) ? "\\" : "") + text
  }

  // MARK: - Changes

  /// With something put in or taken away.
  private mutating func broken(_ pattern: String) -> String {
    var scalars = Array(pattern.unicodeScalars)
    for _ in 0..<(1 + dice.below(2)) {
      let place = dice.below(scalars.count + 1)
      if place < scalars.count, dice.chance(30) {
        scalars.remove(at: place)
      } else {
        scalars.insert(contentsOf: dice.pick(Self.breakers).unicodeScalars, at: place)
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private mutating func surrounded(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<(1 + dice.below(2)) {
      scalars.insert(dice.chance(25) ? "\n" : character(), at: 0)
      scalars.append(dice.chance(25) ? "\n" : character())
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// With a character in another case, replaced or left out.
  private mutating func changed(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    guard !scalars.isEmpty else { return String(Character(character())) }
    let place = dice.below(scalars.count)
    let properties = scalars[place].properties
    let other = Array(
      dice.chance(50) ? properties.uppercaseMapping.unicodeScalars : properties.lowercaseMapping.unicodeScalars)
    switch dice.below(4) {
    case 0: scalars.remove(at: place)
    case 1: scalars[place] = character()
    default: scalars.replaceSubrange(place...place, with: other)
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
