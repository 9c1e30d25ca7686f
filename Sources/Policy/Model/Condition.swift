import Basics

/// A question about one argument of a call.
///
/// The operators are those of the published predicate language. Nothing here can fail: a value of another kind than the
/// operator looks at simply does not hold, and neither does a missing one, except under `exists`.
public struct Condition: Sendable {
  /// The words of `op`.
  public enum Operator: String, Sendable, CaseIterable {
    case eq, neq
    case isIn = "in"
    case notIn = "not_in"
    case lt, lte, gt, gte, regex, contains, exists
  }

  /// What is asked, with everything that can be prepared when the policy is read.
  public enum Test: Sendable {
    case equals(JSONValue)
    case differs(JSONValue)
    case isAmong([JSONValue])
    case isNotAmong([JSONValue])
    /// Numbers only: a text that looks like a number is none.
    case compares(JSONNumber, Operator)
    /// Texts only: found anywhere.
    case matches(Pattern)
    /// A text in a text, or an element of a list.
    case contains(JSONValue)
    /// Null counts as absent.
    case exists(Bool)
  }

  /// Which argument.
  public let path: ArgumentPath
  /// The operator, as the policy writes it.
  public let op: Operator
  /// The value the policy compares with.
  public let value: JSONValue
  /// The question itself.
  public let test: Test

  /// How the condition stands in a rule's identifier: `args.amount-gt`.
  public var name: String { path.text + "-" + op.rawValue }

  /// In words: `args.amount gt 100`.
  public var text: String { path.text + " " + op.rawValue + " " + value.compact }

  /// True when the condition holds for the arguments of a call.
  public func isSatisfied(by arguments: JSONObject) -> Bool { isSatisfied(path.value(in: arguments)) }

  /// True when the condition holds for a value; nil is a missing one.
  func isSatisfied(_ found: JSONValue?) -> Bool {
    if case .exists(let wanted) = test { return (found.map { !$0.isNull } ?? false) == wanted }
    guard let found else { return false }
    switch test {
    case .equals(let value): return found.equals(value)
    case .differs(let value): return !found.equals(value)
    case .isAmong(let values): return values.contains { found.equals($0) }
    case .isNotAmong(let values): return !values.contains { found.equals($0) }
    case .compares(let bound, let op):
      guard case .number(let number) = found else { return false }
      return Self.isSatisfied(ExactDecimal.compare(number, bound), op)
    case .matches(let pattern): return found.string.map(pattern.isFound) ?? false
    case .contains(let part):
      if let text = found.string { return part.string.map(text.containsText) ?? false }
      return found.array?.contains { $0.equals(part) } ?? false
    case .exists: return false
    }
  }

  private static func isSatisfied(_ order: ExactDecimal.Order, _ op: Operator) -> Bool {
    switch op {
    case .lt: order == .less
    case .lte: order != .greater
    case .gt: order == .greater
    case .gte: order != .less
    default: false
    }
  }
}
