import Basics
import Reports

/// A report for people: a table with a total, then gaps and overlaps.
struct ReportText {
  let report: Report
  /// The columns available for the table with bars; nil draws none.
  let barsWithin: Int?
  /// The terminal's width in columns; nil truncates nothing.
  let width: Int?

  /// The lines; none for an empty report.
  var lines: [String] {
    if report.groups.isEmpty { return [] }
    var lines = table()
    guard let gaps = report.gaps else { return lines }
    lines += [""] + ranges("Gaps", gaps.gaps) + [""] + ranges("Overlaps", gaps.overlaps)
    return lines
  }

  /// One row of the table.
  private struct Row {
    var name: String
    var amount: ReportAmount
    /// Fractions of an hour and hundredths of the total; those of the last level add up to those above them.
    var hours = 0
    var percent = 0
    var hasBar = true
  }

  private func table() -> [String] {
    let sum = measure(report.total)
    let decimals = report.decimals
    var hours = report.hoursApportionment
    var percents = Apportionment(numerator: 100, denominator: max(1, sum))
    var rows = rows(report.groups, indent: "", &hours, &percents)
    var all = report.hoursApportionment
    rows.append(Row(name: "TOTAL", amount: report.total, hours: all.next(sum), percent: 100, hasBar: false))
    let title = report.levels.map { $0.rawValue.uppercased() }.joined(separator: " / ")
    var columns = [Column("name", title: title), Column("hours", kind: .number)]
    if report.rounding != nil { columns.append(Column("rounded", kind: .number)) }
    columns += [Column("decimal", kind: .number), Column("share", title: "%", kind: .number)]
    let cells = rows.map { row -> [String] in
      let isWhole = report.rounding?.step.isMultiple(of: 60) ?? false
      let rounded =
        report.rounding == nil ? [] : [HoursFormat.clock(row.amount.rounded, isWholeMinutes: isWhole)]
      return [row.name, HoursFormat.clock(row.amount.seconds, isWholeMinutes: false)] + rounded + [
        HoursFormat.decimal(row.hours, digits: decimals), sum > 0 ? "\(row.percent)%" : "",
      ]
    }
    let plain = TextTable(columns: columns, rows: cells).render(width: width).lines
    guard let barsWithin else { return plain }
    let used = plain.reduce(0) { max($0, DisplayWidth.of($1)) }
    let room = min(40, barsWithin - used - 2)
    let maxSeconds = report.groups.map { measure($0.amount) }.max() ?? 0
    guard room >= 5, maxSeconds > 0 else { return plain }
    return zip(plain, [nil] + rows).map { line, row in
      guard let row, row.hasBar else { return line }
      let bar = Bar.text(measure(row.amount), of: maxSeconds, columns: room)
      return bar.isEmpty ? line : line + String(repeating: " ", count: used + 2 - DisplayWidth.of(line)) + bar
    }
  }

  private func rows(
    _ groups: [ReportGroup], indent: String, _ hours: inout Apportionment, _ percents: inout Apportionment
  ) -> [Row] {
    let names = Dictionary(grouping: groups) { $0.label.name ?? "" }
    var rows: [Row] = []
    for group in groups {
      // Tasks of different projects can share a name.
      let isShared = (names[group.label.name ?? ""]?.count ?? 0) > 1
      let name = name(group) + (isShared ? group.label.id.map { " (\($0))" } ?? "" : "")
      let below = self.rows(group.groups, indent: indent + "  ", &hours, &percents)
      var row = Row(name: indent + name, amount: group.amount)
      if group.groups.isEmpty {
        row.hours = hours.next(measure(group.amount))
        row.percent = percents.next(measure(group.amount))
      } else {
        row.hours = below.reduce(0) { $0 + $1.hours }
        row.percent = below.reduce(0) { $0 + $1.percent }
      }
      rows += [row] + below
    }
    return rows
  }

  private func name(_ group: ReportGroup) -> String {
    guard let name = group.label.name else { return "(no \(group.level.rawValue))" }
    guard group.level == .day, let day = LocalTime(dateText: name) else {
      return name.escapingControlCharacters
    }
    return name + " " + day.shortWeekday
  }

  /// What decimals, shares and bars are based on: the rounded duration where there is one.
  private func measure(_ amount: ReportAmount) -> Int { report.rounding == nil ? amount.seconds : amount.rounded }

  private func ranges(_ title: String, _ ranges: [TimeRange]) -> [String] {
    if ranges.isEmpty { return ["\(title): none"] }
    let hasPeople = Set(ranges.map(\.user)).count > 1
    let hasEntries = ranges.contains { !$0.entries.isEmpty }
    var columns = [Column("day"), Column("from"), Column("to"), Column("time", kind: .number)]
    if hasPeople { columns.append(Column("user")) }
    if hasEntries { columns.append(Column("entries")) }
    let cells = ranges.map { range -> [String] in
      let end = range.end.text
      let shownEnd = end.hasPrefix(range.day) ? String(end.dropFirst(11)) : end
      var cells = [
        range.day, String(range.start.text.dropFirst(11)), shownEnd, DurationText.clock(range.seconds),
      ]
      if hasPeople { cells.append((range.user.name ?? "").escapingControlCharacters) }
      if hasEntries { cells.append(range.entries.map(String.init).joined(separator: ", ")) }
      return cells
    }
    return ["\(title):"] + TextTable(columns: columns, rows: cells).render(width: width).lines
  }
}

/// A bar of block characters, exact to an eighth of a column.
enum Bar {
  /// - Parameter maxValue: the value whose bar fills all columns.
  static func text(_ value: Int, of maxValue: Int, columns: Int) -> String {
    guard value > 0, maxValue > 0 else { return "" }
    let eighths = max(1, Int((Double(value) / Double(maxValue) * Double(columns * 8)).rounded()))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: min(columns, eighths / 8)) + (eighths < columns * 8 ? parts[eighths % 8] : "")
  }
}

extension String {
  /// The lines of a text that ends with a newline.
  fileprivate var lines: [String] {
    split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}
