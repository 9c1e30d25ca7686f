import Basics

extension PolicyDecoder {
  /// The two lists of rules a tool can have.
  enum RuleList: String {
    case require
    case denyIf = "deny_if"
  }

  /// Reads `require` or `deny_if` of a tool.
  mutating func readRules(_ tool: JSONObject, _ kind: RuleList, of name: String, _ place: JSONPointer) -> [Rule] {
    let place = place.appending(kind.rawValue)
    guard let value = tool[kind.rawValue], let elements = list(value, place) else { return [] }
    return elements.enumerated().compactMap { index, element in
      let entry = place.appending(index)
      guard var rule = readRule(element, entry) else { return nil }
      rule.identifier = place.appending(rule.conditions.first?.name ?? String(index)).text
      return rule
    }
  }

  /// An entry has its conditions in a list, or is itself the only one.
  private mutating func readRule(_ value: JSONValue, _ place: JSONPointer) -> Rule? {
    guard let object = object(value, place) else { return nil }
    let flat = ["path", "op", "value"]
    let isFlat = object["conditions"] == nil && flat.contains { object[$0] != nil }
    checkKeys(object, place, known: ["conditions"] + flat + ["on_deny", "action"])
    var conditions: [Condition] = []
    if isFlat {
      if let condition = readCondition(object, place) { conditions = [condition] }
    } else if let list = object["conditions"] {
      for key in flat where object[key] != nil {
        add(place.appending(key), "\"\(key)\" and \"conditions\" exclude each other; move it into the list")
      }
      conditions = readConditions(list, place.appending("conditions"))
    } else {
      add(place, "\"conditions\" is missing: a list of {\"path\", \"op\", \"value\"}, [] for always")
    }
    let onDeny = readText(object, "on_deny", place)
    let action: Rule.Action? = choice(object, "action", place)
    return Rule(conditions: conditions, onDeny: onDeny, action: action ?? .deny, identifier: "")
  }

  private mutating func readConditions(_ value: JSONValue, _ place: JSONPointer) -> [Condition] {
    guard let elements = list(value, place) else { return [] }
    return elements.enumerated().compactMap { index, element in
      let entry = place.appending(index)
      guard let object = object(element, entry) else { return nil }
      checkKeys(object, entry, known: ["path", "op", "value"])
      return readCondition(object, entry)
    }
  }

  private mutating func readCondition(_ object: JSONObject, _ place: JSONPointer) -> Condition? {
    checkPresent(object, place, ["path", "op", "value"])
    let path = object["path"].flatMap { readPath($0, place.appending("path")) }
    let op: Condition.Operator? = choice(object, "op", place)
    guard let op, let value = object["value"] else { return nil }
    let test = readTest(op, value, place.appending("value"))
    guard let path, let test else { return nil }
    return Condition(path: path, op: op, value: value, test: test)
  }

  private mutating func readTest(
    _ op: Condition.Operator, _ value: JSONValue, _ place: JSONPointer
  ) -> Condition.Test? {
    switch op {
    case .eq: return .equals(value)
    case .neq: return .differs(value)
    case .contains: return .contains(value)
    case .isIn, .notIn:
      guard let values = value.array else { return wrongValue(op, "a list", value, place) }
      return op == .isIn ? .isAmong(values) : .isNotAmong(values)
    case .lt, .lte, .gt, .gte:
      guard case .number(let number) = value else { return wrongValue(op, "a number", value, place) }
      return .compares(number, op)
    case .exists:
      guard let flag = value.bool else { return wrongValue(op, "true or false", value, place) }
      return .exists(flag)
    case .regex:
      guard let text = value.string else { return wrongValue(op, "a regular expression as text", value, place) }
      do throws(PatternError) {
        return .matches(try Pattern(text))
      } catch {
        add(place, "the regular expression is wrong at its character \(error.column): \(error.message)")
        return nil
      }
    }
  }

  private mutating func wrongValue(
    _ op: Condition.Operator, _ expected: String, _ value: JSONValue, _ place: JSONPointer
  ) -> Condition.Test? {
    add(place, "\"\(op.rawValue)\" takes \(expected), not \(show(value))")
    return nil
  }
}
