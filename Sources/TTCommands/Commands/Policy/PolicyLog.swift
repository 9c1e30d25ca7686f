import Basics
import Policy
import TrackingTime

/// `tt policy log`.
enum PolicyLog {
  static let command = Command(
    group: .policy,
    summary: "Show or verify the audit log",
    details: [
      "Prints the records of the audit log, oldest first. A call has two records with the same ID: its verdict and its "
        + "outcome. --grant, --tool and --verdict may be given several times. Here --grant selects records; TT_GRANT and "
        + "the setting grant_lock have no effect, as nothing is called.",
      "With --verify, checks the hash chain across all files of the log. Records that were altered, removed, moved, repeated "
        + "or inserted, truncated lines and records missing at the end are reported with file and line. The exit code is 1 "
        + "if there are any, 0 if the log is intact. tt-audit(5) describes what this can and cannot detect.",
    ],
    flags: [
      Flag(
        name: "since", value: "TIME",
        summary: "only records from this day or time on: \(DayExpression.forms), \(TimeExpression.forms)"),
      Flag(name: "until", value: "TIME", summary: "only records up to this time; a day is included as a whole"),
      Flag(
        name: "tool", value: "TOOL", summary: "only records of this tool",
        completion: .words(Catalog.allTools.map(\.name))),
      Flag(
        name: "verdict", value: "WORD",
        summary: "only records with this verdict, or this answer to an approval request",
        choices: ["allow", "deny", "limit", "approval", "invalid", "yes", "no"]),
      Flag(name: "last", short: "n", value: "N", summary: "only the last N matching records"),
      Flag(
        name: "follow", short: "f",
        summary:
          "keep printing new records until interrupted; starts with the last 10 unless --last or --since is given"),
      Flag(name: "verify", summary: "check that the log is intact"),
    ],
    examples: [
      .init(line: "tt policy log -n 20", summary: "the last 20 records"),
      .init(
        line: "tt policy log --grant claude --verdict deny --since -1d",
        summary: "what was denied in the last 24 hours?"),
      .init(line: "tt policy log --verify", summary: "has the log been tampered with?"),
    ],
    isServed: true, action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let store = try session.store()
    if arguments.has("verify") {
      for flag in ["since", "until", "grant", "tool", "verdict", "last", "follow"] where arguments.value(flag) != nil {
        throw .cannotCombine("tt policy log: --verify", with: "--\(flag)", hint: "it always checks the whole log")
      }
      return VerificationReport(try store.verifyAudit { session.context.sleep(0.01) }).output
    }
    let query = try LogQuery(arguments, session)
    var printer = try AuditLogPrinter(session)
    var reader = try store.auditRecords(matching: query.filter)
    if let last = query.last { try reader.skip(toLast: last) }
    while true {
      try reader.read { (record) throws(TTError) in try printer.print(record) }
      try printer.flush()
      guard query.follows else { break }
      session.context.sleep(reader.interval)
      if try !reader.refresh() {
        _ = session.context.errors.write(
          Array("tt: records were removed from the audit log in \(store.location)\n".utf8))
      }
    }
    try printer.end()
    var notes: [String] = []
    if reader.damaged > 0 {
      notes.append(
        "\(reader.damaged) line\(reader.damaged == 1 ? " is not a valid record" : "s are not valid records")"
          + "; see: tt policy log --verify"
      )
    }
    if printer.isEmpty, arguments.format == .table { notes.append("no matching records") }
    return Output(value: .null, view: .none, notes: notes)
  }
}
