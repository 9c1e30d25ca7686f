import Basics

/// Prompts for a secret at the terminal of this process, with echo off.
///
/// A signal that ends or stops the process restores the echo first; a process that is continued prompts again.
enum PasswordPrompt {
  /// The state used by the signal handlers. It is not modified while they are installed.
  private struct Terminal {
    var descriptor: Int32 = -1
    var shown = termios()
    var hidden = termios()
    var prompt: [UInt8] = []
    /// The previous signal handlers, by signal number.
    var before: [(@convention(c) (Int32) -> Void)?] = Array(repeating: nil, count: 64)
  }

  // A pointer, since a handler may read it while `ask` is running.
  nonisolated(unsafe) private static let terminal: UnsafeMutablePointer<Terminal> = {
    let pointer = UnsafeMutablePointer<Terminal>.allocate(capacity: 1)
    pointer.initialize(to: Terminal())
    return pointer
  }()
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT]

  /// Writes the prompt to the terminal and reads one line from it.
  static func ask(_ prompt: String) throws(SystemError) -> String {
    let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw SystemError("/dev/tty") }
    defer { close(descriptor) }
    var settings = termios()
    guard tcgetattr(descriptor, &settings) == 0 else { throw SystemError("/dev/tty") }
    terminal.pointee = Terminal(descriptor: descriptor, shown: settings, hidden: settings, prompt: Array(prompt.utf8))
    terminal.pointee.hidden.c_lflag &= ~tcflag_t(ECHO)
    terminal.pointee.hidden.c_lflag |= tcflag_t(ECHONL | ICANON | ISIG)
    // Ignored signals, such as SIGHUP under nohup, stay ignored.
    let caught = signals.filter { !SignalDisposition.isIgnored($0) }
    for number in caught { terminal.pointee.before[Int(number)] = signal(number, onSignal) }
    defer {
      tcsetattr(descriptor, TCSAFLUSH, &terminal.pointee.shown)
      for number in caught { signal(number, terminal.pointee.before[Int(number)]) }
    }
    hide(TCSAFLUSH)
    return try readLine(descriptor)
  }

  private static let onSignal: @convention(c) (Int32) -> Void = { number in
    if number == SIGCONT { return hide(TCSANOW) }
    tcsetattr(terminal.pointee.descriptor, TCSANOW, &terminal.pointee.shown)
    _ = write(terminal.pointee.descriptor, "\n", 1)
    signal(number, terminal.pointee.before[Int(number)])
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    raise(number)
    // The process was stopped and continued, was not stopped at all (as in an orphaned process group), or has another
    // handler for the signal.
    signal(number, onSignal)
    tcsetattr(terminal.pointee.descriptor, TCSANOW, &terminal.pointee.hidden)
  }

  private static func hide(_ when: Int32) {
    tcsetattr(terminal.pointee.descriptor, when, &terminal.pointee.hidden)
    let prompt = terminal.pointee.prompt
    _ = write(terminal.pointee.descriptor, prompt, prompt.count)
  }

  private static func readLine(_ descriptor: Int32) throws(SystemError) -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(descriptor, &byte, 1)
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError("/dev/tty")
      }
      if count == 0 || byte == 0x0A { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }
}
