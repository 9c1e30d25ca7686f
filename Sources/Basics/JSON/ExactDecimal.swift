/// A JSON number as digits and an exponent, so that integers of any size compare exactly and `1e999999999` need never
/// be expanded.
public struct ExactDecimal: Sendable {
  /// The order of two numbers.
  public enum Order: Sendable {
    case less, equal, greater
  }

  /// The number as written.
  let number: JSONNumber
  let isNegative: Bool
  /// The digits without leading and trailing zeros; none for zero. The value is `0.d₁d₂d₃… × 10^point`.
  let digits: [UInt8]
  let point: Int

  /// Larger than any exponent that matters in a literal tt reads; keeps sums from overflowing.
  private static let maxExponent = Int.max / 4

  /// Decomposes a number.
  public init(_ number: JSONNumber) {
    self.number = number
    var digits: [UInt8] = []
    var whole = 0
    var isFraction = false
    var exponent = 0
    var literal = Substring(number.literal).utf8
    isNegative = literal.first == UInt8(ascii: "-")
    if isNegative { literal.removeFirst() }
    while let byte = literal.popFirst() {
      switch byte {
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        let down = literal.first == UInt8(ascii: "-")
        exponent = Int(Substring(literal)) ?? (down ? -Self.maxExponent : Self.maxExponent)
        literal = Substring().utf8
      default:
        digits.append(byte - UInt8(ascii: "0"))
        if !isFraction { whole += 1 }
      }
    }
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    point = digits.isEmpty ? 0 : max(-Self.maxExponent, min(Self.maxExponent, exponent)) + whole - leading
  }

  /// Compares two numbers by value.
  public static func compare(_ left: JSONNumber, _ right: JSONNumber) -> Order {
    // Nearly all numbers are plain integers, which need not be decomposed.
    if let left = Int(left.literal), let right = Int(right.literal) {
      return left < right ? .less : left > right ? .greater : .equal
    }
    return ExactDecimal(left).compare(ExactDecimal(right))
  }

  /// True for a value without a fraction, including `1.0` and `1e3`.
  public var isInteger: Bool { point >= digits.count }

  /// Compares by value: integers exactly, other numbers as doubles if both are finite.
  private func compare(_ other: ExactDecimal) -> Order {
    if !isInteger || !other.isInteger {
      let (left, right) = (number.double, other.number.double)
      if left.isFinite, right.isFinite { return left < right ? .less : left > right ? .greater : .equal }
    }
    return compareExactly(other)
  }

  private func compareExactly(_ other: ExactDecimal) -> Order {
    let (sign, otherSign) = (sign, other.sign)
    guard sign == otherSign else { return sign < otherSign ? .less : .greater }
    let isSmaller = point == other.point ? digits.lexicographicallyPrecedes(other.digits) : point < other.point
    if point == other.point, digits == other.digits { return .equal }
    return isSmaller != (sign < 0) ? .less : .greater
  }

  /// -1, 0 or 1; zero has no sign, however it is written.
  public var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

  /// True if a text is the number's plain decimal form: without exponent, `+` or redundant zeros.
  public func isCanonicalText(_ text: String) -> Bool {
    // Compared as digits: the plain form of a large exponent would be too long to write.
    let unsigned = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    guard !unsigned.isEmpty, unsigned.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
      case .number(let other)? = try? JSONValue.parse(text)
    else { return false }
    let hasRedundantZero = unsigned.contains(UInt8(ascii: ".")) && unsigned.last == UInt8(ascii: "0")
    let isMinusZero = text.isIdentical(to: "-0")
    return !hasRedundantZero && !isMinusZero && compareExactly(ExactDecimal(other)) == .equal
  }

  /// The integer part, truncated towards zero; nil if it does not fit 64 bits.
  public var whole: Int? {
    guard point > 0 else { return 0 }
    guard point <= 19 else { return nil }
    let integerDigits = digits.prefix(point) + [UInt8](repeating: 0, count: max(0, point - digits.count))
    return Int((isNegative ? "-" : "") + integerDigits.map(String.init).joined())
  }
}
