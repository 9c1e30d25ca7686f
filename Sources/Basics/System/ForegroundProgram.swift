/// A program that takes over the terminal until it ends, such as an editor.
public struct ForegroundProgram: Sendable, Equatable {
  /// The program, looked up along `PATH` unless it contains a slash, and its arguments.
  public var words: [String]
  /// The program's whole environment.
  public var environment: [String: String]
  /// True if its output goes to standard error.
  public var printsToErrors = false

  /// Describes a run. Starts nothing yet.
  public init(_ words: [String], environment: [String: String]) {
    self.words = words
    self.environment = environment
  }

  /// Runs the program with the streams of this process, and waits for its end. Interrupts typed at the terminal are for the
  /// program alone.
  ///
  /// - Returns: how it ended; nil if that cannot be told.
  /// - Throws: why it could not be started.
  public func run() throws(SystemError) -> Subprocess.Ending? {
    let ignored = [SIGINT, SIGQUIT].map { ($0, signal($0, SIG_IGN)) }
    // If SIGCHLD was ignored when tt was started, the system would discard the program's exit status.
    let child = signal(SIGCHLD, SIG_DFL)
    defer {
      for (number, before) in ignored { signal(number, before) }
      signal(SIGCHLD, child)
    }
    let arguments = words.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0.key + "=" + $0.value) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    return try ChildProcess(
      arguments, environment: variables, output: printsToErrors ? STDERR_FILENO : nil,
      resetting: [SIGINT, SIGQUIT, SIGPIPE, SIGXFSZ]
    ).wait()
  }
}
