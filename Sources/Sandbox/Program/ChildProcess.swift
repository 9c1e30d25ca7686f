import Foundation

/// A command in the same process group, with the same standard streams.
struct ChildProcess {
  let id: pid_t

  /// Why a command could not be run: the exit code for it, and one line that says so.
  struct Failure: Error {
    var code: Int32
    var message: String
  }

  /// Runs a command found along PATH, with the process's environment. SignalWatcher in `defaults` are reset for it. The command
  /// is the end of this process's own arguments, which are passed on byte for byte.
  init(_ command: [String], resetting defaults: [Int32]) throws(Failure) {
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
    #else
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in defaults { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))

    let count = Int(CommandLine.argc)
    var words = (count - command.count..<count).map { CommandLine.unsafeArgv[$0] } + [nil]
    var id: pid_t = 0
    guard let program = words[0] else { throw Failure(code: 127, message: "no command") }
    switch posix_spawnp(&id, program, nil, &attributes, &words, environ) {
    case 0: self.id = id
    case ENOENT: throw Failure(code: 127, message: "\(command[0]): command not found")
    case let error: throw Failure(code: 126, message: "\(command[0]): \(String(cString: strerror(error)))")
    }
  }

  /// Waits for the end: the exit code, or 128 plus the signal that ended it.
  func wait() async -> Int32 {
    let id = id
    return await withCheckedContinuation { continuation in
      // A thread of its own: waiting here would keep one of the few threads the server runs on.
      Thread.detachNewThread { continuation.resume(returning: Self.waitBlocking(id)) }
    }
  }

  private static func waitBlocking(_ id: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(id, &status, 0) == -1 {
      if errno != EINTR { return 1 }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
