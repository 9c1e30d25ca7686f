import Basics
import Reports
import TrackingTime

/// Time entries by day, as `tt today` and `tt week` show them.
struct DaySheetReport {
  let sheet: DaySheet
  /// The target of each weekday in seconds, from Monday on; nil if none is set.
  let targets: [Int]?
  /// The number of calls that wait to be sent.
  let waiting: Int

  private var target: Int? { targets.map(sheet.target) }

  func output(_ session: Session) throws(TTError) -> Output {
    let format = session.arguments.format
    var notes: [String] = []
    if sheet.openCount > 0 { notes.append("not counting \(Output.entries(sheet.openCount)) without an end") }
    if sheet.plannedCount > 0 { notes.append("not counting \(Output.entries(sheet.plannedCount)) of planned time") }
    if format == .json, session.arguments.fields == nil { notes = [] }
    if try FieldSelection.selectsRows(session.arguments) {
      let columns = ["date", "id", "start", "end", "seconds", "task", "project", "notes"]
      let view = ListView(columns: columns.map { Column($0) }, empty: "no time entries")
      var output = Output(value: .array(rows), view: .table(view), notes: notes)
      output.declared = KnownFields.of(tool: "list_events")
      return output
    }
    let stream = session.context.output
    return Output(value: json, view: .lines(lines(width: stream.isTerminal ? stream.columns : nil)), notes: notes)
  }

  /// The days as a JSON document.
  var json: JSONValue {
    let days = sheet.days.map { day -> JSONValue in
      [
        "date": .string(day.date.dateText), "seconds": JSONValue(day.seconds),
        "entries": .array(day.parts.map(Self.entry)),
      ]
    }
    return [
      "days": .array(days), "total_seconds": JSONValue(sheet.seconds),
      "target_seconds": target.map { JSONValue($0) } ?? .null,
      "balance_seconds": target.map { JSONValue(sheet.seconds - $0) } ?? .null, "waiting": JSONValue(waiting),
    ]
  }

  /// The whole entry, with the seconds of it that count on the day.
  private static func entry(_ part: DaySheet.Part) -> JSONValue {
    var entry = part.row.object ?? JSONObject()
    entry["seconds"] = JSONValue(part.seconds)
    return .object(entry)
  }

  /// A row for each entry of each day, with the times that it has on the day.
  private var rows: [JSONValue] {
    sheet.days.flatMap { day in
      day.parts.map { part in
        var row = Self.entry(part).object ?? JSONObject()
        row["date"] = .string(day.date.dateText)
        row["start"] = .string(part.start.text)
        row["end"] = part.isRunning ? .null : .string(part.end.text)
        return .object(row)
      }
    }
  }

  private static let columns = [
    Column("id", title: "", kind: .number), Column("start", title: "", kind: .fixed),
    Column("end", title: "", kind: .fixed), Column("time", title: "", kind: .number), Column("task", title: ""),
    Column("notes", title: ""),
  ]

  /// The days as text.
  ///
  /// - Parameter width: the terminal's width in columns; nil cuts nothing.
  func lines(width: Int?) -> [String] {
    let cells = sheet.days.map { day in day.items.map { Self.cells($0, of: day) } }
    let widths = TextTable(columns: Self.columns, rows: cells.flatMap { $0 }, width: width).widths()
    var lines: [String] = []
    for (day, cells) in zip(sheet.days, cells) {
      lines.append("\(day.date.shortWeekday) \(day.date.dateText)  \(DurationText.clock(day.seconds))")
      let body = TextTable(columns: Self.columns, rows: cells, width: width).body(widths)
      lines += body.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
    lines.append("Total    " + DurationText.clock(sheet.seconds))
    if let target {
      let balance = sheet.seconds - target
      lines.append("Target   " + DurationText.clock(target))
      lines.append("Balance  " + (balance > 0 ? "+" : "") + DurationText.clock(balance))
    }
    if waiting > 0 { lines.append("Waiting  \(waiting) \(waiting == 1 ? "call" : "calls") to be sent: tt sync") }
    return lines
  }

  private static func cells(_ item: DaySheet.Item, of day: DaySheet.Day) -> [String] {
    switch item {
    case .entry(let part):
      let title = RunningTimer(part.row)?.title ?? "time without a task"
      let notes = part.row["notes"]?.string ?? ""
      return [
        part.row["id"]?.int.map(String.init) ?? "", clock(part.start, of: day),
        part.isRunning ? Column.running : clock(part.end, of: day), DurationText.clock(part.seconds),
        title.escapingControlCharacters, notes.escapingControlCharacters,
      ]
    case .gap(let gap):
      return ["", clock(gap.start, of: day), clock(gap.end, of: day), DurationText.clock(gap.seconds), "(gap)", ""]
    case .overlap(let overlap):
      let earlier = overlap.entries.count > 1 ? " with \(overlap.entries[0])" : ""
      return [
        "", clock(overlap.start, of: day), clock(overlap.end, of: day), DurationText.clock(overlap.seconds),
        "(overlap\(earlier))", "",
      ]
    }
  }

  /// The hour and minute; the end of the day is 24:00.
  private static func clock(_ time: ZonedInstant, of day: DaySheet.Day) -> String {
    if time.text.hasPrefix(day.date.dateText) { return String(time.text.dropFirst(11).prefix(5)) }
    let isMidnight = time.text.hasPrefix(day.date.adding(days: 1).dateText + " 00:00")
    return isMidnight ? "24:00" : String(time.text.dropFirst(5).prefix(11))
  }
}
