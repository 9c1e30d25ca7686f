import Basics

extension Linter {
  /// Warns about a `deny_if` that a caller can bypass by omitting the argument or giving it as another type, unless a
  /// `require` on the same argument prevents that.
  mutating func checkBypass(of rule: Rule, require: [Rule], tool: ToolSignature, at entry: JSONPointer) {
    for (index, condition) in rule.conditions.enumerated() where condition.path.steps.count == 1 {
      guard let argument = tool.argument(condition.path.steps[0]) else { continue }
      let guards = require.flatMap(\.conditions).filter { $0.path == condition.path }
      var ways: [String] = []
      if Self.isBypassedByOmission(condition, argument, of: tool), !guards.contains(where: Self.needsValue) {
        ways.append(argument.name + " is omitted")
      }
      if Self.isBypassedByType(condition, argument), !guards.contains(where: { Self.checksType(of: condition, $0) }) {
        ways.append("\(argument.name) is given as \(condition.takesTexts ? "a number" : "text")")
      }
      guard !ways.isEmpty else { continue }
      let place = rule.conditions.count == 1 ? entry : entry.appending("conditions").appending(index)
      let advice = Self.advice(condition, isAlone: rule.conditions.count == 1)
      warn(place, "\(condition.name) does not match when \(ways.joined(separator: " or ")); \(advice)")
    }
  }

  /// True if omitting the argument lets a caller get what the condition denies.
  private static func isBypassedByOmission(
    _ condition: Condition, _ argument: ToolSignature.Argument, of tool: ToolSignature
  ) -> Bool {
    if argument.isRequired { return false }
    switch condition.test {
    case .compares, .differs, .isNotAmong: return true
    case .equals, .isAmong:
      // The same object can be given by name instead of ID, and vice versa.
      let name = argument.name
      let twin = name.hasSuffix("_id") ? name.dropLast(3) + "_name" : name.dropLast(5) + "_id"
      return (name.hasSuffix("_id") || name.hasSuffix("_name")) && tool.argument(String(twin)) != nil
    case .matches, .contains, .exists: return false
    }
  }

  /// True if the argument can be given as a type the condition does not match.
  private static func isBypassedByType(_ condition: Condition, _ argument: ToolSignature.Argument) -> Bool {
    guard argument.kind == .id || argument.kind == .integer else { return false }
    if case .compares = condition.test { return true }
    return condition.takesTexts
  }

  /// True for a condition that a missing argument does not meet.
  private static func needsValue(_ condition: Condition) -> Bool {
    if case .exists(let expected) = condition.test { return expected }
    return true
  }

  /// True for a condition that no value of the type the other one ignores can meet.
  private static func checksType(of other: Condition, _ condition: Condition) -> Bool {
    switch condition.test {
    case .compares: !other.takesTexts
    case .matches, .contains: other.takesTexts
    case .equals, .isAmong: true
    case .differs, .isNotAmong, .exists: false
    }
  }

  /// - Parameter isAlone: false for one of several conditions that deny together, whose opposites must not be required
  ///   one by one.
  private static func advice(_ condition: Condition, isAlone: Bool) -> String {
    let opposites: [Condition.Operator: Condition.Operator] = [
      .lt: .gte, .lte: .gt, .gt: .lte, .gte: .lt, .neq: .eq, .notIn: .isIn,
    ]
    let opposite = (isAlone ? opposites[condition.op] : nil).map { ($0.rawValue, condition.value) }
    let (op, value) = opposite ?? (Condition.Operator.exists.rawValue, true)
    let entry: JSONValue = ["path": .string(condition.path.text), "op": .string(op), "value": value]
    return "add to require: " + entry.compact
  }
}

extension Condition {
  /// True for the operators that look at texts only.
  fileprivate var takesTexts: Bool {
    switch test {
    case .matches, .contains: true
    default: false
    }
  }
}
