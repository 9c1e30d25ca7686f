extension PatternParser {
  /// Reads what stands behind a backslash outside of brackets.
  mutating func parseEscape(_ start: Int) throws(PatternError) -> PatternNode {
    switch peek {
    case "A": return .assertion(skip(.textStart))
    case "z": return .assertion(skip(.textEnd))
    case "b": return .assertion(skip(.wordBoundary))
    case "B": return .assertion(skip(.noWordBoundary))
    case "Z", "G", "K", "X", "R", "C":
      throw error("this escape is not supported; the text's end is \\z", at: start)
    default: break
    }
    if let part = perlClass() { return .set(ScalarSet([part])) }
    if let categories = try categories(start) { return .set(ScalarSet([], categories: [categories])) }
    return literal(try character(start))
  }

  private mutating func skip(_ assertion: PatternAssertion) -> PatternAssertion {
    _ = next()
    return assertion
  }

  /// `d`, `w`, `s` and their opposites, behind a backslash.
  mutating func perlClass() -> ScalarSet.Part? {
    let ranges: [ClosedRange<UInt32>]
    switch peek {
    case "d", "D": ranges = ScalarSet.namedRanges("digit")
    case "w", "W": ranges = ScalarSet.namedRanges("word")
    case "s", "S": ranges = ScalarSet.perlSpace
    default: return nil
    }
    let isNegated = next().map { ("A"..."Z").contains($0) } ?? false
    return ScalarSet.Part(ranges, isFolded: flags.ignoresCase, isNegated: isNegated)
  }

  /// `pL`, `p{Lu}` and their opposites, behind a backslash.
  mutating func categories(_ start: Int) throws(PatternError) -> CategorySet? {
    guard peek == "p" || peek == "P" else { return nil }
    var isNegated = next() == "P"
    var name = ""
    if take("{") {
      if take("^") { isNegated.toggle() }
      name = read { $0 != "}" }
      guard take("}") else { throw error("this '{' has no '}'", at: start + 2) }
    } else if let letter = next() {
      name.unicodeScalars.append(letter)
    }
    guard let categories = CategorySet(name) else {
      throw error("the class \"\(name)\" is not known; general categories such as L, Lu, N, P are", at: start)
    }
    let folded = flags.ignoresCase ? categories.foldingCase : categories
    return isNegated ? folded.negated : folded
  }

  /// One scalar that is written as an escape, behind a backslash.
  mutating func character(_ start: Int) throws(PatternError) -> UInt32 {
    guard let scalar = next() else { throw error("a backslash ends the expression", at: start) }
    switch scalar {
    case "a": return 0x07
    case "f": return 0x0C
    case "n": return 0x0A
    case "r": return 0x0D
    case "t": return 0x09
    case "v": return 0x0B
    case "x": return try hexadecimal(start)
    case "0": return octal(first: 0)
    case "1"..."7" where peek.map { ("0"..."7").contains($0) } ?? false: return octal(first: scalar.value - 0x30)
    case "1"..."9": throw error("back-references are not supported", at: start)
    case "k": throw error("back-references are not supported", at: start)
    default:
      guard scalar.isASCII, !ScalarSet.word.contains(scalar.value) || scalar == "_" else {
        throw error("the escape \\\(scalar) is not known", at: start)
      }
      return scalar.value
    }
  }

  private mutating func octal(first: UInt32) -> UInt32 {
    var value = first
    for _ in 0..<2 {
      guard let digit = peek, ("0"..."7").contains(digit) else { break }
      value = value * 8 + digit.value - 0x30
      _ = next()
    }
    return value
  }

  private mutating func hexadecimal(_ start: Int) throws(PatternError) -> UInt32 {
    let isBraced = take("{")
    let digits = isBraced ? read { $0 != "}" } : String(String.UnicodeScalarView([next(), next()].compactMap { $0 }))
    let isHex = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x46).contains($0 & 0xDF) }
    guard isHex, digits.utf8.count == 2 || isBraced, !isBraced || take("}"), let value = UInt32(digits, radix: 16),
      value <= 0x10FFFF
    else { throw error("\\x takes two hexadecimal digits, or those of a character in braces", at: start) }
    return value
  }
}
