import Basics
import MCPServer
import Policy
import Transport

/// A command's access to everything outside the program: arguments, environment, streams, clock, network and processes.
/// Tests replace all of it.
public struct Context {
  /// An output stream.
  public struct OutputStream {
    /// True if it is a terminal.
    public var isTerminal: Bool
    /// The terminal's width in columns, if known.
    public var columns: Int?
    /// Writes bytes; returns false on failure.
    public var write: ([UInt8]) -> Bool

    /// Creates a stream from its parts.
    public init(isTerminal: Bool, columns: Int?, write: @escaping ([UInt8]) -> Bool) {
      self.isTerminal = isTerminal
      self.columns = columns
      self.write = write
    }
  }

  /// The command-line arguments, without the program's name.
  public var arguments: [String]
  /// The environment variables.
  public var environment: Environment
  /// Standard output, for results.
  public var output: OutputStream
  /// Standard error, for everything else.
  public var errors: OutputStream
  /// Reads standard input to its end.
  public var readInput: () throws(SystemError) -> [UInt8]
  /// The current time.
  public var clock: @Sendable () -> Instant
  /// Reads a time zone file; nil if it cannot be read.
  public var readZoneFile: (String) -> [UInt8]?
  /// Sleeps for the given number of seconds.
  public var sleep: (Double) -> Void
  /// Creates the transport for a call that the gate has allowed.
  /// The environment chooses proxies and certificates.
  public var transport: (borrowing Reservation, _ environment: Environment) -> any HTTPTransport
  /// Returns the function that loads the transport; nil if it is loaded.
  public var transportLoader: () -> (() -> Void)? = { nil }
  /// Called when a write request starts (true) and ends (false).
  public var whileWriting: (Bool) -> Void
  /// Holds back the signals that ask a run of many steps to end; nil where none come.
  var interruption: Interruption?
  /// Like `transport`, for transfers that a flag cancels.
  public var cancellableTransport:
    ((borrowing Reservation, _ environment: Environment, CancellationFlag) -> any HTTPTransport)?
  /// Opens the streams of the MCP server; nil if unavailable.
  var stdioTransport: (() throws(TTError) -> StdioTransport)?
  /// True if standard input is a terminal.
  public var inputIsTerminal = false
  /// Asks a question at the terminal; nil without a terminal. Returns nil at the end of input.
  public var askLine: ((_ prompt: String) -> String?)?
  /// Asks for a secret at the terminal without echoing it; nil without a terminal.
  public var askSecret: ((_ prompt: String) throws(SystemError) -> String)?
  /// The version of the transport library, which is loaded for it.
  public var transportVersion: () throws(TransportFailure) -> String = { () throws(TransportFailure) in
    throw TransportFailure(.misconfigured, reason: "no transport", mayHaveArrived: false)
  }
  /// The certificates that are trusted for an environment.
  public var trustStore: (Environment) -> TrustStore = { TrustStore.choose(environment: $0) }
  /// The file and the directory of certificates that the transport library uses on its own, which is loaded for it.
  public var defaultTrust: () -> [String] = { [] }
  /// The path of the running program, with links resolved.
  public var programPath: () -> String? = { nil }
  /// The connections to shared stores of this process.
  let stores = StoreRegistry()
  /// Asked while a shared store is waited for; true ends the wait. Nil where nothing asks for that.
  var isCancelled: (@Sendable () -> Bool)?
  /// The absolute path of the working folder; nil if it is gone.
  public var workingFolder: () -> String? = { nil }
  /// Runs a program and returns its output.
  public var runProgram: (Subprocess) throws(SystemError) -> Subprocess.Outcome = { program throws(SystemError) in
    throw SystemError(program.words.first ?? "", ENOSYS)
  }
  /// Runs a program that takes over the terminal, such as an editor.
  public var runInForeground: (ForegroundProgram) throws(SystemError) -> Subprocess.Ending? = {
    program throws(SystemError) in throw SystemError(program.words.first ?? "", ENOSYS)
  }

  /// The grant that all calls are locked to, whatever `config.json` says; nil without `tt serve`.
  var lockedGrant: String?
  /// The home folder of this process's account: the one that the environment names, if nobody else can change it.
  var homeOfAccount: (_ named: String?) -> String? = { $0 }
  /// The name of this process's account.
  var accountName: () -> String? = { nil }
  /// Frees this process from what its caller chose: the environment that libraries see becomes the given one, and working
  /// folder, file mask and the stop signals of a terminal are set to what is safe.
  var shedCaller: (_ environment: [String: String]) -> Void = { _ in }

  /// Creates a context from its parts.
  public init(
    arguments: [String], environment: Environment, output: OutputStream, errors: OutputStream,
    readInput: @escaping () throws(SystemError) -> [UInt8] = { () throws(SystemError) in [] },
    clock: @escaping @Sendable () -> Instant, readZoneFile: @escaping (String) -> [UInt8]?,
    sleep: @escaping (Double) -> Void,
    transport: @escaping (borrowing Reservation, _ environment: Environment) -> any HTTPTransport,
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

  /// The environment of programs that tt starts: without the secrets in its own.
  var childEnvironment: [String: String] { environment.without(["TT_APP_PASSWORD", "TT_PASSWORD"]).variables }

  /// An environment variable; an empty one counts as unset.
  func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The machine's time zone: `TZ`, else the system's, else UTC.
  func zone() throws(TTError) -> TimeZone {
    if let zone = TimeZone.system(tz: variable("TZ"), readFile: readZoneFile) { return zone }
    let name = variable("TZ") ?? ""
    if TimeZone.isName(name) { _ = try zone(named: name) }
    throw .invalidValue(name, for: "TZ", expected: "a time zone such as Asia/Kolkata")
  }

  /// The zone of an IANA name; nil if there is none.
  ///
  /// - Throws: a configuration error if the machine has no zone files at all.
  func zone(named name: String) throws(TTError) -> TimeZone? {
    if let zone = TimeZone.installed(name, readFile: readZoneFile) { return zone }
    if TimeZone.areInstalled(readFile: readZoneFile) { return nil }
    throw .config("no time zone files are installed, so \(name.inQuotes) is unknown: install the package tzdata")
  }
}
