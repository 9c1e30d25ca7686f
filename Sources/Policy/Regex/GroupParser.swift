import Basics

extension PatternParser {
  /// Reads a group, after its opening parenthesis; nil for a change of flags.
  mutating func parseGroup(_ start: Int) throws(PatternError) -> PatternNode? {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maxDepth { throw error("groups are nested deeper than \(Self.maxDepth) levels", at: start) }
    let outer = flags
    if take("?") {
      if peek == "P" || peek == "<" {
        try readGroupName(start)
      } else if try readFlags(start) {
        return nil
      }
    }
    let node = try parseChoice()
    guard take(")") else { throw error("unclosed '('", at: start) }
    flags = outer
    return node
  }

  /// Reads the flags after `(?`.
  ///
  /// - Returns: true if they apply from here on, false if they apply to a group that starts here.
  private mutating func readFlags(_ start: Int) throws(PatternError) -> Bool {
    var turnsOn = true
    var followsMinus = false
    while let scalar = next() {
      switch scalar {
      case "i": flags.ignoresCase = turnsOn
      case "m": flags.isMultiline = turnsOn
      case "s": flags.dotMatchesNewline = turnsOn
      case "U": break
      case "-" where turnsOn:
        turnsOn = false
        followsMinus = true
        continue
      case ":", ")":
        if followsMinus { throw error("missing flag after '-'", at: position - 1) }
        return scalar == ")"
      case "=", "!": throw error("look-around is not supported", at: start)
      case ">": throw error("atomic groups are not supported", at: start)
      default: throw error("unknown flag '\(scalar)'; expected i, m, s or U", at: position - 1)
      }
      followsMinus = false
    }
    throw error("unclosed '('", at: start)
  }

  private mutating func readGroupName(_ start: Int) throws(PatternError) {
    let isLong = take("P")
    guard take("<") else { throw error("back-references and calls of groups are not supported", at: start) }
    if !isLong, peek == "=" || peek == "!" { throw error("look-around is not supported", at: start) }
    let name = read { CategorySet.ofGroupNames.contains($0.value) }
    guard !name.isEmpty, take(">") else { throw error("invalid group name: expected letters, digits and _", at: start) }
    if groupNames.contains(where: { $0.isIdentical(to: name) }) {
      throw error("duplicate group name \(name)", at: start)
    }
    groupNames.append(name)
  }
}
