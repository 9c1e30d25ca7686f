import Basics

/// Parses RE2 syntax into a syntax tree.
struct PatternParser {
  /// The flags of `(?ims)`. `U` is accepted but has no effect here.
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
  }

  private let scalars: [Unicode.Scalar]
  private(set) var position = 0
  var flags = Flags()
  var depth = 0
  var groupNames: [String] = []

  static let maxDepth = 200
  private static let maxRepeats = 1000

  init(_ source: String) throws(PatternError) {
    scalars = Array(source.unicodeScalars)
    if scalars.count > Pattern.maxLength {
      throw PatternError(
        message: "longer than \(Pattern.maxLength) characters", column: Pattern.maxLength + 1)
    }
  }

  mutating func parse() throws(PatternError) -> PatternNode {
    let node = try parseChoice()
    if peek != nil { throw error("unmatched ')'") }
    return node
  }

  mutating func parseChoice() throws(PatternError) -> PatternNode {
    var branches = [try parseSequence()]
    while take("|") { branches.append(try parseSequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func parseSequence() throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    var followsRepetition = false
    while let next = peek, next != "|", next != ")" {
      let start = position
      guard let repeats = try readRepeats() else {
        followsRepetition = false
        try parseItem(into: &nodes)
        continue
      }
      if followsRepetition {
        throw error("a repetition cannot be repeated; enclose it in (?:…)", at: start)
      }
      // A repetition applies to the last item that can match, even after a change of flags or an empty \Q\E.
      guard let last = nodes.popLast() else { throw error("nothing to repeat", at: start) }
      _ = take("?")
      nodes.append(try repetition(of: last, repeats, at: start))
      followsRepetition = true
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  /// Reads what a repetition can follow: one item, nothing for a change of flags, or the characters of `\Q…\E`.
  private mutating func parseItem(into nodes: inout [PatternNode]) throws(PatternError) {
    let start = position
    switch next() {
    case "(": if let group = try parseGroup(start) { nodes.append(group) }
    case "[": nodes.append(.set(try parseClass(start)))
    case ".": nodes.append(.set(flags.dotMatchesNewline ? .anything : .anythingOnTheLine))
    case "^": nodes.append(.assertion(flags.isMultiline ? .lineStart : .textStart))
    case "$": nodes.append(.assertion(flags.isMultiline ? .lineEnd : .textEnd))
    case "\\" where take("Q"): while !take("\\E"), let quoted = next() { nodes.append(literal(quoted.value)) }
    case "\\": nodes.append(try parseEscape(start))
    case let scalar?: nodes.append(literal(scalar.value))
    case nil: break
    }
  }

  func literal(_ value: UInt32) -> PatternNode {
    flags.ignoresCase ? .folded(CaseFolding.fold(value)) : .scalar(value)
  }

  // MARK: - Repetitions

  private func repetition(
    of node: PatternNode, _ repeats: (minimum: Int, maximum: Int?), at start: Int
  ) throws(PatternError) -> PatternNode {
    let repetition = node.repeated(repeats.minimum, repeats.maximum)
    if repeats.maximum ?? repeats.minimum > 1, repetition.repeats > Self.maxRepeats {
      throw error("nested repetitions exceed \(Self.maxRepeats) in total", at: start)
    }
    return repetition
  }

  /// Reads `*`, `+`, `?` or `{m,n}`; nil, without moving, for anything else. Other braces are literal.
  private mutating func readRepeats() throws(PatternError) -> (minimum: Int, maximum: Int?)? {
    let start = position
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard take("{"), let minimum = readCount() else {
      position = start
      return nil
    }
    var maximum: Int? = minimum
    if take(",") { maximum = readCount() }
    guard take("}") else {
      position = start
      return nil
    }
    if minimum > Self.maxRepeats || maximum ?? 0 > Self.maxRepeats {
      throw error("a repetition count cannot exceed \(Self.maxRepeats)", at: start)
    }
    if let maximum, maximum < minimum {
      throw error("the maximum of the repetition is less than its minimum", at: start)
    }
    return (minimum, maximum)
  }

  /// Reads a number of at most nine digits without leading zeros; nil, without moving, for anything else.
  private mutating func readCount() -> Int? {
    let start = position
    let digits = read { ("0"..."9").contains($0) }
    guard let count = Int(digits), digits.utf8.count <= 9, count > 0 ? digits.first != "0" : digits == "0" else {
      position = start
      return nil
    }
    return count
  }
}

// MARK: - Reading

extension PatternParser {
  var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  /// Reads a word if it comes next.
  mutating func take(_ word: String) -> Bool {
    let expected = Array(word.unicodeScalars)
    guard scalars[position...].starts(with: expected) else { return false }
    position += expected.count
    return true
  }

  mutating func next() -> Unicode.Scalar? {
    guard let scalar = peek else { return nil }
    position += 1
    return scalar
  }

  mutating func back() { position -= 1 }

  /// Reads up to and including a word, and returns the text before it; nil, without moving, if the word is missing.
  mutating func read(upTo word: String) -> String? {
    let start = position
    var text = ""
    while !take(word) {
      guard let scalar = next() else {
        position = start
        return nil
      }
      text.unicodeScalars.append(scalar)
    }
    return text
  }

  mutating func read(while fits: (Unicode.Scalar) -> Bool) -> String {
    var text = ""
    while let scalar = peek, fits(scalar) {
      text.unicodeScalars.append(scalar)
      position += 1
    }
    return text
  }

  func error(_ message: String, at place: Int? = nil) -> PatternError {
    PatternError(message: message, column: (place ?? position) + 1)
  }
}
