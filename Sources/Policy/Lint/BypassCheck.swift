import Basics

extension Linter {
  /// Warns about a `deny_if` that a caller can bypass by omitting the argument, unless a `require` on the same argument
  /// prevents that. Giving it as another type is no bypass: arguments have the catalog's types before they are evaluated.
  mutating func checkBypass(of rule: Rule, require: [Rule], tool: ToolSignature, at entry: JSONPointer) {
    for (index, condition) in rule.conditions.enumerated() where condition.path.steps.count == 1 {
      guard let argument = tool.argument(condition.path.steps[0]) else { continue }
      let guards = require.flatMap(\.conditions).filter { $0.path == condition.path }
      guard Self.isBypassedByOmission(condition, argument, of: tool), !guards.contains(where: Self.needsValue) else {
        continue
      }
      let place = rule.conditions.count == 1 ? entry : entry.appending("conditions").appending(index)
      let advice = Self.advice(condition, isAlone: rule.conditions.count == 1)
      warn(place, "\(condition.name) does not match when \(argument.name) is omitted; \(advice)")
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

  /// True for a condition that a missing argument does not meet.
  private static func needsValue(_ condition: Condition) -> Bool {
    if case .exists(let expected) = condition.test { return expected }
    return true
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
