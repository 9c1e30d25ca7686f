/// A program run for its output. Inherits standard error.
public struct Subprocess: Sendable, Equatable {
  /// How a program ended.
  public enum Ending: Sendable, Equatable {
    case exit(Int32)
    case signal(Int32)
    /// The time limit expired and the program was terminated.
    case timedOut
  }

  /// The result of a run.
  public struct Outcome: Sendable, Equatable {
    /// How the program ended.
    public var ending: Ending
    /// The first 64 KiB of its output.
    public var output: [UInt8]

    /// An outcome from its parts.
    public init(_ ending: Ending, output: [UInt8]) {
      self.ending = ending
      self.output = output
    }
  }

  /// The program, looked up along `PATH` unless it contains a slash, and its arguments.
  public var words: [String]
  /// The program's whole environment.
  public var environment: [String: String]
  /// False connects standard input to `/dev/null`.
  public var inheritsInput: Bool
  /// The time limit in seconds.
  public var timeLimit: Double

  private static let maxOutputBytes = 64 << 10

  /// Describes a run. Starts nothing yet.
  public init(_ words: [String], environment: [String: String], inheritsInput: Bool, timeLimit: Double) {
    self.words = words
    self.environment = environment
    self.inheritsInput = inheritsInput
    self.timeLimit = timeLimit
  }

  /// Starts the program and waits for it to end. Does not wait for a program it leaves in the background, even if that
  /// keeps the output open.
  ///
  /// - Throws: why it could not be started.
  public func run() throws(SystemError) -> Outcome {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw SystemError(words.first ?? "") }
    let (reading, writing) = (ends[0], ends[1])
    defer { close(reading) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // If SIGCHLD was ignored when tt was started, the system would discard the program's exit status.
    let before = signal(SIGCHLD, SIG_DFL)
    defer { signal(SIGCHLD, before) }
    let child = Result { () throws(SystemError) in try start(output: writing) }
    close(writing)
    return wait(for: try child.get(), reading)
  }

  private func start(output: Int32) throws(SystemError) -> ChildProcess {
    let arguments = Self.list(words)
    let variables = Self.list(environment.map { $0.key + "=" + $0.value })
    defer { for text in arguments + variables { free(text) } }
    // The program would inherit ignored signals, but programs rely on them to end.
    return try ChildProcess(
      arguments, environment: variables, nullInput: !inheritsInput, output: output, resetting: [SIGPIPE, SIGXFSZ])
  }

  private static func list(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } + [nil] }

  private func wait(for child: ChildProcess, _ reading: Int32) -> Outcome {
    let deadline = MonotonicClock.now + timeLimit
    var output: [UInt8] = []
    var isOpen = true
    while true {
      // Once the program has ended, only output already written is read.
      if let ending = child.poll() {
        while isOpen, output.count < Self.maxOutputBytes, Self.isReady(reading, wait: 0) {
          isOpen = Self.take(reading, into: &output)
        }
        return Outcome(ending, output: output)
      }
      if isOpen, Self.isReady(reading, wait: 20) { isOpen = Self.take(reading, into: &output) }
      if MonotonicClock.now >= deadline {
        Self.end(child)
        return Outcome(.timedOut, output: output)
      }
      if !isOpen { usleep(1000) }
    }
  }

  /// Terminates the program, and kills it after half a second.
  private static func end(_ child: ChildProcess) {
    kill(child.id, SIGTERM)
    for _ in 0..<50 {
      if child.poll() != nil { return }
      usleep(10_000)
    }
    kill(child.id, SIGKILL)
    _ = child.wait()
  }

  private static func isReady(_ descriptor: Int32, wait: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, wait) > 0
  }

  /// Reads available output; false at its end.
  private static func take(_ descriptor: Int32, into output: inout [UInt8]) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0 { return errno == EINTR }
    output += chunk.prefix(min(count, maxOutputBytes - output.count))
    return count > 0
  }
}
