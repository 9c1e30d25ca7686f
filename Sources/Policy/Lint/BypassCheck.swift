import Basics

extension Linter {
  /// Warns of a `deny_if` that does not fire when the caller leaves the argument out or gives it as another type, unless
  /// a `require` on the same argument sees to that.
  mutating func checkBypass(_ rule: Rule, _ require: [Rule], _ tool: ToolSignature, _ entry: JSONPointer) {
    for (index, condition) in rule.conditions.enumerated() where condition.path.steps.count == 1 {
      guard let argument = tool.argument(condition.path.steps[0]) else { continue }
      let guards = require.flatMap(\.conditions).filter { $0.path == condition.path }
      var ways: [String] = []
      if Self.isMissed(condition, argument, tool), !guards.contains(where: Self.needsValue) {
        ways.append(argument.name + " is left out")
      }
      if Self.isRetyped(condition, argument), !guards.contains(where: { Self.seesType(of: condition, $0) }) {
        ways.append("\(argument.name) comes as \(condition.takesTexts ? "a number" : "text")")
      }
      guard !ways.isEmpty else { continue }
      let place = rule.conditions.count == 1 ? entry : entry.appending("conditions").appending(index)
      warn(
        place,
        "\(condition.name) does not fire when \(ways.joined(separator: " or ")); \(Self.advice(condition, isAlone: rule.conditions.count == 1))"
      )
    }
  }

  /// True when leaving the argument out is a way to get what the condition denies.
  private static func isMissed(
    _ condition: Condition, _ argument: ToolSignature.Argument, _ tool: ToolSignature
  ) -> Bool {
    if argument.isRequired { return false }
    switch condition.test {
    case .compares, .differs, .isNotAmong: return true
    case .equals, .isAmong:
      // The same thing can be given by its name instead of its number, and the other way around.
      let name = argument.name
      let twin = name.hasSuffix("_id") ? name.dropLast(3) + "_name" : name.dropLast(5) + "_id"
      return (name.hasSuffix("_id") || name.hasSuffix("_name")) && tool.argument(String(twin)) != nil
    case .matches, .contains, .exists: return false
    }
  }

  /// True when the argument can be given as a type the condition does not look at.
  private static func isRetyped(_ condition: Condition, _ argument: ToolSignature.Argument) -> Bool {
    guard argument.kind == .id || argument.kind == .integer else { return false }
    if case .compares = condition.test { return true }
    return condition.takesTexts
  }

  /// True for a condition that holds for no missing argument.
  private static func needsValue(_ condition: Condition) -> Bool {
    if case .exists(let wanted) = condition.test { return wanted }
    return true
  }

  /// True for a condition that holds for no value of the type another one overlooks.
  private static func seesType(of other: Condition, _ condition: Condition) -> Bool {
    switch condition.test {
    case .compares: !other.takesTexts
    case .matches, .contains: other.takesTexts
    case .equals, .isAmong: true
    case .differs, .isNotAmong, .exists: false
    }
  }

  /// - Parameter isAlone: false among conditions that only deny together, whose opposites must not be required one by one.
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
