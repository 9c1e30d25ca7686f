import Basics

/// Checks a condition against the kind of its argument.
struct ConditionCheck {
  private let condition: Condition
  private let tool: ToolSignature
  private let argument: ToolSignature.Argument?

  init(_ condition: Condition, of tool: ToolSignature) {
    self.condition = condition
    self.tool = tool
    argument = tool.argument(condition.path.steps[0])
  }

  /// Why the condition can never be met; nil if it can.
  var unsatisfiableReason: String? {
    guard let argument else {
      if case .exists(false) = condition.test { return nil }
      let names = tool.arguments.map(\.name)
      let nearest =
        Spelling.closestMatch(to: condition.path.steps[0], among: names).map { ", did you mean \"\($0)\"?" } ?? ""
      return "\(tool.name) has no argument \"\(condition.path.steps[0])\"\(nearest)"
    }
    if condition.path.steps.count > 1, argument.kind != .json {
      if case .exists(false) = condition.test { return nil }
      return "\(argument.name) is \(argument.kind.description) and has no members"
    }
    // The contents of a list or object are unknown.
    return argument.kind == .json ? nil : unsatisfiableReason(argument)
  }

  private func unsatisfiableReason(_ argument: ToolSignature.Argument) -> String? {
    let reason = "\(argument.name) is \(argument.kind.description)"
    switch condition.test {
    case .equals(let value): return Self.canEqual(argument.kind, value) ? nil : reason
    case .isAmong(let values):
      if values.isEmpty { return "the list is empty" }
      return values.contains { Self.canEqual(argument.kind, $0) } ? nil : reason
    case .differs, .isNotAmong: return nil
    case .compares: return argument.kind.takesNumbers ? nil : reason
    case .matches, .contains: return argument.kind.takesTexts ? nil : reason
    case .exists(let expected): return !expected && argument.isRequired ? "\(argument.name) is required" : nil
    }
  }

  /// A warning about an ID that is compared with text, or text with a number. tt treats the two as equal; other
  /// implementations may not.
  var typeMismatch: String? {
    guard let argument, condition.path.steps.count == 1 else { return nil }
    let values: [JSONValue]
    switch condition.test {
    case .equals(let value), .differs(let value): values = [value]
    case .isAmong(let list), .isNotAmong(let list): values = list
    default: return nil
    }
    let isNumeric = argument.kind == .id || argument.kind == .integer
    if isNumeric, let text = values.first(where: { $0.string != nil }) {
      return "\(argument.name) is a number, but \(text.compact) is text; write it without quotes"
    }
    if argument.kind == .text, let number = values.first(where: { $0.double != nil }) {
      return "\(argument.name) is text, but \(number.compact) is a number; write it in quotes"
    }
    return nil
  }

  private static func canEqual(_ kind: ToolSignature.Argument.Kind, _ value: JSONValue) -> Bool {
    switch (kind, value) {
    case (.id, .number(let number)), (.integer, .number(let number)): ExactDecimal(number).isInteger
    case (.number, .number): true
    case (.id, .string(let text)), (.integer, .string(let text)):
      !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    case (.number, .string(let text)):
      (try? JSONValue.parse(text)).map { $0.double != nil && $0.equals(value) } ?? false
    case (.boolean, .bool): true
    case (.boolean, .string(let text)): text.isIdentical(to: "true") || text.isIdentical(to: "false")
    case (.text, .string): true
    case (.text, .number), (.text, .bool): true
    case (.words(let words), .string(let text)): words.contains { $0.isIdentical(to: text) }
    case (.json, _): true
    default: false
    }
  }
}

/// Contradictory conditions of one entry.
enum Contradiction {
  /// Why the conditions can never all be met; nil if no contradiction was found.
  static func of(_ conditions: [Condition]) -> String? {
    for (index, first) in conditions.enumerated() {
      for second in conditions.dropFirst(index + 1)
      where first.path == second.path && (contradict(first, second) || contradict(second, first)) {
        return "\(first.name) and \(second.name) contradict each other"
      }
    }
    return nil
  }

  private static func contradict(_ first: Condition, _ second: Condition) -> Bool {
    switch (first.test, second.test) {
    case (.exists(false), .exists(let expected)): expected
    case (.exists(false), .equals(let value)): !value.isNull
    case (.exists(false), .compares), (.exists(false), .matches), (.exists(false), .contains): true
    // Only one value is left, which must pass the other test.
    case (.equals(let value), _): !second.isSatisfied(value)
    case (.compares(let low, let over), .compares(let high, let under)): isEmpty(from: low, over, to: high, under)
    default: false
    }
  }

  private static func isEmpty(
    from low: JSONNumber, _ over: Condition.Operator, to high: JSONNumber, _ under: Condition.Operator
  ) -> Bool {
    guard over == .gt || over == .gte, under == .lt || under == .lte else { return false }
    let order = ExactDecimal.compare(low, high)
    return order == .greater || (order == .equal && (over == .gt || under == .lt))
  }
}
