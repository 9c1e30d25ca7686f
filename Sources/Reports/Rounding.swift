/// How durations are rounded.
public struct Rounding: Equatable, Sendable {
  /// The direction.
  public enum Mode: String, Sendable, CaseIterable {
    /// Never down.
    case up
    /// Never up.
    case down
    /// To the nearest multiple of the step; half a step rounds up.
    case nearest
  }

  /// What is rounded before it is added up.
  public enum Unit: String, Sendable, CaseIterable {
    /// Each entry.
    case entry
    /// The sum of each group on the last level.
    case group
  }

  /// Results are multiples of this many seconds; at least 1.
  public var step: Int
  /// The direction.
  public var mode: Mode
  /// What is rounded.
  public var unit: Unit

  /// Rounding to multiples of `step` seconds, which must be positive.
  public init(step: Int, mode: Mode = .nearest, unit: Unit = .entry) {
    self.step = step
    self.mode = mode
    self.unit = unit
  }

  /// The multiple of the step for a duration in seconds.
  public func apply(_ seconds: Int) -> Int {
    let rest = ((seconds % step) + step) % step
    let lower = seconds - rest
    let roundsUp =
      switch mode {
      case .up: rest > 0
      case .down: false
      case .nearest: rest * 2 >= step
      }
    return roundsUp ? lower + step : lower
  }
}
