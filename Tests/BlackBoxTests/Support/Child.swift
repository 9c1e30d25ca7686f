import Foundation

/// A process started for a test, with its own environment and descriptors, and output in files.
struct Child: Sendable {
  /// How a process ended.
  enum Ending: Equatable, Sendable {
    case exit(Int32)
    case signal(Int32)
  }

  /// Where standard output goes.
  enum Sink: Sendable {
    case file(String)
    /// A descriptor of this process.
    case descriptor(Int32)
  }

  struct CannotStart: Error {
    var program: String
    var code: Int32
  }

  let id: pid_t
  /// When it was started.
  let start = ContinuousClock.now

  /// Starts a program. `words` are bytes, since an argument need not be UTF-8; standard input is empty, or a descriptor
  /// of this process.
  init(
    _ program: String, _ words: [[UInt8]], environment: [String: String], input: Int32? = nil, output: Sink,
    errors: String
  ) throws(CannotStart) {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    switch output {
    case .file(let path): posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT, 0o600)
    case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, 1)
    }
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT, 0o600)
    var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    #if canImport(Darwin)
      flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
      // A server's port must not stay open in another test's child. Closing a closed descriptor is harmless here.
      for descriptor in Int32(3)..<1024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    #endif
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    let arguments = Self.strings([Array(program.utf8)] + words)
    let variables = Self.strings(environment.map { Array("\($0.key)=\($0.value)".utf8) })
    defer { (arguments + variables).forEach { free($0) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, program, &actions, &attributes, arguments, variables)
    guard code == 0 else { throw CannotStart(program: program, code: code) }
    self.id = id
  }

  private static func strings(_ texts: [[UInt8]]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { bytes in
      (bytes + [0]).withUnsafeBytes { buffer in
        buffer.baseAddress.flatMap { strdup($0.assumingMemoryBound(to: CChar.self)) }
      }
    } + [nil]
  }

  /// Waits for the end, and tells when it was, on a separate thread: a blocked task would occupy one of the few threads of
  /// the others, and one that waits may go on late.
  func ending() async -> (ending: Ending, time: ContinuousClock.Instant) {
    let id = id
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var status: Int32 = 0
        while waitpid(id, &status, 0) == -1, errno == EINTR {}
        let time = ContinuousClock.now
        let signal = status & 0x7F
        continuation.resume(returning: (signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal), time))
      }
    }
  }
}
