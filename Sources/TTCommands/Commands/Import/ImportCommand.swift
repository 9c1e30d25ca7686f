import Basics
import Reports
import TrackingTime

/// `tt import`.
enum ImportCommand {
  static let command = Command(
    group: .tracking, summary: "Import time entries from a file",
    details: [
      "FILE is CSV, a data file of Timewarrior or the output of timew export, a detailed report of Toggl Track as CSV, "
        + "iCalendar, or klog's; - is standard input. --format is needed only where name and content leave a doubt.",
      "CSV has the columns start, end, task, project and notes; the columns task_id, start_rfc3339 and end_rfc3339, which "
        + "tt export writes, count more. Local times are this machine's. --map names other columns, and where the task comes "
        + "from in other formats: a tag by its place (--map task=2,project=1), a property of a calendar, or a tag of klog. "
        + "Without it, the task is the first tag, the SUMMARY of an event, or Toggl's task and else its description.",
      "First all lines are read, then names are looked up, then every entry is judged by the policy, and only then is the "
        + "first entry sent. An entry that is there already, with this task, start and end, is left out, so the same file can "
        + "be imported again. Limits are waited for. Ctrl-C ends the import between two entries.",
    ],
    operands: [
      .init(name: "FILE", summary: "file to read, or - for standard input", isRequired: true, completion: .file)
    ],
    flags: [
      Flag(
        name: "format", value: "WORD", summary: "format of the file", choices: ImportFormat.allCases.map(\.rawValue)),
      Flag(name: "map", value: "FIELD=NAME,…", summary: "names in the file: --map start=Begin,task=Activity"),
      Flag(name: "dry-run", summary: "look names and entries up, print the plan, and write nothing"),
      Flag(
        name: "wait", value: "DURATION", summary: "wait for limits at most this long (default: until they allow it)"),
    ],
    examples: [
      .init(line: "tt import week.csv --dry-run", summary: "what would be made?"),
      .init(line: "tt import week.csv", summary: "make what is not there yet"),
      .init(line: "timew export :week | tt import - --map task=2,project=1", summary: "from Timewarrior"),
    ],
    tools: ["create_event", "list_events", "list_tasks", "list_projects"], isServed: true, action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    _ = try session.waitLimit()
    let source = try ImportSource(arguments, session)
    let file = try source.read()
    session.waitsForLimits = true
    session.context.interruption?.hold()
    if arguments.has("dry-run") { return try ImportPlan(file, source.name, session).output() }
    // Two imports at once would not see each other's entries.
    let turn = try FolderLock(
      state: try session.folders().state + "/import.lock", waiting: try session.patience(),
      or: "another tt import is at work: ")
    defer { withExtendedLifetime(turn) {} }
    var plan = try ImportPlan(file, source.name, session)
    try plan.carryOut()
    return try plan.output()
  }
}

/// The file of an import.
struct ImportSource {
  let session: Session
  /// What messages call it.
  let name: String
  private let path: String
  private let arguments: Arguments

  init(_ arguments: Arguments, _ session: Session) throws(TTError) {
    self.session = session
    self.arguments = arguments
    path = arguments.operands[0]
    name = path == "-" ? "standard input" : path
  }

  /// The entries of the file.
  ///
  /// - Throws: a usage error for a file that cannot be read, and for one with any broken line.
  func read() throws(TTError) -> ImportedFile {
    let bytes = try content()
    guard let format = try format(of: bytes) else {
      throw .usage(
        "\(name): cannot tell the format",
        hint: "use --format \(ImportFormat.allCases.map(\.rawValue).joined(separator: "|"))")
    }
    let context = session.context
    let importer = EntryImporter(
      format, zone: try session.zone(), zoneNamed: { TimeZone.installed($0, readFile: context.readZoneFile) },
      map: try map(for: format))
    let file = importer.read(bytes)
    if let first = file.problems.first {
      var error = TTError.usage("\(name):\(first.line): \(first.text)")
      error.details = file.problems.dropFirst().prefix(20).map { "\(name):\($0.line): \($0.text)" }
      throw error
    }
    return file
  }

  private func content() throws(TTError) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = path == "-" ? try session.context.readInput() : try Files.read(path, pipes: .standard)
    } catch {
      throw .usage("cannot read \(name): \(error.reason)")
    }
    guard let bytes else { throw .usage("\(name) does not exist") }
    return bytes
  }

  private func format(of bytes: [UInt8]) throws(TTError) -> ImportFormat? {
    if let word = arguments.value("format") { return ImportFormat(rawValue: word) }
    if let format = ImportFormat(name: path == "-" ? nil : path, bytes: bytes) { return format }
    // Columns of any name can be mapped.
    return try map(for: .csv)[.start] == nil ? nil : .csv
  }

  private func map(for format: ImportFormat) throws(TTError) -> [ImportField: String] {
    var map: [ImportField: String] = [:]
    let known = ImportField.mappable(in: format)
    for part in arguments.values("map").flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, !sides[1].isEmpty, let field = known.first(where: { $0.rawValue == sides[0] }) else {
        let fields = known.map(\.rawValue).joined(separator: ", ")
        throw .invalidValue(
          String(part), for: "--map", expected: "FIELD=NAME with one of the fields \(fields)",
          hint: "for example: --map \(known[0].rawValue)=Begin")
      }
      if map[field] != nil { throw .usage("--map: \(field.rawValue) specified twice") }
      map[field] = sides[1]
    }
    return map
  }
}
