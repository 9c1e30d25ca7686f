import Basics

/// A condition on one argument of a call.
///
/// The operators are those of the published predicate language. Evaluation cannot fail: a condition is not met by a
/// value of a kind the operator does not support, nor by a missing value, except with `exists`.
public struct Condition: Sendable {
  /// The values of `op`.
  public enum Operator: String, Sendable, CaseIterable {
    case eq, neq
    case isIn = "in"
    case notIn = "not_in"
    case lt, lte, gt, gte, regex, contains, exists
  }

  /// The operator and its operand, prepared when the policy is read.
  public enum Test: Sendable {
    case equals(JSONValue)
    case differs(JSONValue)
    case isAmong([JSONValue])
    case isNotAmong([JSONValue])
    /// Numbers only; text that looks like a number does not count as one.
    case compares(JSONNumber, Operator)
    /// Text only; matches anywhere in it.
    case matches(Pattern)
    /// A substring of a text, or an element of a list.
    case contains(JSONValue)
    /// Null counts as absent.
    case exists(Bool)
  }

  /// The path of the argument.
  public let path: ArgumentPath
  /// The operator, as written in the policy.
  public let op: Operator
  /// The operand, as written in the policy.
  public let value: JSONValue
  /// The prepared test.
  public let test: Test

  /// The condition's name in a rule's identifier, for example `args.amount-gt`.
  public var name: String { path.text + "-" + op.rawValue }

  /// For people, for example `args.amount gt 100`.
  public var text: String { path.text + " " + op.rawValue + " " + value.compact }

  /// True if the arguments of a call meet the condition.
  public func isSatisfied(by arguments: JSONObject) -> Bool { isSatisfied(path.value(in: arguments)) }

  /// True if a value meets the condition; nil is a missing value.
  func isSatisfied(_ found: JSONValue?) -> Bool {
    if case .exists(let expected) = test { return (found.map { !$0.isNull } ?? false) == expected }
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

extension JSONValue {
  /// Equality as defined for `eq`. Numbers compare by value and text by code points. A number equals a text that is its
  /// plain decimal form, and a boolean the text `true` or `false`. Lists and objects compare element by element.
  func equals(_ other: JSONValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.string(let left), .string(let right)): left.isIdentical(to: right)
    case (.number(let left), .number(let right)): ExactDecimal.compare(left, right) == .equal
    case (.number(let number), .string(let text)), (.string(let text), .number(let number)):
      ExactDecimal(number).isCanonicalText(text)
    case (.bool(let flag), .string(let text)), (.string(let text), .bool(let flag)):
      text.isIdentical(to: flag ? "true" : "false")
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.equals($1) }
    case (.object(let left), .object(let right)):
      left.count == right.count && left.allSatisfy { member in right[member.key]?.equals(member.value) ?? false }
    default: false
    }
  }
}
