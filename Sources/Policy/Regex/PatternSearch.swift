/// One search for a pattern (Pike's simulation), which tracks all reachable instructions scalar by scalar.
struct PatternSearch {
  private let program: PatternProgram
  /// The instructions waiting for the current scalar, without duplicates.
  private var current: [Int] = []
  /// Those waiting for the next scalar.
  private var next: [Int] = []
  /// For each instruction, the step at which it was last reached.
  private var reached: [Int]
  private var step = 0
  private var pending: [Int] = []

  init(_ program: PatternProgram) {
    self.program = program
    reached = [Int](repeating: -1, count: program.instructions.count)
  }

  /// True if the pattern matches anywhere in the text.
  mutating func run(_ text: String) -> Bool {
    var scalars = text.unicodeScalars.makeIterator()
    var before: UInt32?
    var after = scalars.next()?.value
    while true {
      // A match may start anywhere, unless the pattern is anchored.
      if before == nil || !program.isAnchored {
        if reach(0, before: before, after: after) { return true }
      } else if next.isEmpty {
        return false
      }
      guard let scalar = after else { return false }
      swap(&current, &next)
      next.removeAll(keepingCapacity: true)
      before = scalar
      after = scalars.next()?.value
      step += 1
      for place in current where accepts(place, scalar) {
        if reach(place + 1, before: before, after: after) { return true }
      }
    }
  }

  private func accepts(_ place: Int, _ scalar: UInt32) -> Bool {
    switch program.instructions[place] {
    case .scalar(let expected): scalar == expected
    case .folded(let expected): CaseFolding.fold(scalar) == expected
    case .set(let index): program.sets[index].contains(scalar)
    case .split, .jump, .assertion, .match: false
    }
  }

  /// Follows all instructions from `place` on that consume no scalar.
  ///
  /// - Returns: true if they lead to a match.
  private mutating func reach(_ place: Int, before: UInt32?, after: UInt32?) -> Bool {
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
        if assertion.isMet(before: before, after: after) { pending.append(place + 1) }
      case .match: return true
      }
    }
    return false
  }
}
