extension PatternParser {
  /// Reads a bracket expression whose opening bracket has been read.
  mutating func parseClass(_ start: Int) throws(PatternError) -> ScalarSet {
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    var parts: [ScalarSet.Part] = []
    var categories: [CategorySet] = []
    var isFirst = true
    while isFirst || peek != "]" {
      guard let scalar = peek else { throw error("unclosed '['", at: start) }
      isFirst = false
      let place = position
      if let part = try namedClass() {
        parts.append(part)
        continue
      }
      if scalar == "\\" {
        _ = next()
        if let part = perlClass() {
          parts.append(part)
          continue
        }
        if let more = try self.categories(place) {
          categories.append(more)
          continue
        }
        back()
      }
      ranges.append(try range(start))
    }
    _ = next()
    if !ranges.isEmpty { parts.append(ScalarSet.Part(ranges, isFolded: flags.ignoresCase)) }
    return ScalarSet(parts, categories: categories, isNegated: isNegated)
  }

  /// Reads `[:name:]` or `[:^name:]`; nil, without moving, if no `:]` follows.
  private mutating func namedClass() throws(PatternError) -> ScalarSet.Part? {
    let start = position
    guard take("[:") else { return nil }
    let isNegated = take("^")
    guard let name = read(upTo: ":]") else {
      while position > start { back() }
      return nil
    }
    guard ScalarSet.names[name] != nil else { throw error("unknown class [:\(name):]", at: start) }
    return ScalarSet.Part(ScalarSet.namedRanges(name), isFolded: flags.ignoresCase, isNegated: isNegated)
  }

  /// Reads one scalar, or two separated by `-`. A `-` before the closing bracket is literal.
  private mutating func range(_ opening: Int) throws(PatternError) -> ClosedRange<UInt32> {
    let start = position
    let low = try classCharacter(opening)
    guard take("-") else { return low...low }
    if peek == "]" {
      back()
      return low...low
    }
    let high = try classCharacter(opening)
    guard low <= high else { throw error("the range ends before it starts", at: start) }
    return low...high
  }

  private mutating func classCharacter(_ opening: Int) throws(PatternError) -> UInt32 {
    let start = position
    guard let scalar = next() else { throw error("unclosed '['", at: opening) }
    return scalar == "\\" ? try character(start) : scalar.value
  }
}
