import Basics

/// Changes that a store did not take in time, made in the background by a process that stays. A change names a call by its
/// ID, so that it is made once, whatever became of an earlier attempt.
final class LateChanges: Sendable {
  /// Makes a change.
  typealias Change = @Sendable () throws(TTError) -> Void

  /// The most that wait at a time.
  static let most = 1000
  /// How long a change is tried again, in seconds.
  static let patience = 60.0

  private struct State: Sendable {
    var waiting: [(change: Change, end: Double)] = []
    var hasThread = false
  }

  private let state = Guarded(State())

  /// The number of changes that wait.
  var count: Int { state.with { $0.waiting.count } }

  /// Tries a change again, in the order in which they came, until it is made, refused, or out of time.
  ///
  /// - Returns: false if too many wait.
  func add(_ change: @escaping Change) -> Bool {
    let (isTaken, needsThread) = state.with { state in
      if state.waiting.count >= Self.most { return (false, false) }
      state.waiting.append((change, MonotonicClock.now + Self.patience))
      defer { state.hasThread = true }
      return (true, !state.hasThread)
    }
    if needsThread, !Threads.start({ self.run() }) {
      state.with { $0 = State() }
      return false
    }
    return isTaken
  }

  private func run() {
    var pause = 0.1
    while let next = next() {
      usleep(UInt32(pause * 1_000_000))
      do throws(TTError) {
        try next.change()
        pause = 0.1
      } catch {
        pause = min(5, pause * 2)
        if error.failure == .network, MonotonicClock.now < next.end { continue }
      }
      state.with { _ = $0.waiting.removeFirst() }
    }
  }

  private func next() -> (change: Change, end: Double)? {
    state.with { state in
      if state.waiting.isEmpty { state.hasThread = false }
      return state.waiting.first
    }
  }
}
