import Basics
import TrackingTime

/// `tt report`: where the hours went.
enum ReportCommand {
  static let command = Command(
    path: ["report"], group: .looking, summary: "Sum up hours",
    details: [
      "Your own entries of this week by project, unless the flags say otherwise. With --project, --customer or --task "
        + "everybody's entries that you may see are meant; add --user @current for your own.",
      "An entry belongs to the range when it starts there. By day, week or month it is split at the account's local "
        + "midnight, so that a part can lie on the day after the range; days of 23 and 25 hours are right.",
      "A total is the sum of its rounded groups. Gaps lie between entries that start on the same day.",
    ],
    flags: ReportOptions.flags + DayRange.flags + [
      .reference(to: .project, "only entries of this project"),
      .reference(to: .customer, "only entries of this customer"),
      .reference(to: .task, "only entries of this task"), .reference(to: .user, "only entries of this person"),
      Flag(name: "company", summary: "entries of the whole workspace"),
    ],
    examples: [
      .init(line: "tt report", summary: "this week by project"),
      .init(line: "tt report --by customer,project --month --round 15m:up", summary: "a month as it is billed"),
      .init(line: "tt report --by day --gaps --min 10m", summary: "where time went missing"),
      .init(
        line: "tt report --company --by user,week --from 2026-03-01 --to 2026-03-31 --output csv",
        summary: "a team, for a spreadsheet"),
    ],
    tools: ["list_events", "list_company_events", "list_user_tasks", "get_me"],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let options = try ReportOptions(arguments)
    let draft = try ListCommands.eventsDraft(arguments, session)
    let machineZone = try session.context.zone()
    let (call, rowFilter) = try Resolver(session: session).resolve(draft)
    var rules = Aggregator.Rules(
      levels: options.levels, rounding: options.rounding, billable: options.billable,
      includesPlanned: options.includesPlanned, now: session.context.clock(),
      weekStart: try session.settings().weekStartDay, keepsSpans: options.shortestGap != nil)
    if options.countsRunning { rules.runningID = try runningEntry(session) }
    var tally = Aggregator(rules, machineZone: machineZone)
    var notes = try collect(call, rowFilter, into: &tally, session)
    if !tally.waiting.isEmpty { tally.finish(try accountZone(session, machineZone, &notes)) }
    let report = Report(
      from: call.arguments["from"]?.string ?? "", to: call.arguments["to"]?.string ?? "", levels: options.levels,
      rounding: options.rounding, groups: tally.groups(),
      gaps: options.shortestGap.map { GapFinder(tally.spans, shortest: $0) })
    return output(report, options, session, notes: notes + remarks(tally))
  }

  /// Counts the entries page by page, so that a long list is never held whole.
  private static func collect(
    _ call: ToolCall, _ rowFilter: (@Sendable (JSONValue) -> Bool)?, into tally: inout Aggregator, _ session: Session
  ) throws(TTError) -> [String] {
    var counted = tally
    var failure: TTError?
    let answer = try session.call(call) { rows in
      guard failure == nil else { return }
      do throws(TTError) {
        for row in rows where rowFilter?(row) ?? true { try counted.add(row) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    tally = counted
    return answer.notes
  }

  private static func runningEntry(_ session: Session) throws(TTError) -> Int? {
    let call = ToolCall("list_user_tasks", ["filter": "TRACKING"], subject: .runningTimer)
    return RunningTimer(try session.call(call).data)?.entry?["id"]?.int
  }

  /// The zone whose midnights end the days. Only asked for when an entry reaches from one day into the next.
  private static func accountZone(
    _ session: Session, _ machineZone: TimeZone, _ notes: inout [String]
  ) throws(TTError) -> TimeZone {
    do throws(TTError) {
      let name = try session.call(ToolCall("get_me")).data["settings"]?["timezone_iana"]?.string
      return name.flatMap { TimeZone.load(named: $0, readFile: session.context.readZoneFile) } ?? machineZone
    } catch {
      guard error.failure == .policyDenied || error.failure == .approvalRequired else { throw error }
      notes.append("the policy keeps the account's zone from being looked up; days end by \(machineZone.name)")
      return machineZone
    }
  }

  private static func remarks(_ tally: Aggregator) -> [String] {
    func entries(_ count: Int) -> String { count == 1 ? "1 entry" : "\(count) entries" }
    var remarks: [String] = []
    if tally.open > 0 {
      remarks.append("\(entries(tally.open)) without an end not counted; your running timer counts with --running")
    }
    if tally.planned > 0 { remarks.append("\(entries(tally.planned)) only planned not counted; see --planned") }
    return remarks
  }

  private static func output(
    _ report: Report, _ options: ReportOptions, _ session: Session, notes: [String]
  ) -> Output {
    let format = session.arguments.format
    var notes = notes
    if RowWriter.streams(format) || format == .table && session.arguments.fields != nil {
      if report.gaps != nil { notes.append("gaps and overlaps are in the text and with --json only") }
      var rows = report.rows
      let view = ListView(columns: report.columns, empty: empty(report), idKey: report.idKey)
      if format == .ids { rows.removeAll { $0[report.idKey]?.isNull ?? true } }
      return Output(value: .array(rows), view: .table(view), notes: notes)
    }
    if format == .table, report.groups.isEmpty { notes.append(empty(report)) }
    let stream = session.context.output
    let width = stream.isTerminal ? stream.columns : nil
    let drawsBars = options.bars == .always || options.bars == .auto && stream.isTerminal
    let text = ReportText(report: report, barsWithin: drawsBars ? width ?? 80 : nil, width: width)
    return Output(value: report.json, view: .lines(text.lines), notes: notes)
  }

  private static func empty(_ report: Report) -> String {
    "there are no time entries from \(report.from) to \(report.to)"
  }
}
