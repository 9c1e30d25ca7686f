import Basics

/// Handles signals sent to the program: forwards them to the command or, without a command, ends the server.
actor SignalForwarder {
  private var child: pid_t?
  private var received: [Int32] = []
  private var waiting: CheckedContinuation<Void, Never>?

  /// Handles a signal.
  func receive(_ number: Int32) {
    received.append(number)
    if let child { Self.forward(number, to: child) }
    waiting?.resume()
    waiting = nil
  }

  /// Forwards signals to a process, including those already received.
  func forward(to child: pid_t) {
    self.child = child
    for number in received { Self.forward(number, to: child) }
  }

  /// Stops forwarding: the process has ended, and the system may reuse its ID.
  func stopForwarding() { child = nil }

  /// Waits for a signal; returns at once if one has been received.
  func wait() async {
    if received.isEmpty { await withCheckedContinuation { waiting = $0 } }
  }

  /// Signals from the keyboard are not forwarded, as the terminal sends them to the whole process group.
  private static func forward(_ number: Int32, to child: pid_t) {
    if number == SIGTERM || number == SIGHUP { kill(child, number) }
  }
}
