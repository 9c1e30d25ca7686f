import Basics

/// The command line of `tt-sandbox`.
struct ProgramOptions: Equatable {
  var showsHelp = false
  var showsVersion = false
  var keepsHome = false
  var stateFile: String?
  var logFile: String?
  var port: UInt16 = 0
  var faults: [Fault] = []
  var tasks: Int?
  var events: Int?
  /// The command to run and its arguments; empty to serve until interrupted.
  var command: [String] = []

  /// Options end at the first word that is none, or at `--`.
  init(_ words: [String]) throws(TTError) {
    var rest = words[...]
    while let word = rest.first, word.hasPrefix("-"), word != "-" {
      rest.removeFirst()
      if word == "--" { break }
      try take(word, &rest)
    }
    command = Array(rest)
  }

  private mutating func take(_ word: String, _ rest: inout ArraySlice<String>) throws(TTError) {
    let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(halves[0])
    if let flag = Self.flags[name] {
      guard halves.count == 1 else { throw .usage("\(name) takes no value") }
      self[keyPath: flag] = true
      return
    }
    guard Self.valued.contains(name) else { throw .usage("unknown option \(name)", hint: "see tt-sandbox --help") }
    guard let value = halves.count == 2 ? String(halves[1]) : rest.popFirst() else {
      throw .usage("\(name) needs a value")
    }
    try set(name, to: value)
  }

  private mutating func set(_ name: String, to value: String) throws(TTError) {
    switch name {
    case "--state": stateFile = value
    case "--log": logFile = value
    case "--fault": faults.append(try Fault(value))
    case "--port":
      guard let number = UInt16(value), number > 0 else { throw .usage("--port needs a number from 1 to 65535") }
      port = number
    case "--tasks": tasks = try Self.count(name, value)
    default: events = try Self.count(name, value)
    }
  }

  private static func count(_ name: String, _ value: String) throws(TTError) -> Int {
    guard let number = Int(value), (0...1_000_000).contains(number) else {
      throw .usage("\(name) needs a number from 0 to 1000000")
    }
    return number
  }

  private static let flags: [String: WritableKeyPath<ProgramOptions, Bool> & Sendable] = [
    "--help": \.showsHelp, "-h": \.showsHelp, "--version": \.showsVersion, "--keep-home": \.keepsHome,
  ]
  private static let valued = ["--state", "--log", "--fault", "--port", "--tasks", "--events"]

  /// The text of `--help`.
  static let help = """
    Usage: tt-sandbox [OPTIONS] [--] COMMAND [ARGUMENT...]
           tt-sandbox [OPTIONS]

    Emulates the TrackingTime service on a port of 127.0.0.1 for as long as COMMAND runs, and passes its exit code on.
    COMMAND finds the service, its credentials and throw-away XDG directories in its environment.
    Without COMMAND: serves until interrupted, and prints the environment as export lines.

    Options:
      --keep-home      leave the XDG directories and the other TT_ variables of the environment alone
      --state FILE     load the workspace from FILE when it exists, and save it there after each change
      --tasks N        begin with N tasks instead of a handful
      --events N       begin with N time entries instead of a handful
      --fault SPEC     let something go wrong; may be repeated. SPEC is KIND[@PATH-SUBSTRING][*COUNT]
      --port N         listen on port N instead of a free one
      --log FILE       append one JSON line per request to FILE
      --help           show this text
      --version        show the version

    Kinds of faults:
      latency=300ms          the answer comes later (ms or s)
      429, 429:retry-after=7 too many requests
      html                   HTTP 500 with an HTML page
      gateway-502            HTTP 502 with an HTML page, nothing is changed
      gateway-502-after      the same after the change was made
      drop-before            the connection is closed before the change is made
      drop-after             the connection is closed after the change was made
      truncate               the change is made, the answer ends in the middle
      garbage                HTTP 200 with a text that is no JSON
      redirect               HTTP 302 to another path
      envelope=403           HTTP 200 with an error envelope of that status

    The workspace is small and fixed; task 42 is "Write report" of Ada Example in the project Website.

    Exit codes: that of COMMAND (128 plus the signal when one ended it), 2 for a wrong command line, 126 when COMMAND
    cannot be run, 127 when it is not found, 1 when the emulator cannot start.

    Examples:
      tt-sandbox tt track --task-id 42
      tt-sandbox --fault 'drop-after@/track*1' -- tt track --task-id 42
      tt-sandbox bash
    """
}
