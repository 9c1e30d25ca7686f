import Basics

/// What a server of an agent speaks through: descriptors of its own, and what wakes it.
struct StdioTransport {
  /// Lines of the client.
  var input: Int32
  /// Lines for the client, and nothing else.
  var output: Int32
  /// Remarks for whoever runs the server.
  var log: Int32
  /// Rings for signals.
  var wake: SelfPipe

  /// The standard streams of this process, for the protocol alone: whatever else is written to the standard output goes to
  /// the standard error from now on, signals that end the process end the serving, and a client that is gone is no signal.
  static func standard() throws(TTError) -> StdioTransport {
    let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    guard output >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0, let wake = SelfPipe() else {
      throw .config("the standard streams cannot be used: \(SystemError("").reason)")
    }
    signal(SIGPIPE, SIG_IGN)
    wake.catchSignals([SIGTERM, SIGINT, SIGHUP])
    return StdioTransport(input: STDIN_FILENO, output: output, log: STDERR_FILENO, wake: wake)
  }
}
