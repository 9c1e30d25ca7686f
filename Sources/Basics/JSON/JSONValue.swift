/// A JSON value that preserves the order of members and the exact digits of numbers.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The text, if this is a string.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The integer, if this is a number with an integral value that fits 64 bits.
  public var int: Int? {
    if case .number(let number) = self { number.int } else { nil }
  }

  /// The number as a double, if this is a number.
  public var double: Double? {
    if case .number(let number) = self { number.double } else { nil }
  }

  /// The boolean, if this is one. Numbers and strings are not converted.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The elements, if this is an array.
  public var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The object, if this is one.
  public var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// True for JSON `null`.
  public var isNull: Bool { self == .null }

  /// A member of the object; nil if this is not an object or has no such member.
  public subscript(key: String) -> JSONValue? { object?[key] }

  /// The kind of value, for messages: `text`, `a number`, `true or false`, `a list`, `an object`, `null`.
  public var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// A JSON number kept as its literal, so that IDs beyond 53 bits stay exact.
public struct JSONNumber: Sendable, Hashable {
  /// The number as written, in JSON's grammar.
  public let literal: String

  /// Wraps an integer.
  public init(_ value: Int) { literal = String(value) }

  /// Wraps a finite double; nil for infinities and NaN, which JSON cannot represent.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    if value == value.rounded(), value.magnitude < 1e15 {
      literal = String(Int(value))
    } else {
      literal = "\(value)"
    }
  }

  /// Wraps a literal that the caller has checked against JSON's grammar.
  init(checkedLiteral: String) { literal = checkedLiteral }

  /// The integer, if the value is integral and fits 64 bits; includes `1.0` and `1e3`.
  public var int: Int? {
    if let plain = Int(literal) { return plain }
    // Computed from the digits: a fraction too small for a double must not be lost.
    let mantissa = literal.utf8.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
    let fraction = mantissa.firstIndex(of: UInt8(ascii: ".")).map { mantissa[$0...].count - 1 } ?? 0
    var digits = mantissa.filter { (0x30...0x39).contains($0) }.drop { $0 == 0x30 }
    guard !digits.isEmpty else { return 0 }
    let power = mantissa.count < literal.utf8.count ? Int(Substring(literal.utf8.dropFirst(mantissa.count + 1))) : 0
    guard let power, power.magnitude < 1 << 32 else { return nil }
    var zeros = power - fraction
    while digits.last == 0x30 {
      digits.removeLast()
      zeros += 1
    }
    guard zeros >= 0, digits.count + zeros <= 19 else { return nil }
    let sign = literal.utf8.first == UInt8(ascii: "-") ? "-" : ""
    return Int(sign + String(decoding: digits, as: UTF8.self) + String(repeating: "0", count: zeros))
  }

  /// The nearest double; infinite if the literal is out of range.
  public var double: Double { Double(literal) ?? .infinity }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A number.
  public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object, in the order of the literal.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONObject.Member(key: $0.0, value: $0.1) }))
  }
  /// JSON `null`.
  public init(nilLiteral: ()) { self = .null }
  /// A number from an integer.
  public init(_ value: Int) { self = .number(JSONNumber(value)) }
}
