import Basics
import Reports
import TrackingTime

/// `tt report`.
enum ReportCommand {
  static let command = Command(
    group: .looking, summary: "Report tracked hours",
    details: [
      "Adds up your own entries of this week by project unless the flags say otherwise. --project, --customer and --task "
        + "count the entries of all users, as far as you may see them; add --user @current for your own.",
      "An entry counts if it starts within the range. By day, week or month, it is split at local midnight in the account's "
        + "time zone, so a part of it may fall on the day after the range. Days of 23 and 25 hours are counted correctly.",
      "Your running timer counts up to now, unless --no-running leaves it out.",
      "Totals are the sums of the rounded groups. Gaps are those between entries that start on the same day.",
      "--output markdown prints one table, --output html a page for a browser and for paper, complete in itself, with bars "
        + "by day and project.",
    ],
    flags: ReportOptions.flags + DayRange.flags + ListCommand.eventFilters,
    examples: [
      .init(line: "tt report", summary: "this week by project"),
      .init(line: "tt report --by customer,project --month --round 15m:up", summary: "a month, rounded for billing"),
      .init(line: "tt report --by day --gaps --min 10m", summary: "find untracked time"),
      .init(
        line: "tt report --company --by user,week --from 2026-03-01 --to 2026-03-31 --output csv",
        summary: "a team's month, for a spreadsheet"),
      .init(line: "tt report --month --output html", summary: "a page to look at or to print"),
    ],
    tools: ["list_events", "list_company_events", "list_user_tasks", "get_me"], formats: ReportOptions.Page.names,
    action: .report(call: unresolvedCall, run: run))

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    _ = try ReportOptions(arguments)
    return try ListEvents.unresolvedCall(arguments, session)
  }

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let options = try ReportOptions(arguments)
    let draft = try ListEvents.unresolvedCall(arguments, session)
    let machineZone = try session.zone()
    let (call, rowFilter) = try Resolver(session: session).resolve(draft)
    var rules = Aggregator.Rules(levels: options.levels)
    rules.rounding = options.rounding
    rules.billable = options.billable
    rules.includesPlanned = options.includesPlanned
    rules.now = session.context.clock()
    rules.weekStart = try session.settings().weekStartDay
    rules.keepsSpans = options.minGapSeconds != nil
    rules.includesRunning = options.includesRunning
    rules.runningID = try RunningEntry.find(among: call, of: arguments, session)?.id
    var aggregator = Aggregator(rules, machineZone: machineZone)
    rules.levels = [.day, .project]
    rules.rounding = nil
    // What the bars of a page show.
    var days = options.page == .html ? Aggregator(rules, machineZone: machineZone) : nil
    var notes = try collect(call, where: rowFilter, session) { row throws(TTError) in
      try aggregator.add(row)
      try days?.add(row)
    }
    if aggregator.needsZone || days?.needsZone == true {
      let zone = try accountZone(session, otherwise: machineZone, &notes)
      aggregator.finish(accountZone: zone)
      days?.finish(accountZone: zone)
    }
    let report = Report(
      from: draft.call.arguments["from"]?.string ?? "", to: draft.call.arguments["to"]?.string ?? "",
      levels: options.levels,
      rounding: options.rounding, groups: aggregator.groups(),
      gaps: options.minGapSeconds.map { aggregator.gaps(minSeconds: $0) })
    notes += remarks(aggregator)
    if let page = options.page { return output(report, page, days: days?.groups() ?? [], session, notes: notes) }
    return try output(report, bars: options.bars, session, notes: notes)
  }

  /// Counts the entries page by page, so that a long list is never held in memory.
  private static func collect(
    _ call: ValidatedCall, where rowFilter: (@Sendable (JSONValue) -> Bool)?, _ session: Session,
    add: @escaping (JSONValue) throws(TTError) -> Void
  ) throws(TTError) -> [String] {
    var failure: TTError?
    let answer = try session.call(call) { rows in
      guard failure == nil else { return }
      do throws(TTError) {
        for row in rows where rowFilter?(row) ?? true { try add(row) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return answer.notes.map(\.commandLineText)
  }

  /// The zone whose midnights separate days. Looked up only when an entry reaches from one day into the next.
  private static func accountZone(
    _ session: Session, otherwise machineZone: TimeZone, _ notes: inout [String]
  ) throws(TTError) -> TimeZone {
    do throws(TTError) {
      let name = try session.call(ToolCall("get_me")).data["settings"]?["timezone_iana"]?.string
      return name.flatMap { TimeZone.load(named: $0, readFile: session.context.readZoneFile) } ?? machineZone
    } catch {
      guard error.failure == .policyDenied || error.failure == .approvalRequired else { throw error }
      notes.append(
        "days end at midnight in \(machineZone.name): the policy denies looking up the account's time zone")
      return machineZone
    }
  }

  private static func remarks(_ aggregator: Aggregator) -> [String] {
    var remarks: [String] = []
    if aggregator.leavesOutRunning { remarks.append("not counting your running timer") }
    if aggregator.openCount > 0 {
      remarks.append("not counting \(Output.entries(aggregator.openCount)) without an end")
    }
    if aggregator.emptyCount > 0 { remarks.append("\(Output.entries(aggregator.emptyCount)) of no length") }
    if aggregator.plannedCount > 0 {
      remarks.append("not counting \(Output.entries(aggregator.plannedCount)) of planned time; see --planned")
    }
    return remarks
  }

  private static func output(
    _ report: Report, _ page: ReportOptions.Page, days: [ReportGroup], _ session: Session, notes: [String]
  ) -> Output {
    var notes = notes
    if report.gaps != nil { notes.append(Self.gapsNote) }
    if report.groups.isEmpty { notes.append(empty(report)) }
    let text = page == .html ? ReportPage(report, days: days).html : report.markdown
    let isTerminal = session.context.output.isTerminal
    return Output(value: report.json, view: .raw(isTerminal ? text.exposingHiddenAndControls : text), notes: notes)
  }

  private static let gapsNote = "gaps and overlaps are shown only as text and with --json"

  private static func output(
    _ report: Report, bars: ReportOptions.Bars, _ session: Session, notes: [String]
  ) throws(TTError) -> Output {
    let format = session.arguments.format
    var notes = notes
    if try FieldSelection.selectsRows(session.arguments) {
      if report.gaps != nil { notes.append(gapsNote) }
      var rows = report.rows
      let ids = report.levels.filter { !$0.isCalendar }.map { $0.rawValue + "_id" }
      let view = ListView(columns: report.columns, empty: empty(report), idKey: report.idKey, fields: ids)
      if format == .ids { rows.removeAll { $0[report.idKey]?.isNull ?? true } }
      return Output(value: .array(rows), view: .table(view), notes: notes)
    }
    if format == .table, report.groups.isEmpty { notes.append(empty(report)) }
    let stream = session.context.output
    let width = stream.isTerminal ? stream.columns : nil
    let drawsBars = bars == .always || bars == .auto && stream.isTerminal
    let text = ReportText(report: report, barsWithin: drawsBars ? width ?? 80 : nil, width: width)
    return Output(value: report.json, view: .lines(text.lines), notes: notes)
  }

  private static func empty(_ report: Report) -> String {
    "no time entries from \(report.from) to \(report.to)"
  }
}
