import Basics

/// An error in a regular expression, and its location.
public struct PatternError: Error, Equatable, Sendable {
  /// What is wrong and, where useful, what was expected.
  public var message: String
  /// The position in the pattern, in Unicode scalars from 1.
  public var column: Int
}

/// A regular expression in RE2 syntax, compiled once and searched for in time linear in the text.
///
/// Instead of backtracking, the search reads the text once and follows all possible matches together (Thompson's
/// construction, Pike's simulation). Look-around and back-references, which this cannot support, are refused.
public struct Pattern: Sendable {
  /// The pattern as written.
  public let source: String
  private let program: PatternProgram

  /// The maximum length, in Unicode scalars.
  public static let maxLength = 8192

  /// Compiles a pattern.
  public init(_ source: String) throws(PatternError) {
    self.source = source
    var parser = try PatternParser(source)
    program = try PatternProgram(try parser.parse())
  }

  /// Its size, in steps: what compiling it cost.
  var size: Int { program.instructions.count }

  /// True if the pattern matches anywhere in the text.
  public func isFound(in text: String) -> Bool {
    var search = PatternSearch(program)
    return search.run(text)
  }
}

/// A pattern's syntax tree. Only the existence of a match matters, so greedy and lazy repetitions are the same, as are
/// capturing and non-capturing groups.
indirect enum PatternNode: Sendable {
  case empty
  case scalar(UInt32)
  /// Any scalar with this case folding.
  case folded(UInt32)
  case set(ScalarSet)
  case assertion(PatternAssertion)
  case sequence([PatternNode])
  case choice([PatternNode])
  case repetition(PatternNode, minimum: Int, maximum: Int?)

  /// The node repeated. Nested repetitions are merged where possible, so that they do not pile up.
  func repeated(_ minimum: Int, _ maximum: Int?) -> PatternNode {
    if minimum == 1, maximum == 1 { return self }
    if case .repetition(let node, let innerMinimum, let innerMaximum) = self, max(minimum, innerMinimum) <= 1,
      maximum ?? 1 == 1, innerMaximum ?? 1 == 1
    {
      let isSame = minimum == innerMinimum && maximum == innerMaximum
      return isSame ? self : .repetition(node, minimum: 0, maximum: nil)
    }
    return .repetition(self, minimum: minimum, maximum: maximum)
  }

  /// The maximum number of copies of any part once counted repetitions are expanded, capped well above what is allowed.
  var repeats: Int {
    switch self {
    case .empty, .scalar, .folded, .set, .assertion: 1
    case .sequence(let nodes), .choice(let nodes): nodes.map(\.repeats).max() ?? 1
    case .repetition(let node, let minimum, let maximum): min(max(maximum ?? minimum, 1) * node.repeats, 1_000_000)
    }
  }
}

/// A condition on a position between two scalars.
enum PatternAssertion: Sendable {
  case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary

  /// - Parameters:
  ///   - before: the scalar before the position; nil at the start of the text.
  ///   - after: the scalar after it; nil at the end.
  func isMet(before: UInt32?, after: UInt32?) -> Bool {
    switch self {
    case .textStart: before == nil
    case .textEnd: after == nil
    case .lineStart: before == nil || before == 0x0A
    case .lineEnd: after == nil || after == 0x0A
    case .wordBoundary: Self.isWord(before) != Self.isWord(after)
    case .noWordBoundary: Self.isWord(before) == Self.isWord(after)
    }
  }

  private static func isWord(_ scalar: UInt32?) -> Bool {
    guard let scalar, scalar < 0x80 else { return false }
    return ScalarSet.word.contains(scalar)
  }
}
