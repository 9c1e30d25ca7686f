/// One search for a pattern (Pike's simulation): all places of the program that are reached, scalar by scalar.
struct PatternSearch {
  private let program: PatternProgram
  /// The instructions that wait for a scalar here, each once.
  private var current: [Int] = []
  /// Those reached since.
  private var next: [Int] = []
  /// For each instruction the step at which it was last reached.
  private var reached: [Int]
  private var step = 0
  private var pending: [Int] = []

  init(_ program: PatternProgram) {
    self.program = program
    reached = [Int](repeating: -1, count: program.instructions.count)
  }

  /// True when the pattern matches anywhere in the text.
  mutating func run(_ text: String) -> Bool {
    var scalars = text.unicodeScalars.makeIterator()
    var before: UInt32?
    var after = scalars.next()?.value
    while true {
      // A match may begin at every place, unless the pattern is bound to the first.
      if before == nil || !program.isAnchored {
        if reach(0, before, after) { return true }
      } else if next.isEmpty {
        return false
      }
      guard let scalar = after else { return false }
      swap(&current, &next)
      next.removeAll(keepingCapacity: true)
      before = scalar
      after = scalars.next()?.value
      step += 1
      for place in current where takes(place, scalar) {
        if reach(place + 1, before, after) { return true }
      }
    }
  }

  private func takes(_ place: Int, _ scalar: UInt32) -> Bool {
    switch program.instructions[place] {
    case .scalar(let wanted): scalar == wanted
    case .folded(let wanted): CaseFolding.fold(scalar) == wanted
    case .set(let index): program.sets[index].contains(scalar)
    case .split, .jump, .assertion, .match: false
    }
  }

  /// Follows everything that takes no scalar from an instruction on.
  ///
  /// - Returns: true when that is a match.
  private mutating func reach(_ place: Int, _ before: UInt32?, _ after: UInt32?) -> Bool {
    pending.append(place)
    while let place = pending.popLast() {
      if reached[place] == step { continue }
      reached[place] = step
      switch program.instructions[place] {
      case .scalar, .folded, .set: next.append(place)
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .assertion(let assertion):
        if assertion.holds(before: before, after: after) { pending.append(place + 1) }
      case .match: return true
      }
    }
    return false
  }
}
