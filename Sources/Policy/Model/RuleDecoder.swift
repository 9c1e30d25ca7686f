import Basics

extension PolicyDecoder {
  /// The two lists of rules a tool can have.
  enum RuleList: String {
    case require
    case denyIf = "deny_if"
  }

  /// Reads `require` or `deny_if` of a tool.
  mutating func readRules(_ tool: JSONObject, _ kind: RuleList, at place: JSONPointer) -> [Rule] {
    let place = place.appending(kind.rawValue)
    guard let value = tool[kind.rawValue], let elements = list(value, place) else { return [] }
    return elements.enumerated().compactMap { index, element in
      let entry = place.appending(index)
      guard var rule = readRule(element, entry) else { return nil }
      rule.identifier = place.appending(rule.conditions.first?.name ?? String(index)).text
      return rule
    }
  }

  /// Reads an entry, which lists its conditions or is itself the only condition.
  private mutating func readRule(_ value: JSONValue, _ place: JSONPointer) -> Rule? {
    guard let object = object(value, place) else { return nil }
    let flat = ["path", "op", "value"]
    let isFlat = object["conditions"] == nil && flat.contains { object[$0] != nil }
    checkKeys(object, at: place, known: ["conditions"] + flat + ["on_deny", "action"])
    var conditions: [Condition] = []
    if isFlat {
      if let condition = readCondition(object, place) { conditions = [condition] }
    } else if let list = object["conditions"] {
      for key in flat where object[key] != nil {
        add(place.appending(key), "\"\(key)\" cannot be combined with \"conditions\"; move it into the list")
      }
      conditions = readConditions(list, place.appending("conditions"))
    } else {
      add(
        place,
        "\"conditions\" is missing: expected a list of {\"path\", \"op\", \"value\"}, or [] to match every call")
    }
    let onDeny = readText(object, "on_deny", at: place)
    let action: Rule.Action? = choice(object, "action", at: place)
    return Rule(conditions: conditions, onDeny: onDeny, action: action ?? .deny, identifier: "")
  }

  private mutating func readConditions(_ value: JSONValue, _ place: JSONPointer) -> [Condition] {
    guard let elements = list(value, place) else { return [] }
    return elements.enumerated().compactMap { index, element in
      let entry = place.appending(index)
      guard let object = object(element, entry) else { return nil }
      checkKeys(object, at: entry, known: ["path", "op", "value"])
      return readCondition(object, entry)
    }
  }

  private mutating func readCondition(_ object: JSONObject, _ place: JSONPointer) -> Condition? {
    checkPresent(object, at: place, ["path", "op", "value"])
    let path = object["path"].flatMap { readPath($0, place.appending("path")) }
    let op: Condition.Operator? = choice(object, "op", at: place)
    guard let op, let value = object["value"] else { return nil }
    let test = readTest(op, value, at: place.appending("value"))
    guard let path, let test else { return nil }
    return Condition(path: path, op: op, value: value, test: test)
  }

  private mutating func readTest(
    _ op: Condition.Operator, _ value: JSONValue, at place: JSONPointer
  ) -> Condition.Test? {
    switch op {
    case .eq: return .equals(value)
    case .neq: return .differs(value)
    case .contains: return .contains(value)
    case .isIn, .notIn:
      guard let values = value.array else { return wrongValue(value, for: op, expected: "a list", at: place) }
      return op == .isIn ? .isAmong(values) : .isNotAmong(values)
    case .lt, .lte, .gt, .gte:
      guard case .number(let number) = value else { return wrongValue(value, for: op, expected: "a number", at: place) }
      return .compares(number, op)
    case .exists:
      guard let flag = value.bool else { return wrongValue(value, for: op, expected: "true or false", at: place) }
      return .exists(flag)
    case .regex:
      guard let text = value.string else {
        return wrongValue(value, for: op, expected: "a regular expression as text", at: place)
      }
      do throws(PatternError) {
        let pattern = try Pattern(text)
        patternSteps += pattern.size
        if patternSteps > Self.maxPatternSteps, patternSteps - pattern.size <= Self.maxPatternSteps {
          add(place, "the regular expressions of the policy are too large together, with this one")
        }
        return .matches(pattern)
      } catch {
        add(place, "invalid regular expression at character \(error.column): \(error.message)")
        return nil
      }
    }
  }

  private mutating func wrongValue(
    _ value: JSONValue, for op: Condition.Operator, expected: String, at place: JSONPointer
  ) -> Condition.Test? {
    add(place, "\"\(op.rawValue)\" expects \(expected), not \(describe(value))")
    return nil
  }
}
