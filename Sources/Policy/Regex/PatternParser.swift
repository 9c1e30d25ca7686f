import Basics

/// Reads the syntax of RE2 into a structure.
struct PatternParser {
  /// What `(?ims)` turns on. `U` is accepted and says nothing here.
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotTakesLineEnd = false
  }

  private let scalars: [Unicode.Scalar]
  private(set) var position = 0
  var flags = Flags()
  private var depth = 0
  private var groupNames: [String] = []

  private static let deepest = 200
  private static let mostRepeats = 1000

  init(_ source: String) throws(PatternError) {
    scalars = Array(source.unicodeScalars)
    if scalars.count > Pattern.longest {
      throw PatternError(
        message: "it is longer than \(Pattern.longest) characters", column: Pattern.longest + 1)
    }
  }

  mutating func parse() throws(PatternError) -> PatternNode {
    let node = try parseChoice()
    if peek != nil { throw error("there is a ')' without its '('") }
    return node
  }

  private mutating func parseChoice() throws(PatternError) -> PatternNode {
    var branches = [try parseSequence()]
    while take("|") { branches.append(try parseSequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func parseSequence() throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    var isBehindRepetition = false
    while let next = peek, next != "|", next != ")" {
      let start = position
      guard let repeats = try readRepeats() else {
        isBehindRepetition = false
        try parseItem(into: &nodes)
        continue
      }
      if isBehindRepetition {
        throw error("a repetition cannot be repeated; put the first into (?:…)", at: start)
      }
      // Repeated is the last thing that can match, also with a change of flags or an empty \Q\E in between.
      guard let last = nodes.popLast() else { throw error("there is nothing to repeat before it", at: start) }
      _ = take("?")
      nodes.append(try repetition(of: last, repeats, at: start))
      isBehindRepetition = true
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  /// Reads what can be repeated: one thing, none for a change of flags, or the characters of `\Q…\E` one by one.
  private mutating func parseItem(into nodes: inout [PatternNode]) throws(PatternError) {
    let start = position
    switch next() {
    case "(": if let group = try parseGroup(start) { nodes.append(group) }
    case "[": nodes.append(.set(try parseClass(start)))
    case ".": nodes.append(.set(flags.dotTakesLineEnd ? .anything : .anythingOnTheLine))
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
    of node: PatternNode, _ repeats: (least: Int, most: Int?), at start: Int
  ) throws(PatternError) -> PatternNode {
    let repetition = node.repeated(repeats.least, repeats.most)
    if repeats.most ?? repeats.least > 1, repetition.repeats > Self.mostRepeats {
      throw error("repetitions inside each other count to \(Self.mostRepeats) at most", at: start)
    }
    return repetition
  }

  /// `*`, `+`, `?` or `{m,n}`; nil, and nothing read, for anything else. A brace that is no count is a literal.
  private mutating func readRepeats() throws(PatternError) -> (least: Int, most: Int?)? {
    let start = position
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard take("{"), let least = readCount() else {
      position = start
      return nil
    }
    var most: Int? = least
    if take(",") { most = readCount() }
    guard take("}") else {
      position = start
      return nil
    }
    if least > Self.mostRepeats || most ?? 0 > Self.mostRepeats {
      throw error("a repetition counts to \(Self.mostRepeats) at most", at: start)
    }
    if let most, most < least { throw error("the repetition's bounds are the wrong way around", at: start) }
    return (least, most)
  }

  /// A number without zeros in front, of at most nine digits; nil, and nothing read, for anything else.
  private mutating func readCount() -> Int? {
    let start = position
    let digits = read { ("0"..."9").contains($0) }
    guard let count = Int(digits), digits.utf8.count <= 9, count > 0 ? digits.first != "0" : digits == "0" else {
      position = start
      return nil
    }
    return count
  }

  // MARK: - Groups

  private mutating func parseGroup(_ start: Int) throws(PatternError) -> PatternNode? {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw error("groups are nested deeper than \(Self.deepest)", at: start) }
    let outer = flags
    if take("?") {
      if peek == "P" || peek == "<" {
        try readGroupName(start)
      } else if try readFlags(start) {
        return nil
      }
    }
    let node = try parseChoice()
    guard take(")") else { throw error("this '(' has no ')'", at: start) }
    flags = outer
    return node
  }

  /// Reads the flags behind `(?`.
  ///
  /// - Returns: true when they hold from here on, false when for a group that begins.
  private mutating func readFlags(_ start: Int) throws(PatternError) -> Bool {
    var turnsOn = true
    var isBehindMinus = false
    while let scalar = next() {
      switch scalar {
      case "i": flags.ignoresCase = turnsOn
      case "m": flags.isMultiline = turnsOn
      case "s": flags.dotTakesLineEnd = turnsOn
      case "U": break
      case "-" where turnsOn:
        turnsOn = false
        isBehindMinus = true
        continue
      case ":", ")":
        if isBehindMinus { throw error("there is no flag behind the '-'", at: position - 1) }
        return scalar == ")"
      case "=", "!": throw error("look-around is not supported", at: start)
      case ">": throw error("atomic groups are not supported", at: start)
      default: throw error("the flag '\(scalar)' is not known; known are i, m, s and U", at: position - 1)
      }
      isBehindMinus = false
    }
    throw error("this '(' has no ')'", at: start)
  }

  private mutating func readGroupName(_ start: Int) throws(PatternError) {
    let isLong = take("P")
    guard take("<") else { throw error("back-references and calls of groups are not supported", at: start) }
    if !isLong, peek == "=" || peek == "!" { throw error("look-around is not supported", at: start) }
    let name = read { CategorySet.ofGroupNames.contains($0.value) }
    guard !name.isEmpty, take(">") else { throw error("a group's name is letters, digits and _", at: start) }
    if groupNames.contains(where: { $0.isIdentical(to: name) }) {
      throw error("the group name \(name) stands twice", at: start)
    }
    groupNames.append(name)
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

  /// Reads a word if it stands here.
  mutating func take(_ word: String) -> Bool {
    let wanted = Array(word.unicodeScalars)
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  mutating func next() -> Unicode.Scalar? {
    guard let scalar = peek else { return nil }
    position += 1
    return scalar
  }

  mutating func back() { position -= 1 }

  /// Reads what stands before a word, and the word; nil, and nothing read, when it does not come.
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
