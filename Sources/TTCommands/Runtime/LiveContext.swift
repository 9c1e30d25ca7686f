import Basics
import CProcess
import MCPServer
import Transport

extension Context {
  /// The context of this process, and an error if its command line cannot be run: an argument that is not UTF-8 could
  /// not be sent unchanged, and without arguments it is unknown what was asked for.
  static func live(transport: @escaping (Environment, CancellationFlag?) -> any HTTPTransport) -> (
    Context, TTError?
  ) {
    tt_keep_memory_private()
    // A file size limit is then an error of the write, and not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    let environment = readEnvironment()
    let (words, problem) = readArguments()
    _ = isClosed(STDIN_FILENO)
    // One for all calls of the command line: host names, TLS sessions and connections of reads are reused.
    var shared: (any HTTPTransport)?
    var context = Context(
      arguments: words, environment: environment,
      output: stream(STDOUT_FILENO, environment), errors: stream(STDERR_FILENO, environment),
      readInput: { () throws(SystemError) in try Files.readAll(STDIN_FILENO, "stdin") },
      clock: {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec))
      },
      readZoneFile: { path in try? Files.read(path, limit: 1 << 20) },
      sleep: { seconds in
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
        nanosleep(&time, nil)
      },
      transport: { _, environment in
        let transport = shared ?? transport(environment, nil)
        shared = transport
        return transport
      }, whileWriting: InterruptHandler.setWriteInFlight)
    context.stdioTransport = StdioTransport.standard
    context.interruption = Interruption(
      hold: InterruptHandler.hold, signal: { InterruptHandler.heldSignal }, sleep: InterruptHandler.sleep,
      end: InterruptHandler.end)
    context.cancellableTransport = { _, environment, flag in transport(environment, flag) }
    context.inputIsTerminal = isatty(STDIN_FILENO) == 1
    if context.inputIsTerminal {
      context.askSecret = PasswordPrompt.ask
      context.askLine = { prompt in
        try? Files.writeAll(STDERR_FILENO, "", Array(prompt.utf8))
        return readLine()
      }
    }
    context.transportLoader = CurlTransport.loader
    context.defaultTrust = CurlTransport.defaultTrust
    context.transportVersion = CurlTransport.version
    context.prepareToServe()
    context.programPath = { Files.runningProgram }
    context.workingFolder = { Files.workingFolder }
    context.runProgram = { program throws(SystemError) in try program.run() }
    context.runInForeground = { program throws(SystemError) in try program.run() }
    return (context, problem)
  }

  private static func readArguments() -> ([String], TTError?) {
    var words: [String] = []
    var problem: TTError?
    guard let arguments = tt_arguments(), tt_argument_count() > 0 else {
      return (
        [], .config("the command line cannot be read", hint: "start tt with the name of the program as its first word")
      )
    }
    for index in 1..<max(1, Int(tt_argument_count())) {
      guard let word = arguments[index] else { break }
      if let text = String(validatingCString: word) {
        words.append(text)
      } else {
        problem = problem ?? .usage("argument \(index) is not UTF-8 text")
      }
    }
    return (words, problem)
  }

  private static func readEnvironment() -> Environment {
    let environment = Environment.ofThisProcess
    if environment["HOME"]?.hasPrefix("/") == true { return environment }
    // As for the shell's ~, the password database knows the home folder where HOME does not say.
    var variables = environment.variables
    variables["HOME"] = passwordDatabaseHome()
    return Environment(variables)
  }

  static func passwordDatabaseHome() -> String? {
    guard let entry = getpwuid(getuid()), let home = entry.pointee.pw_dir else { return nil }
    let path = String(cString: home)
    return path.hasPrefix("/") ? path : nil
  }

  /// Opens /dev/null in place of a closed standard stream: otherwise the next file or socket would get its descriptor, and
  /// output would be written there.
  private static func isClosed(_ descriptor: Int32) -> Bool {
    guard fcntl(descriptor, F_GETFD) < 0 else { return false }
    _ = open("/dev/null", O_RDWR)
    return true
  }

  private static func stream(_ descriptor: Int32, _ environment: Environment) -> OutputStream {
    if isClosed(descriptor) { return OutputStream(isTerminal: false, columns: nil) { _ in false } }
    let isTerminal = isatty(descriptor) == 1
    var columns: Int?
    if isTerminal {
      var size = winsize()
      let answered = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
      columns = environment["COLUMNS"].flatMap { Int($0) } ?? (answered ? Int(size.ws_col) : 80)
    }
    return OutputStream(isTerminal: isTerminal, columns: columns) { bytes in
      (try? Files.writeAll(descriptor, "", bytes)) != nil
    }
  }
}
