import Foundation

/// What becomes of signals: they end a server that runs alone, and are passed on to the command otherwise.
actor SignalForwarder {
  private var child: pid_t?
  private var received: [Int32] = []
  private var waiting: CheckedContinuation<Int32, Never>?

  /// Takes in a signal.
  func signal(_ number: Int32) {
    received.append(number)
    if let child { Self.pass(number, to: child) }
    waiting?.resume(returning: 0)
    waiting = nil
  }

  /// Passes signals on to a command, those that came before it was there included.
  func forward(to child: pid_t) {
    self.child = child
    for number in received { Self.pass(number, to: child) }
  }

  /// The command has ended; its id may soon be another's.
  func forget() { child = nil }

  /// Waits for a signal; the exit code of a server that is told to end.
  func wait() async -> Int32 {
    if !received.isEmpty { return 0 }
    return await withCheckedContinuation { waiting = $0 }
  }

  /// The keyboard's signals reach the command by themselves: it is in the same process group.
  private static func pass(_ number: Int32, to child: pid_t) {
    if number == SIGTERM || number == SIGHUP { kill(child, number) }
  }
}
