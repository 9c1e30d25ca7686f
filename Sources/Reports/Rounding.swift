import Basics

/// How lengths are rounded.
struct Rounding: Equatable, Sendable {
  enum Mode: String, Sendable, CaseIterable {
    case up, down, nearest
  }

  /// What is rounded before it is summed.
  enum Unit: String, Sendable, CaseIterable {
    case entry, group
  }

  /// Seconds a result is a multiple of.
  var step: Int
  var mode = Mode.nearest
  var unit = Unit.entry

  /// Reads `15m`, `15m:up` or `0:15:nearest`.
  init(_ word: String, unit: Unit = .entry) throws(TTError) {
    self.unit = unit
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    var length = word
    if parts.count > 1, let last = parts.last, last.utf8.contains(where: { !(0x30...0x39).contains($0) }) {
      guard let known = Mode(rawValue: last) else {
        let modes = Mode.allCases.map(\.rawValue)
        let nearest = Spelling.closestMatch(to: last, among: modes).map { "did you mean \($0)?" }
        throw .usage("--round ends in \(Shell.quoted(last)); it takes \(modes.joined(separator: ", "))", hint: nearest)
      }
      mode = known
      length = parts.dropLast().joined(separator: ":")
    }
    guard let seconds = DurationText.parse(length), seconds > 0, seconds <= 86_400 else {
      throw .usage("--round is \(Shell.quoted(word)); it takes a length up to a day, as 15m, 6m:up or 1h:down")
    }
    step = seconds
  }

  /// The multiple of the step; half a step is rounded up.
  func apply(_ seconds: Int) -> Int {
    let rest = ((seconds % step) + step) % step
    let lower = seconds - rest
    let rises =
      switch mode {
      case .up: rest > 0
      case .down: false
      case .nearest: rest * 2 >= step
      }
    return rises ? lower + step : lower
  }
}
