import Basics

/// How a run of many steps ends when a signal asks for it: after the step that it is at.
struct Interruption {
  /// From now on, signals are held back.
  var hold: () -> Void
  /// The signal that was held back; nil if there was none.
  var signal: () -> Int32?
  /// Sleeps for the given number of seconds, or until a signal is held back.
  var sleep: (Double) -> Void
  /// Ends the process by a signal.
  var end: (Int32) -> Void
}

/// Explains the unknown outcome when Ctrl-C, SIGTERM or a closed terminal interrupts a write request. At any other time
/// these signals end the process silently, unless they are held back.
enum InterruptHandler {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  nonisolated(unsafe) private static var isHolding = false
  nonisolated(unsafe) private static var isWriting = false
  nonisolated(unsafe) private static var held: Int32 = 0

  /// Called when a write request starts (true) and ends (false).
  static func setWriteInFlight(_ isWriting: Bool) {
    Self.isWriting = isWriting
    if !isHolding { handle(isWriting ? explain : SIG_DFL) }
  }

  /// Holds back the first signal that comes; a second one ends the process at once.
  static func hold() {
    isHolding = true
    handle(keep)
  }

  /// The signal that was held back.
  static var heldSignal: Int32? { held == 0 ? nil : held }

  /// Sleeps for the given number of seconds, or until a signal is held back.
  static func sleep(_ seconds: Double) {
    var (blocked, before) = (sigset_t(signals), sigset_t())
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    // A signal that came before is seen here, and a later one ends the sleep, which lets it in.
    guard held == 0 else { return }
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
    _ = pselect(0, nil, nil, nil, &time, &before)
  }

  /// Ends the process by a signal.
  static func end(_ number: Int32) {
    signal(number, SIG_DFL)
    raise(number)
  }

  private static func handle(_ handler: (@convention(c) (Int32) -> Void)?) {
    // A signal that was ignored when tt was started, as by nohup, stays ignored.
    for number in signals where !SignalDisposition.isIgnored(number) { signal(number, handler) }
  }

  private static let keep: @convention(c) (Int32) -> Void = { number in
    if held == 0 {
      held = number
    } else if isWriting {
      explain(number)
    } else {
      end(number)
    }
  }

  /// Makes async-signal-safe calls only; then the signal ends the process as usual.
  private static let explain: @convention(c) (Int32) -> Void = { number in
    let text: StaticString =
      "\ntt: interrupted while sending a change; its outcome is unknown; check with: tt status\n"
    _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    signal(number, SIG_DFL)
    raise(number)
  }
}
