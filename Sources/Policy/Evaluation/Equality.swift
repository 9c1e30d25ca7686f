import Basics

extension JSONValue {
  /// Equality as `eq` means it: numbers by value, texts by code points, a number and a text when the text is the number's
  /// plain decimal form, a boolean and a text when the text is `true` or `false`; lists and objects by their parts.
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
