/// A pattern as a list of instructions (Thompson's construction).
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    case scalar(UInt32)
    case folded(UInt32)
    case set(Int)
    /// Continues at both instructions.
    case split(Int, Int)
    case jump(Int)
    case assertion(PatternAssertion)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [ScalarSet] = []
  /// True if a match can only start at the start of the text.
  let isAnchored: Bool
  private var work = 0

  /// The maximum number of instructions. In the worst case, each costs a step for every scalar of a text.
  static let maxInstructions = 5000

  init(_ node: PatternNode) throws(PatternError) {
    isAnchored = Self.isAnchored(node)
    try compile(node)
    try emit(.match)
  }

  private mutating func emit(_ instruction: Instruction) throws(PatternError) {
    guard instructions.count < Self.maxInstructions else { throw Self.tooLarge }
    instructions.append(instruction)
  }

  private static let tooLarge = PatternError(
    message: "the expression is too large: its repetitions expand to more than \(maxInstructions) steps", column: 1)

  private mutating func compile(_ node: PatternNode) throws(PatternError) {
    // Repetitions of nothing emit nothing but can be nested deeply.
    work += 1
    guard work <= 20 * Self.maxInstructions else { throw Self.tooLarge }
    switch node {
    case .empty: break
    case .scalar(let scalar): try emit(.scalar(scalar))
    case .folded(let scalar): try emit(.folded(scalar))
    case .set(let set):
      sets.append(set)
      try emit(.set(sets.count - 1))
    case .assertion(let assertion): try emit(.assertion(assertion))
    case .sequence(let nodes): for node in nodes { try compile(node) }
    case .choice(let nodes): try compile(choice: nodes)
    case .repetition(let node, let minimum, let maximum): try compile(node, minimum: minimum, maximum: maximum)
    }
  }

  private mutating func compile(choice nodes: [PatternNode]) throws(PatternError) {
    var jumps: [Int] = []
    for (index, node) in nodes.enumerated() {
      let split = instructions.count
      let isLast = index == nodes.count - 1
      if !isLast { try emit(.split(split + 1, split + 1)) }
      try compile(node)
      if isLast { break }
      jumps.append(instructions.count)
      try emit(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func compile(_ node: PatternNode, minimum: Int, maximum: Int?) throws(PatternError) {
    for _ in 0..<minimum { try compile(node) }
    if let maximum {
      var splits: [Int] = []
      for _ in minimum..<maximum {
        splits.append(instructions.count)
        try emit(.split(instructions.count + 1, 0))
        try compile(node)
      }
      for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    } else {
      let split = instructions.count
      try emit(.split(split + 1, 0))
      try compile(node)
      try emit(.jump(split))
      instructions[split] = .split(split + 1, instructions.count)
    }
  }

  private static func isAnchored(_ node: PatternNode) -> Bool {
    switch node {
    case .assertion(.textStart): true
    case .sequence(let nodes): nodes.first.map(isAnchored) ?? false
    case .choice(let nodes): nodes.allSatisfy(isAnchored)
    case .repetition(let node, let minimum, _): minimum > 0 && isAnchored(node)
    default: false
    }
  }
}
