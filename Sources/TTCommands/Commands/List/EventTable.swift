import Basics

/// Time entries on a terminal: by day, each day with its total.
struct EventTable {
  private let columns: [Column]
  private let style: Style
  private let width: Int?
  private var days: [Day] = []

  /// The entries that start on a day, as their own texts have it.
  private struct Day {
    var date: String
    var seconds = 0
    var plannedSeconds = 0
    var cells: [[String]] = []

    var heading: String {
      let weekday = LocalTime(dateText: date).map { $0.shortWeekday + " " } ?? ""
      let planned = plannedSeconds > 0 ? "  (and \(DurationText.clock(plannedSeconds)) planned)" : ""
      return weekday + (date.isEmpty ? "no date" : date) + "  " + DurationText.clock(seconds) + planned
    }
  }

  /// The text for a terminal.
  static func text(of rows: [JSONValue], style: Style, width: Int?) -> String {
    EventTable(rows, style: style, width: width).text
  }

  private init(_ rows: [JSONValue], style: Style, width: Int?) {
    self.style = style
    self.width = width
    var columns = [
      Column("id", kind: .number), Column("start", kind: .fixed), Column("end", kind: .fixed),
      Column("duration", title: "TIME", kind: .seconds), Column("task"), Column("project"), Column("user"),
      Column("notes"),
    ]
    if Set(rows.map { $0["user_id"] ?? $0["user"] }).count < 2 { columns.removeAll { $0.key == "user" } }
    self.columns = columns
    var places: [String: Int] = [:]
    for row in rows { add(row, &places) }
  }

  private mutating func add(_ row: JSONValue, _ places: inout [String: Int]) {
    let date = String((row["start"]?.string ?? "").prefix(10)).escapingControlCharacters
    let place = places[date] ?? days.count
    if place == days.count {
      days.append(Day(date: date))
      places[date] = place
    }
    let seconds = row["duration"]?.int ?? 0
    if row["event_type"]?.string == "NOT_LOGGED" {
      days[place].plannedSeconds += seconds
    } else {
      days[place].seconds += seconds
    }
    days[place].cells.append(
      columns.map { column in
        switch column.key {
        case "start": Self.clock(row["start"]).escapingControlCharacters
        case "end": Self.end(of: row).escapingControlCharacters
        default: column.displayText(row).escapingControlCharacters
        }
      })
  }

  /// The hour and minute of a time.
  private static func clock(_ time: JSONValue?) -> String { String((time?.string ?? "").dropFirst(11).prefix(5)) }

  /// The end: with the days it lies after the start, if any.
  private static func end(of row: JSONValue) -> String {
    if row["running"]?.bool == true { return Column.running }
    guard let start = row["start"]?.string.flatMap({ LocalTime(serviceText: $0) }),
      let end = row["end"]?.string.flatMap({ LocalTime(serviceText: $0) })
    else { return clock(row["end"]) }
    let days = end.days(since: start)
    return clock(row["end"]) + (days == 0 ? "" : days > 0 ? " +\(days)" : " \(days)")
  }

  private var text: String {
    let table = TextTable(columns: columns, rows: days.flatMap(\.cells), style: style, width: width)
    let widths = table.widths()
    return days.reduce(into: table.header(widths)) { text, day in
      text += style.bold(day.heading) + "\n"
      text += TextTable(columns: columns, rows: day.cells, style: style, width: width).body(widths)
    }
  }
}
