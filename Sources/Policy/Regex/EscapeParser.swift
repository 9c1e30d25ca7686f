extension PatternParser {
  /// Reads an escape outside of brackets, after its backslash.
  mutating func parseEscape(_ start: Int) throws(PatternError) -> PatternNode {
    switch peek {
    case "A": return .assertion(skip(.textStart))
    case "z": return .assertion(skip(.textEnd))
    case "b": return .assertion(skip(.wordBoundary))
    case "B": return .assertion(skip(.noWordBoundary))
    case "Z", "G", "K", "X", "R", "C":
      throw error("this escape is not supported; \\z matches the end of the text", at: start)
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

  /// Reads `d`, `w`, `s` or their opposites, after a backslash.
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

  /// Reads `pL`, `p{Lu}` or their opposites, after a backslash.
  mutating func categories(_ start: Int) throws(PatternError) -> CategorySet? {
    guard peek == "p" || peek == "P" else { return nil }
    var isNegated = next() == "P"
    var name = ""
    if take("{") {
      if take("^") { isNegated.toggle() }
      name = read { $0 != "}" }
      guard take("}") else { throw error("unclosed '{'", at: start + 2) }
    } else if let letter = next() {
      name.unicodeScalars.append(letter)
    }
    guard let categories = CategorySet(name) else {
      throw error("unknown class \"\(name)\"; expected a general category such as L, Lu, N or P", at: start)
    }
    let folded = flags.ignoresCase ? categories.foldingCase : categories
    return isNegated ? folded.negated : folded
  }

  /// Reads one escaped scalar, after its backslash.
  mutating func character(_ start: Int) throws(PatternError) -> UInt32 {
    guard let scalar = next() else { throw error("trailing backslash", at: start) }
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
        throw error("unknown escape \\\(scalar)", at: start)
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
    else { throw error("\\x expects two hexadecimal digits, or a code point in braces", at: start) }
    return value
  }
}
