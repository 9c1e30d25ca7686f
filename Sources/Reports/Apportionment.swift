/// Rounds amounts one after the other so that the rounded ones always add up to the rounded sum: each is the difference
/// between two rounded running totals, and so less than one unit away from its own value.
public struct Apportionment: Sendable {
  private let numerator: Int
  private let denominator: Int
  private var sum = 0

  /// Amounts are multiplied by `numerator / denominator`, which must be positive, and rounded to integers.
  public init(numerator: Int, denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Rounds the next amount.
  public mutating func next(_ amount: Int) -> Int {
    let before = rounded
    sum += amount
    return rounded - before
  }

  /// The rounded sum so far.
  var rounded: Int {
    let value = sum * numerator
    return (value + (value < 0 ? -denominator / 2 : denominator / 2)) / denominator
  }
}
