import Basics

/// A report as a page for a browser: complete in itself, without scripts, for screens and for paper.
public struct ReportPage: Sendable {
  private let report: Report
  /// The time of each day, by project.
  private let days: [ReportGroup]
  /// The projects, the largest first, in the order of their colours.
  private let projects: [ReportGroup]

  /// - Parameters:
  ///   - report: what the table shows.
  ///   - days: the same entries by day and project.
  public init(_ report: Report, days: [ReportGroup]) {
    self.report = report
    self.days = days
    let all = Dictionary(grouping: days.flatMap(\.groups), by: \.label).map { label, groups in
      ReportGroup(level: .project, label: label, amount: ReportGroup.sum(groups.map(\.amount)))
    }
    projects = all.sorted { first, second in
      (-first.amount.seconds, first.title) < (-second.amount.seconds, second.title)
    }
  }

  /// The page, an HTML document.
  public var html: String {
    let range = report.from == report.to ? report.from : "\(report.from) to \(report.to)"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Hours, \(Self.escaped(range))</title>
      <style>
      \(Self.style)</style>
      </head>
      <body>
      <main>
      <header>
      <h1>Hours</h1>
      <p>\(Self.escaped(range))</p>
      <p class="sum">\(time(report.total, isTotal: true)) <small>\(hours)</small></p>
      </header>
      \(chart)\(table)</main>
      </body>
      </html>

      """
  }

  private var hours: String {
    var all = report.hoursApportionment
    return HoursFormat.decimal(all.next(measure(report.total)), digits: report.decimals) + " hours"
  }

  /// What shares and bars of the table are based on: the rounded duration where there is one.
  private func measure(_ amount: ReportAmount) -> Int { report.rounding == nil ? amount.seconds : amount.rounded }

  /// A duration that programs can read, too.
  private func time(_ amount: ReportAmount, isTotal: Bool = false) -> String {
    let seconds = measure(amount)
    return "<data\(isTotal ? " id=\"total\"" : "") value=\"\(seconds)\">\(DurationText.clock(seconds))</data>"
  }

  // MARK: - Days

  private var chart: String {
    let most = days.map(\.amount.seconds).max() ?? 0
    guard most > 0 else { return "<p class=\"none\">No time was tracked.</p>\n" }
    let rows = shownDays.map { day -> String in
      let name =
        LocalTime(dateText: day.title).map { "\($0.shortWeekday) <b>\(day.title)</b>" } ?? Self.escaped(day.title)
      let groups = day.groups.sorted { color($0.label) < color($1.label) }
      let bars = groups.map { bar(color($0.label), $0.amount.seconds, of: most, $0.title) }.joined()
      let time =
        day.amount.seconds == 0
        ? "" : "<data value=\"\(day.amount.seconds)\">\(DurationText.clock(day.amount.seconds))</data>"
      return "<tr><th scope=\"row\">\(name)</th><td class=\"bar\">\(bars)</td><td>\(time)</td></tr>\n"
    }
    let key = projects.map { "<li><i class=\"c\(color($0.label))\"></i>\(Self.escaped($0.title))</li>" }.joined()
    return """
      <section>
      <h2>By day and project</h2>
      <table id="days">
      \(rows.joined())</table>
      <ul>\(key)</ul>
      </section>

      """
  }

  /// The days with time; of a month or less, the others as well.
  private var shownDays: [ReportGroup] {
    guard let first = LocalTime(dateText: report.from), let last = LocalTime(dateText: report.to),
      let span = DaySpan(from: first, to: last), last.days(since: first) < 31
    else { return days }
    let known = Set(days.map(\.title))
    let others = span.days.map(\.dateText).filter { !known.contains($0) }.map { date in
      ReportGroup(level: .day, label: ReportLabel(name: date), amount: ReportAmount())
    }
    return (days + others).sorted { $0.title < $1.title }
  }

  private func color(_ label: ReportLabel) -> Int {
    min(projects.firstIndex { $0.label == label } ?? Self.lastColor, Self.lastColor)
  }

  private func bar(_ color: Int, _ seconds: Int, of most: Int, _ name: String) -> String {
    guard seconds > 0, most > 0 else { return "" }
    let width = HoursFormat.decimal(Int(Double(seconds) / Double(most) * 100_000), digits: 3)
    let title = Self.escaped(name) + " " + DurationText.clock(seconds)
    return "<i class=\"c\(color)\" style=\"width:\(width)%\" title=\"\(title)\"></i>"
  }

  // MARK: - Groups

  private var table: String {
    if report.groups.isEmpty { return "" }
    let most = report.groups.map { measure($0.amount) }.max() ?? 0
    let sum = max(1, measure(report.total))
    var (hours, shares) = (report.hoursApportionment, Apportionment(numerator: 100, denominator: sum))
    let title = report.levels.map(\.rawValue).joined(separator: " and ")
    var note = ""
    if let rounding = report.rounding {
      note =
        "<p class=\"none\">Rounded to \(DurationText.short(rounding.step)) (\(rounding.mode.rawValue)) per "
        + "\(rounding.unit.rawValue); tracked: \(DurationText.clock(report.total.seconds)).</p>\n"
    }
    return """
      <section>
      <h2>By \(Self.escaped(title))</h2>
      <table id="groups">
      \(rows(report.groups, of: most, &hours, &shares))<tr class="all"><th scope="row">Total</th><td></td>\
      <td>\(time(report.total))</td><td>\(total)</td><td>100%</td></tr>
      </table>
      \(note)</section>

      """
  }

  private var total: String { String(hours.dropLast(" hours".count)) }

  private func rows(
    _ groups: [ReportGroup], of most: Int, _ hours: inout Apportionment, _ shares: inout Apportionment,
    below parent: Int? = nil
  ) -> String {
    var text = ""
    for group in groups {
      let index = group.level == .project ? color(group.label) : parent ?? 0
      // Those of the last level add up to those above them.
      let below: String
      let (hourSum, shareSum): (Int, Int)
      if group.groups.isEmpty {
        below = ""
        (hourSum, shareSum) = (hours.next(measure(group.amount)), shares.next(measure(group.amount)))
      } else {
        let (firstHours, firstShares) = (hours.rounded, shares.rounded)
        below = rows(group.groups, of: most, &hours, &shares, below: index)
        (hourSum, shareSum) = (hours.rounded - firstHours, shares.rounded - firstShares)
      }
      let bar = bar(index, measure(group.amount), of: most, group.title)
      text +=
        "<tr\(parent != nil ? " class=\"sub\"" : "")><th scope=\"row\">\(Self.escaped(group.title))</th>"
        + "<td class=\"bar\">\(bar)</td><td>\(time(group.amount))</td>"
        + "<td>\(HoursFormat.decimal(hourSum, digits: report.decimals))</td><td>\(shareSum)%</td></tr>\n" + below
    }
    return text
  }

  /// Text in an element or a quoted attribute.
  private static func escaped(_ text: String) -> String {
    text.exposingHidden.onOneLine.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
