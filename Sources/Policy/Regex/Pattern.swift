import Basics

/// Why a regular expression is refused, and where.
public struct PatternError: Error, Equatable, Sendable {
  /// What is wrong and what would be right.
  public var message: String
  /// The character of the pattern (Unicode scalars, from 1).
  public var column: Int
}

/// A regular expression in the syntax of RE2, compiled once and searched for in time linear in the text.
///
/// There is no backtracking: the text is read once while all ways to match are followed together (Thompson's
/// construction, Pike's simulation). Look-around and back-references, which cannot be searched for like that, are
/// refused.
public struct Pattern: Sendable {
  /// The pattern as it was written.
  public let source: String
  private let program: PatternProgram

  /// Longer patterns are refused (Unicode scalars).
  public static let longest = 8192

  /// Compiles a pattern.
  public init(_ source: String) throws(PatternError) {
    self.source = source
    var parser = try PatternParser(source)
    program = try PatternProgram(try parser.parse())
  }

  /// True when the pattern matches anywhere in the text.
  public func isFound(in text: String) -> Bool {
    var search = PatternSearch(program)
    return search.run(text)
  }
}

/// A pattern's structure. Which of several matches would be preferred does not matter here, so greedy and lazy
/// repetitions, and groups with and without a number, are the same.
indirect enum PatternNode: Sendable {
  case empty
  case scalar(UInt32)
  /// Any scalar with this case folding.
  case folded(UInt32)
  case set(ScalarSet)
  case assertion(PatternAssertion)
  case sequence([PatternNode])
  case choice([PatternNode])
  case repetition(PatternNode, least: Int, most: Int?)

  /// The node repeated. What can be said with one repetition is, so that they do not pile up.
  func repeated(_ least: Int, _ most: Int?) -> PatternNode {
    if least == 1, most == 1 { return self }
    if case .repetition(let node, let innerLeast, let innerMost) = self, max(least, innerLeast) <= 1,
      most ?? 1 == 1, innerMost ?? 1 == 1
    {
      let isSame = least == innerLeast && most == innerMost
      return isSame ? self : .repetition(node, least: 0, most: nil)
    }
    return .repetition(self, least: least, most: most)
  }

  /// How often something in it is written out at most when all counted repetitions are; many more than can be allowed
  /// are not told apart.
  var repeats: Int {
    switch self {
    case .empty, .scalar, .folded, .set, .assertion: 1
    case .sequence(let nodes), .choice(let nodes): nodes.map(\.repeats).max() ?? 1
    case .repetition(let node, let least, let most): min(max(most ?? least, 1) * node.repeats, 1_000_000)
    }
  }
}

/// A condition on a place between two scalars.
enum PatternAssertion: Sendable {
  case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary

  /// - Parameters:
  ///   - before: the scalar before the place; nil at the text's start.
  ///   - after: the scalar behind it; nil at the end.
  func holds(before: UInt32?, after: UInt32?) -> Bool {
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
