import Basics

/// The end of the time for a query, with all that it takes.
struct Deadline: Sendable {
  /// A time of `MonotonicClock.now`.
  let end: Double
  /// Asks whether to give up at once; nil if nobody can want that.
  let isCancelled: (@Sendable () -> Bool)?

  /// How long a wait goes on before it is asked whether to give up, in seconds.
  private static let interval = 0.05

  /// The seconds that are left, 0 at least.
  var remaining: Double { max(0, end - MonotonicClock.now) }

  /// An earlier end after a number of seconds.
  func limited(to seconds: Double) -> Deadline {
    Deadline(end: min(end, MonotonicClock.now + seconds), isCancelled: isCancelled)
  }

  /// When a wait has to look up: at the end, or soon if it can be cancelled.
  var nextCheck: Double { isCancelled == nil ? end : min(end, MonotonicClock.now + Self.interval) }

  /// Fails if the time is over or the caller gave up. `reason` says what was waited for.
  func check(_ reason: @autoclosure () -> String) throws(ConnectionFailure) {
    if isCancelled?() == true { throw .cancelled }
    if remaining <= 0 { throw .timedOut(reason()) }
  }

  /// Waits for one of some events of a socket.
  func wait(for events: Int32, of socket: Int32, _ reason: @autoclosure () -> String) throws(ConnectionFailure) {
    while true {
      try check(reason())
      var entry = pollfd(fd: socket, events: Int16(events), revents: 0)
      // Rounded up, so that the last wait does not end just before the deadline, again and again.
      let milliseconds = max(1, min(60_000, ((nextCheck - MonotonicClock.now) * 1000).rounded(.up)))
      if poll(&entry, 1, Int32(milliseconds)) > 0 { return }
    }
  }

  /// Sleeps for a number of seconds, or until the time is over.
  func sleep(_ seconds: Double) {
    let end = min(self.end, MonotonicClock.now + seconds)
    while MonotonicClock.now < end, isCancelled?() != true {
      usleep(UInt32(max(0, min(Self.interval, end - MonotonicClock.now)) * 1_000_000))
    }
  }
}
