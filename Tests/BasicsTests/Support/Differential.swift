import Testing

/// The differences between two implementations. Only the first few are shown, since one error causes many.
struct Differences {
  private var count = 0
  private var first: [String] = []

  /// Adds a difference.
  mutating func note(_ difference: @autoclosure () -> String) {
    count += 1
    if first.count < 10 { first.append(difference()) }
  }

  /// Fails the test if there are any.
  func report(sourceLocation: SourceLocation = #_sourceLocation) {
    guard count > 0 else { return }
    let text = "\(count) differences, for example\n" + first.joined(separator: "\n")
    Issue.record(Comment(rawValue: text), sourceLocation: sourceLocation)
  }
}

/// Random numbers that are the same at every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to one below `bound`, which must not be 0.
  mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// True in so many of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// One of several things, of which there must be one.
  mutating func pick<Thing>(_ things: [Thing]) -> Thing { things[below(things.count)] }
}
