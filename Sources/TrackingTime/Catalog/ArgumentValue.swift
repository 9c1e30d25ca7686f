import Basics

/// The value of an argument, converted to its parameter's type. Policies, limits, approvals and requests all use this
/// value, so `42`, `"42"` and `42.0` are equal.
public enum ArgumentValue: Sendable, Equatable {
  /// An ID, a count or a number of seconds.
  case integer(Int)
  /// Hours or an amount of money, in the shortest decimal form.
  case number(JSONNumber)
  case boolean(Bool)
  /// A name, free text, a day or one of several words.
  case text(String)
  /// A point in time, and the text it was read from.
  case time(TimeExpression, text: String)
  /// A calendar day, the text it was read from, and which day a weekday's name means.
  case day(DayExpression, text: String, DayExpression.Direction)
  /// A UTC offset.
  case offset(UTCOffset)
  /// The name of a time zone.
  case zone(String)
  /// A list of objects.
  case json(JSONValue)
  /// A list of IDs.
  case ids([Int])

  /// The value as JSON. A time or day is the text it was read from.
  public var json: JSONValue {
    switch self {
    case .integer(let value): JSONValue(value)
    case .number(let number): .number(number)
    case .boolean(let flag): .bool(flag)
    case .text(let text), .time(_, let text), .day(_, let text, _), .zone(let text): .string(text)
    case .offset(let offset): .string(offset.gmtText)
    case .json(let value): value
    case .ids(let ids): .array(ids.map { JSONValue($0) })
    }
  }

  /// The value as sent in a path, query or form.
  var wireText: String {
    if case .ids(let ids) = self {
      return JSONValue.array(ids.map { ["id": JSONValue($0)] }).compact
    }
    switch json {
    case .string(let text): return text
    case .number(let number): return number.literal
    case let other: return other.compact
    }
  }
}

/// The arguments of a call in the catalog's types, in the given order.
public struct ArgumentValues: Sendable, ExpressibleByDictionaryLiteral {
  private struct Member {
    let name: String
    var value: ArgumentValue
  }

  private var members: [Member]

  /// Arguments written as a dictionary literal, in the order of the literal.
  public init(dictionaryLiteral elements: (String, ArgumentValue)...) {
    members = elements.map { Member(name: $0.0, value: $0.1) }
  }

  /// The names, in order.
  public var names: [String] { members.map(\.name) }

  /// The value of an argument. Setting replaces the value in place or appends it; setting nil removes it.
  public subscript(name: String) -> ArgumentValue? {
    get { members.first { $0.name.isIdentical(to: name) }?.value }
    set {
      guard let index = members.firstIndex(where: { $0.name.isIdentical(to: name) }) else {
        if let newValue { members.append(Member(name: name, value: newValue)) }
        return
      }
      if let newValue { members[index].value = newValue } else { members.remove(at: index) }
    }
  }

  /// The integer under a name.
  public func integer(_ name: String) -> Int? {
    if case .integer(let value)? = self[name] { value } else { nil }
  }

  /// The IDs under a name.
  public func ids(_ name: String) -> [Int]? {
    if case .ids(let ids)? = self[name] { ids } else { nil }
  }

  /// The text under a name.
  public func text(_ name: String) -> String? {
    if case .text(let text)? = self[name] { text } else { nil }
  }

  /// The point in time under a name.
  public func time(_ name: String) -> TimeExpression? {
    if case .time(let expression, _)? = self[name] { expression } else { nil }
  }

  /// True if the argument is given as `true`.
  public func isTrue(_ name: String) -> Bool { self[name] == .boolean(true) }

  /// The arguments as a JSON object.
  public var json: JSONObject { JSONObject(members.map { .init(key: $0.name, value: $0.value.json) }) }

  /// These arguments merged with others, which replace those of the same name.
  func merging(_ others: ArgumentValues) -> ArgumentValues {
    others.members.reduce(into: self) { $0[$1.name] = $1.value }
  }
}
