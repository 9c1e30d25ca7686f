import Basics

/// What Ctrl-C and SIGTERM say while a write is under way. At any other time they end the process without a word.
enum InterruptHandler {
  /// Begins or ends the time in which an interruption leaves a write's outcome unknown.
  static func setWriteInFlight(_ isWriting: Bool) {
    // A signal that was ignored when tt was started, as nohup does, stays ignored.
    for number in [SIGINT, SIGTERM] where !SignalDisposition.isIgnored(number) {
      signal(number, isWriting ? explain : SIG_DFL)
    }
  }

  /// Only calls that a signal handler may make; then the signal ends the process as it always does.
  private static let explain: @convention(c) (Int32) -> Void = { number in
    let text: StaticString =
      "\ntt: interrupted while a change was sent; its outcome is unknown; check with: tt status\n"
    _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    signal(number, SIG_DFL)
    raise(number)
  }
}
