/// A program started by this process.
public struct ChildProcess: Sendable {
  /// The process ID, which the system may reuse once `wait` has returned.
  public let id: pid_t

  /// Starts a program with `posix_spawn` and returns without waiting for it. It inherits the open descriptors that are
  /// not close-on-exec.
  ///
  /// - Parameters:
  ///   - arguments: the program, looked up along `PATH` unless it contains a slash, and its arguments. The list ends
  ///     with a null pointer.
  ///   - environment: the program's whole environment as `NAME=value`. The list ends with a null pointer.
  ///   - nullInput: true connects standard input to `/dev/null`; false inherits it.
  ///   - output: the descriptor that becomes standard output; nil inherits it.
  ///   - signals: signals reset to their default action. Those this process ignores would otherwise stay ignored.
  ///   - mask: the signals the program starts with blocked; nil inherits the mask of this thread.
  /// - Throws: why it could not be started, with the program as the path; `ENOENT` when it was not found.
  public init(
    _ arguments: [UnsafeMutablePointer<CChar>?], environment: UnsafePointer<UnsafeMutablePointer<CChar>?>,
    nullInput: Bool = false, output: Int32? = nil, resetting signals: [Int32], mask: [Int32]? = nil
  ) throws(SystemError) {
    guard let program = arguments.first ?? nil else { throw SystemError("", ENOENT) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if nullInput { posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) }
    if let output { posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var set = sigset_t(signals)
    posix_spawnattr_setsigdefault(&attributes, &set)
    set = sigset_t(mask ?? [])
    posix_spawnattr_setsigmask(&attributes, &set)
    let flags = POSIX_SPAWN_SETSIGDEF | (mask == nil ? 0 : POSIX_SPAWN_SETSIGMASK)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var id: pid_t = 0
    let code = posix_spawnp(&id, program, &actions, &attributes, arguments, environment)
    guard code == 0 else { throw SystemError(String(cString: program), code) }
    self.id = id
  }

  /// Waits until the program has ended.
  ///
  /// - Returns: nil when the system did not keep the exit status, as it does for a parent that ignores `SIGCHLD`.
  public func wait() -> Subprocess.Ending? {
    var status: Int32 = 0
    while waitpid(id, &status, 0) == -1 {
      if errno != EINTR { return nil }
    }
    return Subprocess.Ending(waitStatus: status)
  }

  /// How the program ended; nil while it is running.
  func poll() -> Subprocess.Ending? {
    var status: Int32 = 0
    return waitpid(id, &status, WNOHANG) == id ? Subprocess.Ending(waitStatus: status) : nil
  }
}

extension Subprocess.Ending {
  /// Decodes the status `waitpid` reports for a program that has ended.
  fileprivate init(waitStatus status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
  }
}
