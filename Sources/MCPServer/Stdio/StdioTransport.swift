import Basics

/// The descriptors the server reads and writes, and the pipe that wakes it.
public struct StdioTransport {
  /// Lines from the client.
  var input: Int32
  /// Lines to the client, and nothing else.
  var output: Int32
  /// Messages for the operator of the server.
  var log: Int32
  /// Wakes the server for signals and for its output.
  var selfPipe: SelfPipe

  /// The standard streams of this process, reserved for the protocol: from now on anything else written to standard output
  /// goes to standard error, SIGTERM, SIGINT and SIGHUP stop the server in an orderly way, and SIGPIPE is ignored.
  ///
  /// - Throws: `config` when the system provides no descriptors.
  public static func standard() throws(TTError) -> StdioTransport {
    let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    guard output >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0, let selfPipe = SelfPipe() else {
      throw .config("cannot use the standard streams: \(SystemError("").reason)")
    }
    signal(SIGPIPE, SIG_IGN)
    selfPipe.catchSignals([SIGTERM, SIGINT, SIGHUP])
    return StdioTransport(input: STDIN_FILENO, output: output, log: STDERR_FILENO, selfPipe: selfPipe)
  }
}
