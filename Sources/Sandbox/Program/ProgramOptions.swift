import Basics

/// The command line of `tt-sandbox`.
struct ProgramOptions: Equatable {
  var showsHelp = false
  var showsVersion = false
  var showsReadings = false
  var keepsHome = false
  var stateFile: String?
  var logFile: String?
  var port: UInt16 = 0
  var faults: [Fault] = []
  var readings: Set<Reading> = []
  var tasks: Int?
  var events: Int?
  /// The command to run and its arguments; empty to serve until interrupted.
  var command: [String] = []

  /// Parses the arguments. Options end at the first argument that does not begin with `-`, or at `--`.
  ///
  /// - Throws: a usage error for an unknown option or an invalid value.
  init(_ words: [String]) throws(TTError) {
    var rest = words[...]
    while let word = rest.first, word.hasPrefix("-"), word != "-" {
      rest.removeFirst()
      if word == "--" { break }
      try parseOption(word, &rest)
    }
    command = Array(rest)
  }

  private mutating func parseOption(_ word: String, _ rest: inout ArraySlice<String>) throws(TTError) {
    let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(halves[0])
    if let flag = Self.flags[name] {
      guard halves.count == 1 else { throw .usage("\(name) does not take a value") }
      self[keyPath: flag] = true
      return
    }
    guard Self.valued.contains(name) else { throw .usage("unknown option \(name)", hint: "see tt-sandbox --help") }
    guard let value = halves.count == 2 ? String(halves[1]) : rest.popFirst() else {
      throw .usage("\(name) requires a value")
    }
    try set(name, to: value)
  }

  private mutating func set(_ name: String, to value: String) throws(TTError) {
    switch name {
    case "--state": stateFile = value
    case "--log": logFile = value
    case "--fault": faults.append(try Fault(value))
    case "--reading":
      guard let reading = Reading(rawValue: value) else {
        throw .usage("unknown reading '\(value)'", hint: "see tt-sandbox --readings")
      }
      readings.insert(reading)
    case "--port":
      port = UInt16(try Self.number(value, for: name, in: 1...65_535))
    case "--tasks": tasks = try Self.number(value, for: name, in: 0...1_000_000)
    default: events = try Self.number(value, for: name, in: 0...1_000_000)
    }
  }

  private static func number(_ text: String, for name: String, in range: ClosedRange<Int>) throws(TTError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw .usage(
        "invalid value '\(text)' for \(name): expected a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static let flags: [String: WritableKeyPath<ProgramOptions, Bool> & Sendable] = [
    "--help": \.showsHelp, "-h": \.showsHelp, "--version": \.showsVersion, "--readings": \.showsReadings,
    "--keep-home": \.keepsHome,
  ]
  private static let valued = ["--state", "--log", "--fault", "--reading", "--port", "--tasks", "--events"]

  /// The text to print instead of serving, if any.
  var information: String? {
    if showsHelp { return Self.help }
    if showsVersion { return "tt-sandbox \(SandboxProgram.version)" }
    guard showsReadings else { return nil }
    let width = Reading.allCases.map(\.rawValue.count).max() ?? 0
    return Reading.allCases.map {
      $0.rawValue + String(repeating: " ", count: width + 2 - $0.rawValue.count) + $0.summary
    }.joined(separator: "\n")
  }

  /// The output of `--help`.
  static let help = """
    Usage: tt-sandbox [OPTIONS] [--] COMMAND [ARGUMENT...]
           tt-sandbox [OPTIONS]

    Runs COMMAND with an emulator of the TrackingTime service, which listens on a port of 127.0.0.1 until COMMAND ends,
    and exits with its exit code. The environment of COMMAND contains the address of the service, credentials for it, and
    temporary XDG directories.
    Without COMMAND, serves until interrupted and prints the environment as shell commands.

    Options:
      --keep-home      keep the XDG directories and the other TT_ variables of the environment
      --state FILE     load the workspace from FILE if it exists, and save it there after each change
      --tasks N        start with N tasks instead of a handful
      --events N       start with N time entries instead of a handful
      --fault SPEC     inject a fault; can be repeated. SPEC is KIND[@PATH-SUBSTRING][*COUNT]
      --reading NAME   answer an uncertain fact about the service the other way; can be repeated
      --readings       list the readings
      --port N         listen on port N instead of a free port
      --log FILE       append one JSON object per request to FILE
      -h, --help       show this help
      --version        show the version

    Faults affect requests whose path contains PATH-SUBSTRING (by default all), COUNT times (by default always). Kinds:
      latency=300ms          serve the request late (ms or s)
      429, 429:retry-after=7 respond with HTTP 429, too many requests
      html                   respond with HTTP 500 and an HTML page
      gateway-502            respond with HTTP 502 and an HTML page, without making the change
      gateway-502-after      the same, after making the change
      drop-before            close the connection without making the change
      drop-after             close the connection after making the change
      truncate               make the change, but close the connection halfway through the response
      garbage                respond with HTTP 200 and text that is not JSON
      redirect               respond with HTTP 302 to another path
      envelope=403           respond with HTTP 200 and an error envelope of that status

    The initial workspace is always the same; task 42 is "Write report" in the project Website, assigned to Ada Example.

    Exit codes: the exit code of COMMAND (128 plus the signal number if it was ended by a signal), 1 if the emulator
    cannot start, 2 for a usage error, 126 if COMMAND cannot be executed, 127 if it is not found.

    Examples:
      tt-sandbox tt track --task-id 42
      tt-sandbox --fault 'drop-after@/track*1' -- tt track --task-id 42
      tt-sandbox --reading stop-idle-404 -- tt stop 42
      tt-sandbox bash
    """
}
