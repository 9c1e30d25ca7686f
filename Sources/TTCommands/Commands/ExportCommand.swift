import Basics
import Reports
import TrackingTime

/// `tt export`.
enum ExportCommand {
  static let command = Command(
    group: .looking, summary: "Export time entries for other programs",
    details: [
      "Writes the entries that tt list events lists with the same flags: your own of this week unless they say otherwise. "
        + "What still runs and what is only planned is left out.",
      "CSV has the columns start, end, task, project and notes in this machine's time zone, and task_id, start_rfc3339 and "
        + "end_rfc3339, from which tt import makes the same entries in any zone. Calendars have the task's ID as "
        + "X-TT-TASK-ID, Timewarrior's lines as the tag tt:ID, and klog's as #tt=ID. klog has whole minutes of local time; "
        + "an entry over a change of the clock is written as its duration, with its times in the tags tt-start and tt-end.",
    ],
    flags: [
      Flag(name: "format", value: "WORD", summary: "format of the file", choices: ExportFormat.allCases.map(\.rawValue))
    ] + ListEvents.flags,
    examples: [
      .init(line: "tt export --format csv --month", summary: "a month, for tt import or a spreadsheet"),
      .init(line: "tt export --format ics --year", summary: "a calendar"),
    ],
    tools: ["list_events", "list_company_events", "list_user_tasks"],
    action: .report(call: unresolvedCall, run: run))

  private static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    _ = try format(arguments)
    return try ListEvents.unresolvedCall(arguments, session)
  }

  private static func format(_ arguments: Arguments) throws(TTError) -> ExportFormat {
    if let flag = ["output", "json", "quiet", "fields"].first(where: { arguments.value($0) != nil }),
      !arguments.has("dry-run")
    {
      throw .usage(
        "tt export: --\(flag) has no effect on a format for other programs", hint: "for JSON: tt list events --json")
    }
    guard let format = arguments.value("format").flatMap(ExportFormat.init) else {
      let words = ExportFormat.allCases.map(\.rawValue)
      throw .usage("tt export: missing --format", hint: "expected --format \(words.joined(separator: "|"))")
    }
    return format
  }

  private static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let context = session.context
    let zone = try session.zone()
    let (call, rowFilter) = try Resolver(session: session).resolve(try unresolvedCall(arguments, session))
    let running = try RunningEntry.find(among: call, of: arguments, session)?.id
    var exporter = EntryExporter(try format(arguments), zone: zone, now: context.clock())
    var openCount = 0
    var isWritable = true
    func write(_ text: String) {
      guard isWritable, !text.isEmpty else { return }
      isWritable = context.output.write(Array((context.output.isTerminal ? text.exposingHiddenAndControls : text).utf8))
    }
    var hasBegun = false
    func begin() {
      if !hasBegun { write(exporter.header) }
      hasBegun = true
    }
    let result: ToolResult
    do throws(TTError) {
      result = try session.call(call) { rows in
        begin()
        var text = ""
        for row in rows where rowFilter?(row) ?? true {
          guard let entry = entry(row, isSafe: arguments.has("csv-safe")), entry.id != running else {
            openCount += 1
            continue
          }
          text += exporter.text(of: entry)
        }
        write(text)
      }
    } catch {
      var error = error
      if hasBegun { error.message += "; the export is incomplete" }
      throw error
    }
    begin()
    write(exporter.footer)
    guard isWritable else { throw TTError(.api, "cannot write to standard output") }
    return Output(
      value: .null, view: .none,
      notes: result.notes.map(\.commandLineText) + remarks(exporter, openCount: openCount))
  }

  /// An entry to write; nil for one that has no end yet or is only planned.
  private static func entry(_ row: JSONValue, isSafe: Bool) -> ExportedEntry? {
    guard let recorded = RecordedEntry(row), !recorded.isPlanned, let end = recorded.end else { return nil }
    func text(_ key: String) -> String { RowWriter.neutralizingFormulas(row[key]?.string ?? "", isSafe) }
    return ExportedEntry(
      id: recorded.id ?? 0, start: recorded.start, end: end, task: text("task"), taskID: recorded.taskID,
      project: text("project"), notes: text("notes"))
  }

  private static func remarks(_ exporter: EntryExporter, openCount: Int) -> [String] {
    var remarks: [String] = []
    if openCount > 0 { remarks.append("left out \(Output.entries(openCount)) that still run or are only planned") }
    if exporter.omittedCount > 0 {
      remarks.append("left out \(Output.entries(exporter.omittedCount)) that the format cannot hold")
    }
    if exporter.inexactCount > 0 {
      remarks.append(
        "\(Output.entries(exporter.inexactCount)) cannot be read back: klog has only whole minutes")
    }
    return remarks
  }
}
