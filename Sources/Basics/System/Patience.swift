/// How long to wait for another process: for a lock it holds, or for data it writes.
public struct Patience: Sendable, Equatable {
  /// The longest wait in seconds while nothing happens.
  public var idle: Double
  /// The longest wait in seconds in all.
  public var total: Double

  /// A wait by both measures, in seconds.
  public init(idle: Double, total: Double) {
    self.idle = idle
    self.total = total
  }

  /// Two seconds while nothing happens, and half a minute as long as others make progress.
  public static let standard = Patience(idle: 2, total: 30)
  /// A fifth of a second: enough for processes that are at work, for what can be done without.
  public static let brief = Patience(idle: 0.2, total: 0.2)

  /// A wait that has begun.
  struct Wait {
    private let patience: Patience
    private let end: Double
    private var idleEnd: Double

    init(_ patience: Patience) {
      self.patience = patience
      let now = MonotonicClock.now
      end = now + patience.total
      idleEnd = now + patience.idle
    }

    /// The seconds until the wait is over; 0 if it is.
    var remaining: Double { max(0, min(end, idleEnd) - MonotonicClock.now) }

    /// Notes that something has happened.
    mutating func restart() { idleEnd = MonotonicClock.now + patience.idle }
  }
}
