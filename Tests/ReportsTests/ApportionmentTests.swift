import Reports
import TestSupport
import Testing

@Suite("Rounding to a given sum") struct ApportionmentTests {
  @Test("three times 20 minutes and 20 seconds add up in hours with four decimals")
  func thirds() {
    var hours = Apportionment(numerator: 10_000, denominator: 3600)
    #expect((0..<3).map { _ in hours.next(1220) } == [3389, 3389, 3389])
  }

  @Test("rounded amounts add up to the rounded sum, and each is within one unit of its own value", arguments: 1...200)
  func sums(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let amounts = (0..<Int.random(in: 1...40, using: &random)).map { _ in Int.random(in: -50...90_000, using: &random) }
    var hours = Apportionment(numerator: 10_000, denominator: 3600)
    let rounded = amounts.map { hours.next($0) }
    let sum = Double(amounts.reduce(0, +)) * 10_000 / 3600
    #expect(abs(Double(rounded.reduce(0, +)) - sum) <= 0.5)
    for (amount, rounded) in zip(amounts, rounded) {
      #expect(abs(Double(rounded) - Double(amount) * 10_000 / 3600) < 1.001)
    }
  }
}
