import Basics
import MCPServer
import Policy
import Transport

/// Everything a command can touch of the world. A test's context has its own clock, folders, streams and transport, and
/// traps when something else is touched.
public struct Context {
  /// An output stream.
  public struct OutputStream {
    /// True when a person looks at it.
    public var isTerminal: Bool
    /// The terminal's width in columns, when it has one.
    public var columns: Int?
    /// Writes bytes; false when that failed.
    public var write: ([UInt8]) -> Bool

    /// A stream from its parts.
    public init(isTerminal: Bool, columns: Int?, write: @escaping ([UInt8]) -> Bool) {
      self.isTerminal = isTerminal
      self.columns = columns
      self.write = write
    }
  }

  /// The words behind the program's name.
  public var arguments: [String]
  /// The environment variables.
  public var environment: [String: String]
  /// Answers go here.
  public var output: OutputStream
  /// Everything else goes here.
  public var errors: OutputStream
  /// Reads the standard input to its end.
  public var readInput: () throws(SystemError) -> [UInt8]
  /// The current time.
  public var clock: @Sendable () -> Instant
  /// Reads a zone file, or nil when there is none.
  public var readZoneFile: (String) -> [UInt8]?
  /// Waits so many seconds.
  public var sleep: (Double) -> Void
  /// The way to the network, for a call the gate has admitted.
  public var transport: (borrowing Reservation) -> any HTTPTransport
  /// What makes the way to the network ready; nil when it is.
  public var transportLoader: () -> (() -> Void)? = { nil }
  /// Told when a request that changes something begins and ends.
  public var whileWriting: (Bool) -> Void
  /// The same, with transfers that a flag ends.
  public var stoppableTransport: ((borrowing Reservation, CancellationFlag) -> any HTTPTransport)?
  /// Opens the streams an agent is served on; nil where there are none.
  var stdioTransport: (() throws(TTError) -> StdioTransport)?
  /// True when a person is at the standard input.
  public var inputIsTerminal = false
  /// Asks a question at the terminal; nil where there is nobody to ask, and at the end of input.
  public var askLine: ((_ prompt: String) -> String?)?
  /// Asks for a secret at the terminal and does not show what is typed; nil where there is nobody to ask.
  public var askSecret: ((_ prompt: String) throws(SystemError) -> String)?
  /// The version of what carries requests; loads it.
  public var transportVersion: () throws(TransportFailure) -> String = { () throws(TransportFailure) in
    throw TransportFailure(.misconfigured, reason: "there is no transport", mayHaveArrived: false)
  }
  /// The path of the running program, links resolved.
  public var programPath: () -> String? = { nil }
  /// Runs a program for what it prints.
  public var runProgram: (Subprocess) throws(SystemError) -> Subprocess.Outcome = { program throws(SystemError) in
    throw SystemError(program.words.first ?? "", ENOSYS)
  }

  /// A context from its parts.
  public init(
    arguments: [String], environment: [String: String], output: OutputStream, errors: OutputStream,
    readInput: @escaping () throws(SystemError) -> [UInt8] = { () throws(SystemError) in [] },
    clock: @escaping @Sendable () -> Instant, readZoneFile: @escaping (String) -> [UInt8]?,
    sleep: @escaping (Double) -> Void, transport: @escaping (borrowing Reservation) -> any HTTPTransport,
    whileWriting: @escaping (Bool) -> Void = { _ in }
  ) {
    self.arguments = arguments
    self.environment = environment
    self.output = output
    self.errors = errors
    self.readInput = readInput
    self.clock = clock
    self.readZoneFile = readZoneFile
    self.sleep = sleep
    self.transport = transport
    self.whileWriting = whileWriting
  }

  /// An environment variable; an empty one counts as unset.
  func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The machine's zone: `TZ`, else the system's, else UTC.
  func zone() throws(TTError) -> TimeZone {
    if let zone = TimeZone.system(tz: variable("TZ"), readFile: readZoneFile) { return zone }
    throw .invalidValue(variable("TZ") ?? "", for: "TZ", expected: "a time zone such as Asia/Kolkata")
  }
}
