import Basics
import Policy
import TrackingTime

/// `tt policy log`: what the audit log says, and whether it is whole.
enum PolicyLogCommand {
  static let command = Command(
    path: ["policy", "log"], group: .guarding,
    summary: "Show what was called and what the policy said, or verify the log",
    details: [
      "The records of the audit log, the oldest first. A call has two: its verdict, and how it ended; the id joins them. "
        + "--grant, --tool and --verdict can be given several times. Here --grant chooses records; TT_GRANT and the setting "
        + "grant_lock do not matter, since nothing is called.",
      "With --verify the chain of hashes is walked over all files of the log. A record that was altered, removed, moved, "
        + "repeated or put in, a line cut short and records missing at the end are named with file and line: exit 1, 0 when "
        + "all is whole. What this can tell and what not is in tt-audit(5).",
    ],
    flags: [
      Flag(name: "since", value: "TIME", summary: "only records from then on: yyyy-MM-dd, \(TimeExpression.forms)"),
      Flag(name: "until", value: "TIME", summary: "only records up to then; a day is meant to its end"),
      Flag(
        name: "tool", value: "TOOL", summary: "only records of this tool",
        completion: .words(Catalog.tools.map(\.name))),
      Flag(
        name: "verdict", value: "WORD", summary: "only calls that met this verdict, or a person's yes or no",
        choices: ["allow", "deny", "limit", "approval", "invalid", "yes", "no"]),
      Flag(name: "last", short: "n", value: "N", summary: "only the last N of them"),
      Flag(
        name: "follow", short: "f",
        summary:
          "go on with what is appended, until interrupted; begins with the last 10 unless --last or --since is given"),
      Flag(name: "verify", summary: "look whether the log is as it was written"),
    ],
    examples: [
      .init(line: "tt policy log -n 20", summary: "what happened last?"),
      .init(line: "tt policy log --grant claude --verdict deny --since -1d", summary: "what was it not allowed?"),
      .init(line: "tt policy log --verify", summary: "has somebody changed the log?"),
    ],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let log = AuditLog(folder: try session.folders().state)
    if arguments.has("verify") {
      for flag in ["since", "until", "grant", "tool", "verdict", "last", "follow"] where arguments.value(flag) != nil {
        throw .usage("tt policy log: --verify looks at the whole log; --\(flag) does not go with it")
      }
      return VerificationReport(try log.verify { session.context.sleep(0.01) }).output
    }
    let query = try LogQuery(arguments, session)
    var printer = try AuditLogPrinter(query, arguments, session)
    var reader = try AuditReader(log, query.filter)
    if let last = query.last { try reader.skip(toLast: last) }
    while true {
      try reader.read { (record) throws(TTError) in try printer.print(record) }
      try printer.flush()
      guard query.follows else { break }
      session.context.sleep(0.2)
      if try !reader.refresh() {
        _ = session.context.errors.write(Array("tt: records were removed from \(log.path)\n".utf8))
      }
    }
    try printer.end()
    var notes: [String] = []
    if reader.damaged > 0 {
      notes.append(
        "\(reader.damaged) line\(reader.damaged == 1 ? " is no record" : "s are no records"); see: tt policy log --verify"
      )
    }
    if printer.isEmpty, arguments.format == .table { notes.append("there are no such records") }
    return Output(value: .null, view: .none, notes: notes)
  }
}

/// What a line of `tt policy log` asks for.
struct LogQuery {
  var filter = AuditFilter()
  /// How many of the last records; nil for all.
  var last: Int?
  var follows: Bool

  init(_ arguments: Arguments, _ session: Session) throws(TTError) {
    filter.grants = arguments.values("grant")
    filter.tools = arguments.values("tool")
    filter.verdicts = arguments.values("verdict")
    filter.since = try Self.time("since", arguments, session, isEnd: false)?.rfc3339
    filter.until = try Self.time("until", arguments, session, isEnd: true)?.rfc3339
    if let since = filter.since, let until = filter.until, until < since {
      throw .usage("--until (\(until)) is before --since (\(since))")
    }
    follows = arguments.has("follow")
    if follows, filter.until != nil { throw .usage("--follow and --until exclude each other") }
    if follows, arguments.format == .json {
      throw .usage("--follow has no end, and --json is one document", hint: "one a line: --output jsonl")
    }
    if let word = arguments.value("last") {
      guard let count = Int(word), count >= 0 else {
        throw .usage("--last is \(Shell.quoted(word)); it takes a whole number from 0 up")
      }
      last = count
    } else if follows, filter.since == nil {
      last = 10
    }
  }

  private static func time(
    _ flag: String, _ arguments: Arguments, _ session: Session, isEnd: Bool
  ) throws(TTError) -> Instant? {
    guard let word = arguments.value(flag) else { return nil }
    let zone = try session.zone()
    if let day = LocalTime(dateText: word) {
      if !isEnd { return zone.startOfDay(of: day) }
      return Instant(seconds: zone.startOfDay(of: day.adding(days: 1)).seconds - 1)
    }
    guard let moment = TimeExpression(word) else {
      throw .usage("--\(flag) is \(Shell.quoted(word)); it takes yyyy-MM-dd, \(TimeExpression.forms)")
    }
    return try moment.resolve(now: session.context.clock(), in: zone).instant
  }
}
